"""Meetings, agenda, members, attendance, motions, resolutions."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Boolean, CheckConstraint, ColumnElement, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment, Weight
from council.charters.models import PlaceProcedure
from council.charters.procedures import InForce, with_choice
from council.charters.rules import Procedure
from council.issues.models import Issue
from council.meetings.motions.rules import Formality
from council.organisation.models import Place
from council.polls.models import Poll
from council.residents.models import Person
from council.roster.hooks import moves_with_person


class MeetingKind(StrEnum):
    """The forums; what each is stands in `kinds.BLUEPRINTS`."""

    EVENING_TALK = "evening_talk"
    WEEKEND_COUNCIL = "weekend_council"
    LISTENING = "listening"
    REPRESENTATIVES = "representatives"
    RESIDENTS_MEETING = "residents_meeting"
    OWNERS_ASSEMBLY = "owners_assembly"


class MeetingState(StrEnum):
    """A meeting's life."""

    DRAFT = "draft"
    CONVENED = "convened"
    IN_SESSION = "in_session"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ItemState(StrEnum):
    """Where an agenda item stands."""

    PLANNED = "planned"
    CURRENT = "current"
    DONE = "done"
    POSTPONED = "postponed"


class WallView(StrEnum):
    """What the wall shows. `auto` follows the meeting."""

    AUTO = "auto"
    WELCOME = "welcome"
    AGENDA = "agenda"
    ITEM = "item"
    VOTE = "vote"
    RESULT = "result"
    ACTIONS = "actions"
    #: who speaks, and who is next
    SPEAKER = "speaker"
    #: where people already agree, of the current item's issue
    AGREE = "agree"
    #: the two lists of an evening: 问题清单 and 交办清单
    LISTS = "lists"
    BLANK = "blank"


class Meeting(Base):
    """One evening."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("place_id", "kind", "number"), UniqueConstraint("series_id", "series_on"))

    id: Mapped[Key]
    kind: Mapped[Code]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    #: the number of its kind in this place (第 12 次)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(80), default="")  # the theme; may be empty
    venue: Mapped[str] = mapped_column(String(80))
    starts_at: Mapped[Moment]
    notice_days: Mapped[int]
    #: the emergency for which the law lets the notice be shorter, in words; empty where there is none
    urgency: Mapped[str] = mapped_column(String(200), default="", server_default="")
    #: how formally it is held, fixed by the call
    formality: Mapped[Code] = mapped_column(default=Formality.SIMPLE, server_default=Formality.SIMPLE)
    procedure: Mapped[Code]
    #: the place's own version of it, fixed by the call; None for the preset itself
    place_procedure_id: Mapped[int | None] = mapped_column(ForeignKey("place_procedure.id"))
    state: Mapped[Code] = mapped_column(default=MeetingState.DRAFT)
    #: six digits that people type, unique over all meetings
    code: Mapped[str] = mapped_column(String(6), unique=True)
    #: opens the wall without sign-in
    wall_token: Mapped[str] = mapped_column(String(48))
    wall_view: Mapped[Code] = mapped_column(default=WallView.AUTO)
    #: grows with every change that a live page should see
    version: Mapped[int] = mapped_column(default=0)
    chair_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    convened_at: Mapped[Moment | None]
    started_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
    #: the series it belongs to, and the day of its rhythm that it stands for, wherever it was moved since
    series_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_series.id"))
    series_on: Mapped[date | None]

    place: Mapped[Place] = relationship(lazy="joined", innerjoin=True)
    chair: Mapped[Person] = relationship(foreign_keys=[chair_id])
    recorder: Mapped[Person | None] = relationship(foreign_keys=[recorder_id])
    items: Mapped[list["AgendaItem"]] = relationship(order_by="AgendaItem.position", back_populates="meeting")
    chosen: Mapped[PlaceProcedure | None] = relationship()

    @property
    def scope_path(self) -> str:
        """For permits: the place it is held for."""
        return self.place.path

    @property
    def held_by(self) -> InForce:
        """The procedure it is held by, with the version it keeps."""
        return with_choice(self.procedure, self.chosen)

    @property
    def rules(self) -> Procedure:
        """The numbers it is held by."""
        return self.held_by.rules


class AgendaItem(Base):
    """One point of the agenda. `noticed` is false for points added after the call: they are discussed, not voted.

    One with sub-items is a heading: it never becomes the current item (see `outline.py`).
    """

    __tablename__ = "agenda_item"
    # an item can be removed, and its number must not come back: the journal goes on speaking of it
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    #: rises in reading order through the whole agenda: a heading stands right before its sub-items
    position: Mapped[int]
    #: the heading it stands under; None at the top. One level deep.
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    title: Mapped[str] = mapped_column(String(60))
    detail: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[int] = mapped_column(default=8)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    noticed: Mapped[bool] = mapped_column(Boolean, default=True)
    state: Mapped[Code] = mapped_column(default=ItemState.PLANNED)
    opened_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]

    meeting: Mapped[Meeting] = relationship(back_populates="items")
    issue: Mapped[Issue | None] = relationship()
    motions: Mapped[list["Motion"]] = relationship(order_by="Motion.id", back_populates="item")


class Member(Base):
    """Someone called to the meeting, taken from the appointments when it was convened."""

    __tablename__ = "meeting_member"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    category: Mapped[str] = mapped_column(String(32), default="")
    #: how much the vote weighs, as it stood at the call: 1, or an owner's floor area in cm²
    weight: Mapped[Weight] = mapped_column(default=1, server_default="1")
    #: what the weight is made of, e.g. the doors of an owner's lots
    label: Mapped[str] = mapped_column(String(120), default="", server_default="")

    person: Mapped[Person] = relationship()


class Attendance(Base):
    """That someone came: set, never toggled. `left_at` is set when they go and cleared when they come back."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    #: a member votes; anyone else is in attendance (列席)
    voting: Mapped[bool]
    arrived_at: Mapped[Moment]
    left_at: Mapped[Moment | None]
    #: who checked them in, if not they themselves
    entered_by: Mapped[int | None]

    person: Mapped[Person] = relationship()


