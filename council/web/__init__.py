"""What every page shares: forms, htmx answers, errors, headers, paging, formats, preferences.

Nothing here knows a domain word.
"""
