"""The demo neighbourhood: 青檐街道 with invented people, built through the rooms' own operations.

Nouns: cast (named people of the demo), story (a scenario half-way through). Verbs: `build_demo`, sign in as one of
the cast. A database that the demo did not make never offers it.
"""
