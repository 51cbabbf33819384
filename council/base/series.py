"""Running numbers without gaps: issues `GY-2026-0137`, meetings `12`, resolutions `12`."""

from sqlalchemy import String, text
from sqlalchemy.orm import Mapped, mapped_column

from council.base.db import Base, db


class Series(Base):
    """The last number given in a series."""

    __tablename__ = "series"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    last: Mapped[int]


def next_number(name: str) -> int:
    """The next number of a series, starting at 1; rolled back with the caller's transaction."""
    statement = text(
        "INSERT INTO series (name, last) VALUES (:name, 1) "
        "ON CONFLICT (name) DO UPDATE SET last = series.last + 1 RETURNING last"
    )
    number: int = db.session.execute(statement, {"name": name}).scalar_one()
    return number


def start_after(name: str, last: int) -> None:
    """Let a series go on after `last`, as when a paper register is carried over."""
    db.session.merge(Series(name=name, last=last))
