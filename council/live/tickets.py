"""Tickets: the signed, expiring right to open a stream. Checked without the database.

A page that may show something embeds a ticket for its topics; whoever cannot load the page cannot have one.
A ticket is `<expiry in hex>.<signature>`; the signature covers the expiry and the topics in their order.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from itsdangerous import Signer

#: An evening with its preparation.
MAX_AGE = timedelta(hours=12)


class BadTicket(ValueError):
    """Forged, expired, or for other topics."""


class Tickets:
    """Signs and checks with the application's keys.

    Args:
        keys: oldest first; the last one signs.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._signer = Signer(list(keys), salt="live-ticket", key_derivation="hmac", digest_method=hashlib.sha256)

    def issue(self, topics: Sequence[str], *, now: float, max_age: timedelta = MAX_AGE) -> str:
        """A ticket for exactly these topics.

        The expiry is rounded up by at most a twelfth of `max_age`, so that a page made twice within an hour is the
        same page twice.

        Args:
            now: seconds since 1970.
        """
        age = int(max_age.total_seconds())
        step = max(1, age // 12)
        expiry = -(-int(now + age) // step) * step
        return f"{expiry:x}.{self._signer.get_signature(_signed(topics, expiry)).decode()}"

    def check(self, ticket: str, topics: Sequence[str], *, now: float) -> None:
        """Let a valid ticket pass.

        Raises:
            BadTicket: it is forged, expired, or for other topics.
        """
        head, _, signature = ticket.partition(".")
        try:
            expiry = int(head, 16)
        except ValueError:
            raise BadTicket("malformed") from None
        if not self._signer.verify_signature(_signed(topics, expiry), signature):
            raise BadTicket("forged, or for other topics")
        if expiry <= now:
            raise BadTicket("expired")


def _signed(topics: Sequence[str], expiry: int) -> str:
    return f"{expiry:x}:{','.join(topics)}"
