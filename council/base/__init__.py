"""What every room stands on: the database and its transactions, the clock, ids, settings, errors.

No domain word and no page lives here.
"""
