"""People at a meeting who stand on no roster: the unit's engineer, a tenant not yet registered, a visitor.

Nouns: guest. Verbs: `welcome`, `set_here`. A guest speaks, never votes, and counts for no quorum. Whoever is on
the roster is checked in under their own name instead.
"""
