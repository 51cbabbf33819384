"""The ballot box of a secret poll: one key a poll, ballots that only it can read, and what is published of them.

Nouns: key (a file beside the database, gone once the poll is sealed), envelope (one encrypted ballot), tracker (the
code by which a voter finds the own line), bulletin (the published ballots with the seal).
Verbs: `open_box`, `put`, `seal`, `confirm`.
"""
