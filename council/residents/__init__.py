"""People: who lives where, and who holds which office.

Nouns: person, household, appointment (an office held for a place from a day on).
Verbs: `enrol`, `appoint`. How people sign in is the room of accounts.
"""
