"""Pages that cross rooms: the resident's home, the officer's desk, the public board.

Nothing is stored here; a page asks the rooms below.
"""
