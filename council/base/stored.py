"""Facts about this database itself, such as that the demo made it."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from council.base.db import Base, db


class StoredFact(Base):
    """A name and a text."""

    __tablename__ = "stored_fact"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    text: Mapped[str] = mapped_column(String(400))


def read(name: str) -> str | None:
    """The text stored under `name`, or None."""
    fact = db.session.get(StoredFact, name)
    return fact.text if fact else None


def store(name: str, text: str) -> None:
    """Set the text under `name`. Runs in the caller's transaction."""
    db.session.merge(StoredFact(name=name, text=text))
