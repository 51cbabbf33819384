"""Trackers: ten signs that a phone makes up and the voter keeps, to find the own ballot in the published list.

Crockford's base 32 (no I, L, O, U), nine random signs and one that checks them, so that a slip of the pen is noticed.
The voter may add a word of their own, so that no server can give two voters one code.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
#: Signs of the voter's own word.
WORD_LENGTH = 8

_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})
_WORD = re.compile(rf"[^\W_]{{1,{WORD_LENGTH}}}")


class BadTracker(ValueError):
    """A code that no phone of ours made, or a word with other signs than letters and figures."""


def check_sign(signs: str) -> str:
    """The sign that checks nine others: the sum of their values, each times its place from 1, modulo 31.

    A prime below the alphabet's size: any one wrong sign, and any two that changed places, are noticed except
    between the two signs of one value (0 and Z).
    """
    total = sum(place * ALPHABET.index(sign) for place, sign in enumerate(signs, start=1))
    return ALPHABET[total % 31]


def made() -> str:
    """A new code, where the phone cannot make one."""
    signs = "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH - 1))
    return signs + check_sign(signs)


def read(text: str, word: str = "") -> str:
    """The tracker of a typed or sent code, `7K3M2QXT9B` or with the voter's word `7K3M2QXT9B-word`.

    Raises `BadTracker`.
    """
    signs = re.sub(r"[\s-]", "", text.upper()).translate(_ALIKE)
    if len(signs) != LENGTH or any(sign not in ALPHABET for sign in signs) or check_sign(signs[:-1]) != signs[-1]:
        raise BadTracker(text)
    own = word.strip()
    if not own:
        return signs
    if not _WORD.fullmatch(own):
        raise BadTracker(word)
    return f"{signs}-{own}"


def shown(tracker: str) -> str:
    """A tracker in groups for reading aloud: `7K3M 2QXT 9B`, the word behind it."""
    code, _dash, word = tracker.partition("-")
    if len(code) != LENGTH:
        return tracker
    groups = f"{code[:4]} {code[4:8]} {code[8:]}"
    return f"{groups} · {word}" if word else groups
