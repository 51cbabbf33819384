"""Charters: what a place has given itself: its charter, its compact, and the procedures by which it decides.

Nouns: procedure (who decides, with which numbers, after which notice, with what force), force
(opinion, consensus, binding), preset (a procedure from a law or a model text, with its citation).
Verbs: procedure, may_issue, numeric_rules.

A preset is data with a date and a citation, never an `if`. It is no legal advice: local rules come first, and
every page that shows a preset says so. Charters and compacts with their versions get their tables here too.
"""
