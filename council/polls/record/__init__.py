"""The record of one vote in one file: rule, roll, ballots, hashes, the acts of the journal, a program to check them.

For who must answer a complaint that a decision was unlawful: everything that the count rests on, checked without us.
"""
