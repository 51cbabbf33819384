"""Passwords that guessers try first, of ten characters and more: shorter ones are refused for their length.

Rows and repetitions (1234567890, abcabcabcabc) need no line: the rules know them.
"""

from pathlib import Path

COMMON = frozenset(Path(__file__).with_name("common.txt").read_text(encoding="utf-8").split())
