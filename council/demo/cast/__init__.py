"""The cast: an invented neighbourhood as plain data, in Chinese and English, the same on every machine.

Nouns: place, unit, hotline, person, household, appointment, story (issues, councils, an evening talk, tasks).
Verbs: `population`, `appointments`, `crowd`, `supporters`.

No database, no Flask: generators draw from a seeded `random.Random` only. People, places and numbers are made up;
phone numbers use codes that no operator hands out, so nobody is ever called by accident.
"""
