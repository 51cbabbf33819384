"""Polls: a question put to the vote, counted so that accepted equals counted.

Nouns: poll, roll and roll entry (who may vote, frozen at opening), ballot (what one voter marked), result.
Verbs: `draft_poll`, `open_poll`, `cast`, `close_poll`, `publish_result`, `reopen_poll`, `cancel_poll`.
A poll knows no meeting: what it is about is a kind and an id.
"""
