"""Polls that no meeting holds: planned from a type, opened for an electorate, closed by hand or by the clock."""
