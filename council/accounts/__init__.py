"""Accounts: how people get in and stay in, without an e-mail address and mostly without a password.

Nouns: session (one person signed in on one phone or computer), method (how they got in), slip (a printed code for a
household), spoken code (read out by a grid officer), sign-in link (works once), credential (password and factor).
Verbs: `begin_session`, `end_session`, `issue_sign_in_link`, `sign_in_by_link`, `end_sessions`, `make_slips`,
`sign_in_by_slip`, `issue_spoken_code`, `sign_in_by_spoken_code`, `switch_to`.
"""
