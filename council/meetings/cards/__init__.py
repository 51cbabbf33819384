"""Seat cards: a printed card with a QR code of one's own that signs a member into one meeting, and into nothing else.

Nouns: card. Verbs: print, withdraw, enter by card. What its session opens is in `limits.py`, and only there (ADR 0021).
"""
