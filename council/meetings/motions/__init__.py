"""Motions in parliamentary form: a stack of pending questions, the last moved on top and decided first.

A main motion is moved and seconded; while it is pending, motions of higher rank may be put on top of it: to amend it,
to close the debate, to put it off, to adjourn. Only the top is debated and voted on. Amendments go two deep.
"""