class Motion(Base):
    """The exact text put to the meeting, and the poll about it."""

    __tablename__ = "motion"

    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    #: short enough for a wall and a ballot: the question
    title: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    moved_by: Mapped[str] = mapped_column(String(120), default="")
    #: by whose rule it is voted on where not by the meeting's own (`kinds.Blueprint.heavier`); empty: the meeting's
    body: Mapped[Code] = mapped_column(default="", server_default="")
    recorded_at: Mapped[Moment]
    poll_id: Mapped[int | None] = mapped_column(ForeignKey("poll.id"), unique=True)

    item: Mapped[AgendaItem] = relationship(back_populates="motions")
    poll: Mapped[Poll | None] = relationship()


class Resolution(Base):
    """What was decided, numbered, with its force."""

    __tablename__ = "resolution"
    __table_args__ = (CheckConstraint("force IN ('opinion','consensus','binding')", name="force"),)

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"), unique=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    force: Mapped[Code]
    text: Mapped[str] = mapped_column(Text)
    adopted_on: Mapped[date]
    adopted_by: Mapped[int] = mapped_column(ForeignKey("person.id"))

    place: Mapped[Place] = relationship(lazy="joined", innerjoin=True)
    meeting: Mapped[Meeting] = relationship()
    item: Mapped[AgendaItem] = relationship()
    motion: Mapped[Motion | None] = relationship()

    @property
    def scope_path(self) -> str:
        """For permits: the place it was decided for."""
        return self.place.path


def _of_a_meeting_to_come() -> ColumnElement[bool]:
    return Member.meeting_id.in_(select(Meeting.id).where(Meeting.started_at.is_(None), Meeting.closed_at.is_(None)))


moves_with_person(Member.person_id, only=_of_a_meeting_to_come, once_per=Member.meeting_id)
moves_with_person(Meeting.chair_id, only=lambda: Meeting.closed_at.is_(None))
moves_with_person(Meeting.recorder_id, only=lambda: Meeting.closed_at.is_(None))
