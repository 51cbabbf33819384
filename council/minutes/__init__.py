"""Minutes: they fill themselves from what happened; people add words, approve, publish.

Nouns: minutes, note (free text for one item), correction (after approval nothing else may change).
Verbs: `begin_minutes`, `write_note`, `approve`, `publish`, `correct`.
"""
