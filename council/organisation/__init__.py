"""The street and what it is made of.

Nouns: place (street → community → estate → grid → building → entrance) and its changes, partner unit with contact
persons, venue, hotline, setting (of a place; what lies below inherits it).
Verbs: `add_place(s)`, `amend_place`, `move_place`, `split_grid`, `close_place`, `reopen_place`, `add_unit`,
`add_contact`, `add_venue`, `set_hotlines`, `set_setting`.
A place is never deleted and its history never rewritten: a change is a row that says until when what was true.
"""
