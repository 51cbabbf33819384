"""Who a browser says it is: the part of the signed cookie that names a session."""

from typing import NamedTuple, TypedDict

from flask import session

from council.accounts.limits import opens
from council.accounts.models import SignInSession


class Votes(TypedDict):
    """What the polls ask of a voter."""

    person_id: int
    epoch: int
    session_id: int


class Identity(NamedTuple):
    """What the signed cookie says: the person, their session epoch, the session's id, and what it is limited to."""

    person_id: int
    epoch: int
    session_id: int
    #: the one thing the session opens (see `limits`); 0: everything
    only_for: int = 0

    def __str__(self) -> str:
        return ".".join(str(number) for number in (self if self.only_for else self[:3]))

    @classmethod
    def of(cls, started: SignInSession) -> "Identity":
        """The identity that a session's cookie carries."""
        return cls(started.person_id, started.person.session_epoch, started.id, started.only_for or 0)

    @classmethod
    def read(cls, text: str) -> "Identity | None":
        """The identity in a cookie's text; None for anything else."""
        parts = text.split(".")
        if len(parts) not in (3, 4) or not all(part.isascii() and part.isdigit() for part in parts):
            return None
        return cls(*(int(part) for part in parts))

    def votes(self) -> Votes:
        """As the polls ask for it."""
        return {"person_id": self.person_id, "epoch": self.epoch, "session_id": self.session_id}


def identity_in_session() -> Identity | None:
    """Who is signed in as the signed cookie says, without asking the database.

    For the vote path; whoever uses it compares epoch and session with what is stored. A limited session is nobody
    outside what it opens.
    """
    found = named_in_session()
    return found if found is not None and opens(found.only_for) else None


def named_in_session() -> Identity | None:
    """The same whatever the page: who is to be signed out, and whose seat card this phone came in with."""
    return Identity.read(str(session.get("_user_id", "")))
