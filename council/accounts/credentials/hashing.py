"""Passwords as argon2id hashes, about a tenth of a second each on two shared cores.

The work is the same whether or not there is an account, so that the time of an answer tells nothing. Hash outside
of write transactions: SQLite has one writer, and nobody's vote shall wait for a password.
"""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: 19 MiB, three passes, one lane: OWASP's memory with a pass more; 80 to 110 ms where it was measured.
_hasher = PasswordHasher(time_cost=3, memory_cost=19456, parallelism=1)
#: The hash of random bytes that were thrown away, made with the same figures: what an unknown name is checked against.
NOBODYS = "$argon2id$v=19$m=19456,t=3,p=1$QHdrlr9Sl852uXTuhbBFWQ$RJC9YswdfPXUJSjVwtZ64mnC3Q43BI63uT14tuUn5xE"
#: So many at once: the other threads of the server have pages to make.
_lanes = BoundedSemaphore(2)


def hashed(password: str) -> str:
    """The hash to keep of a tidy password."""
    with _lanes:
        return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether `password` is the one behind `stored`; None works just as hard for a no."""
    with _lanes:
        try:
            return _hasher.verify(stored or NOBODYS, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with other figures than today's."""
    return _hasher.check_needs_rehash(stored)
