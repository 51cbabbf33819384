"""Privacy: what people agreed to, what is kept of them and for how long, and what must not hang on a board.

Nouns: consent (a person, a text and its version, withdrawn or not), deletion request, retention setting, personal
number (a phone or identity number in a text for the public).
Verbs: `give_consent`, `withdraw_consent`, `ask_for_deletion`, `refuse_personal_numbers`.
"""
