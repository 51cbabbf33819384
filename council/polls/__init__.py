"""Polls: a question put to the vote, counted so that accepted equals counted.

Nouns: poll, option, roll and roll entry (who may vote, frozen at opening), ballot (what one voter marked), result.
Verbs: `draft_poll`, `open_poll`, `cast`, `close_poll`, `count_again`, `publish_result`, `reopen_poll`, `cancel_poll`.
A poll knows no meeting: what it is about is a kind and an id.

`planning` holds polls that no meeting holds, `papers` paper, hands and helpers, `box` the secret ones. `kinds` are the
types as data, `marks` reads a ballot, `counts` counts it by a method of the tally.
"""
