"""Offices: who holds which for a place and a term, from which vote or letter. Replaced, never edited.

Nouns: seat (an office of a place), term (since, until), holder, vacancy, origin (the resolution it came from).
Verbs: `appoint`, `replace_holder`, `end_appointment`, `demand_an_administrator_stays`. A mistake is ended as one and
entered anew: nothing is corrected in place, so that what was once true stays readable.
"""
