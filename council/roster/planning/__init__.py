"""What the rows of a file mean for the roster as it is today. Pure: rows and a snapshot in, a plan out.

Nouns: snapshot (places, people, doors, lots, owners, offices as read at one moment), plan (what to write, and a verdict
for each row), reference (an id; below zero it stands for something that the plan makes). Verb: `plan_import`.
"""
