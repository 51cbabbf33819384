"""Slowing down those who guess slips, codes and passwords, without shutting out a hall that shares one address.

Only misses count. Who missed is known in three ways: the target (the account or number that is tried), the device
(a signed cookie that the form's page sets) and the address.
"""

from flask_babel import ngettext

from council.base.errors import DomainError


class TooFast(DomainError):
    """Too many misses: the same may be tried again after `seconds` (429)."""

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(
            ngettext("Please wait one second, then try again.", "Please wait %(num)d seconds, then try again.", seconds)
        )
        self.seconds = seconds


def demand_patience(kind: str, *, target: str = "") -> None:
    """Let an attempt through, or say how long to wait; before anything is looked up.

    Args:
        kind: what is guessed: `slip`, `spoken`, `phone`, `password`, `second`.
        target: the account, number or code that is tried, where it is known.

    Raises:
        TooFast: after too many misses.
    """


def note_miss(kind: str, *, target: str = "") -> None:
    """Remember a wrong attempt, in a transaction of its own."""


def note_hit(kind: str, *, target: str = "") -> None:
    """Forget the misses of who got it right."""
