"""Meetings that repeat."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.meetings.series.rules import Every, Rhythm
from council.organisation.models import Place
from council.residents.models import Person
from council.roster.hooks import moves_with_person


class Series(Base):
    """A kind of meeting of a place that comes again and again, chaired by whoever began it."""

    __tablename__ = "meeting_series"

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    kind: Mapped[Code]
    every: Mapped[Code]
    #: from Monday, 0
    weekday: Mapped[int]
    #: on the councils' wall clock, `19:30`
    starts: Mapped[str] = mapped_column(String(5))
    venue: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(80), default="")
    #: the first day it may be held on
    since: Mapped[date]
    ended_on: Mapped[date | None]
    chair_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Moment]

    place: Mapped[Place] = relationship(lazy="joined", innerjoin=True)
    chair: Mapped[Person] = relationship()

    @property
    def scope_path(self) -> str:
        """For permits: the place it is held for."""
        return self.place.path

    @property
    def rhythm(self) -> Rhythm:
        """When it comes again."""
        return Rhythm(Every(self.every), self.weekday)


moves_with_person(Series.chair_id, only=lambda: Series.ended_on.is_(None))
