"""The walls of a meeting: the hall's own, and named ones beside it (foyer, interpreters' room), each with its picture.

Nouns: wall (the hall's stands in the meeting itself, the others are rows), slot (the letter of a wall in its meeting),
lined-up view (what the chair shows next), hall (its depth and the width of its picture).
Verbs: `add_wall`, `rename_wall`, `remove_wall`, `show_view`, `blank_all`, `drive_wall`, `line_up`, `move_line`,
`drop_line`, `show_next`, `measure_hall`.
"""
