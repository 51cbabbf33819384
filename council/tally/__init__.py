"""Tally: pure counting, exact to the last vote; what every result on the wall and in the minutes rests on.

Nouns: test (one comparison with an exact fraction), rule (tests that must all hold), figures (what was counted),
decision (the outcome with every test), sheet (a file of votes).
Verbs: decide, needed, read_sheet, explain, sentence, decide_file.

Only the standard library, only integers and fractions, never a float. Knows no Flask, no database, no gettext:
its sentences are data in `wording.json`, so that a result reads the same on any machine.
"""
