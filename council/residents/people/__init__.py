"""The record of a person at the desk: seen, corrected, moved to another door, marked as left, given a portrait.

Nouns: record, door, portrait. Verbs: `change_record`, `move_to`, `mark_as_left`, `bring_back`, `note_phone_shown`,
`set_portrait`. The journal says which fields changed, never what stood in them.
"""
