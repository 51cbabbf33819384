"""After the call: who says they will come, and the meetings in people's own calendars.

Nouns: reply (coming, or an apology with its reason), calendar key (the secret of a calendar's address).
Verbs: `reply`, `make_calendar_key`, `drop_calendar_key`. A reply is a word, not an attendance: it never counts for a
quorum.
"""
