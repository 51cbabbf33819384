"""Who drives a meeting: of several consoles that are open, one acts and the others look on.

Nouns: driver (a desk, who sits at it, since when), desk (one sign-in on one browser; its tabs are one desk).
Verbs: `sit_down`, `drive`, `take_over`. Only the chair's own acts ask for it: the door and the phones never do.
"""
