"""A form sent twice does its work once: the first answer is kept under the form's key.

The key is a hidden field made by the server when the form is shown. It is kept as a fingerprint of the verb, the
person and the key, so that nobody meets the answer to somebody else's form, or to another kind of form. `answered`
runs inside the operation's transaction, so of two simultaneous posts the second waits (SQLite's write lock,
PostgreSQL's advisory lock) and gets the first one's answer.
"""

from typing import TypeVar

from flask_babel import gettext as _
from sqlalchemy import String, text
from sqlalchemy.orm import Mapped, mapped_column

from council.base import clock
from council.base.db import Base, Key, Moment, db
from council.base.errors import Conflict
from council.base.ids import fingerprint

M = TypeVar("M")


class Once(Base):
    """The answer that a form with this key got: the id of the row it made."""

    __tablename__ = "once"

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(80), unique=True)
    answer: Mapped[int]
    at: Mapped[Moment]


def own_key(verb: str, actor_id: int | None, key: str | None) -> str | None:
    """The form's `key` as this person's for this verb (e.g. `issues.raise`), 64 hex digits; None without a key."""
    return fingerprint(f"{verb}|{actor_id}|{key}") if key else None


def answered(key: str | None, model: type[M]) -> M | None:
    """The row that the first sending of this form made, or None. `key` comes from `own_key`.

    Raises:
        Conflict: that row has been removed since.
    """
    if not key:
        return None
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})
    answer: int | None = db.session.scalar(db.select(Once.answer).where(Once.key == key))
    if answer is None:
        return None
    row = db.session.get(model, answer)
    if row is None:
        raise Conflict(_("This was sent before, and what it made has been removed since. Load the page again."))
    return row


def keep(key: str | None, answer: int) -> None:
    """Remember the id this form made, in the same transaction. `key` comes from `own_key`."""
    if key:
        db.session.add(Once(key=key, answer=answer, at=clock.now()))
        db.session.flush()
