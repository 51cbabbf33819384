"""The table of own days."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from council.base.db import Base, Key, Moment


class OwnDay(Base):
    """A day that is worked, or is not, whatever the published calendar says: a typhoon day, a new announcement."""

    __tablename__ = "own_day"

    id: Mapped[Key]
    day: Mapped[date] = mapped_column(unique=True)
    worked: Mapped[bool]
    name: Mapped[str] = mapped_column(String(40), default="")
    #: a person; no foreign key, since the calendar knows no residents
    set_by: Mapped[int | None]
    set_at: Mapped[Moment]
