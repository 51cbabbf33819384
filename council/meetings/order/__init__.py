"""Points of order and appeals: a member says that the rules are not kept, the chair rules at once.

A point interrupts whoever speaks and is heard alone. Nobody seconds it and nobody votes on it. In a parliamentary
meeting another member may appeal against the ruling, at once; then the hands in the room say whether it stands.
"""
