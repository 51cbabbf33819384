"""Privacy: what people agreed to, what is kept of them and for how long, and what must not hang on a board.

Nouns: consent (a person, a purpose and the version of its text, withdrawn or not), deletion request, retention
setting, operator (who answers for the data), personal number (a phone or identity number in a text for the public).
Verbs: `read_notice`, `give_consent`, `withdraw_consent`, `ask_for_deletion`, `withdraw_request`, `refuse_request`,
`forget_person`, `set_retention`, `sweep`, `refuse_personal_numbers`.
Higher rooms say in their `kept.py` what they keep about a person and when it goes (`hooks.keeps`, `hooks.expires`).
"""
