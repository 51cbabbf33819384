"""Working days and working hours: what a clock counts that says “within three working days”.

Nouns: calendar (which days are worked, from when to when), own day (a change of the published calendar).
Verbs: `set_day`, `remove_day`; in the rules `add_hours`, `hours_between`, `working_days_after`.
Public holidays and make-up working days of mainland China are data in `published.py`, as the State Council announced
them; for a year that is not there only weekends are free.
"""
