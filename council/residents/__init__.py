"""People: who lives where, who holds which office, and how they sign in.

Nouns: person, household, appointment (an office held for a place from a day on), sign-in link (works once).
Verbs: `enrol`, `appoint`, `issue_sign_in_link`, `sign_in_by_link`, `end_sessions`.
"""
