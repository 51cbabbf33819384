"""Issues: what residents raise, and the way to the day when they say “solved”.

Nouns: issue, support, photo of it, feedback (the resident's last word).
Verbs: `raise_issue`, `acknowledge`, `support`, `withdraw_support`, `put_on_agenda`, `assign`, `unassign`, `resolve`,
`solve_on_the_spot`, `reject`, `give_feedback`.
"""
