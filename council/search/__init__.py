"""Finding what was said and written: one index of texts for all rooms, the same on SQLite and PostgreSQL.

Nouns: entry (a thing that can be found, in an estate), tokens (its text, cut so that any piece of it is found), word
(one word of a question), hit. Verbs: `index`, `forget`; in the rules `tokens`, `words`.
Rooms index what is theirs inside their own operations, and say in `hooks` how their hits look and who sees them.
"""
