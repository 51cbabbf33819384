"""A form sent twice does its work once: the first answer is kept under the form's key.

The key is a hidden field made by the server when the form is shown. `claim` runs inside the operation's transaction,
so of two simultaneous posts the second waits (SQLite's write lock, PostgreSQL's advisory lock) and gets the first
one's answer.
"""

from sqlalchemy import String, text
from sqlalchemy.orm import Mapped, mapped_column

from council.base import clock
from council.base.db import Base, Key, Moment, db


class Once(Base):
    """The answer that a form with this key got: the id of the row it made."""

    __tablename__ = "once"

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(80), unique=True)
    answer: Mapped[int]
    at: Mapped[Moment]


def answered(key: str | None) -> int | None:
    """The id that the first sending of this form made, or None."""
    if not key:
        return None
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})
    answer: int | None = db.session.scalar(db.select(Once.answer).where(Once.key == key))
    return answer


def keep(key: str | None, answer: int) -> None:
    """Remember the id this form made, in the same transaction."""
    if key:
        db.session.add(Once(key=key, answer=answer, at=clock.now()))
        db.session.flush()
