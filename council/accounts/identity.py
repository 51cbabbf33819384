"""Who a browser says it is: the part of the signed cookie that names a session."""

from typing import NamedTuple

from flask import session

from council.accounts.models import SignInSession


class Identity(NamedTuple):
    """What the signed cookie says: the person, their session epoch, and the session's id."""

    person_id: int
    epoch: int
    session_id: int

    def __str__(self) -> str:
        return ".".join(str(number) for number in self)

    @classmethod
    def of(cls, started: SignInSession) -> "Identity":
        """The identity that a session's cookie carries."""
        return cls(started.person_id, started.person.session_epoch, started.id)

    @classmethod
    def read(cls, text: str) -> "Identity | None":
        """The identity in a cookie's text; None for anything else."""
        parts = text.split(".")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
            return None
        return cls(*(int(part) for part in parts))


def identity_in_session() -> Identity | None:
    """Who is signed in as the signed cookie says, without asking the database.

    For the vote path; whoever uses it compares epoch and session with what is stored.
    """
    return Identity.read(str(session.get("_user_id", "")))
