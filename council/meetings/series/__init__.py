"""Meetings that repeat: "every last Saturday at 15:00", with drafts always ready for the next three.

Nouns: series (kind, rhythm, hour, place), occurrence (a day of its rhythm, and the day it is held on instead where that
is a holiday). Verbs: `begin_series`, `plan_ahead`, `end_series`. Calling a meeting stays a decision of a person.
"""
