"""Tasks and the reports on them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.followup.rules import TaskState
from council.issues.models import Issue
from council.media.hooks import refers_to_photos
from council.media.models import Photo
from council.organisation.models import PartnerUnit, Place
from council.residents.models import Person
from council.roster.hooks import moves_with_person

__all__ = ["Task", "TaskReport", "TaskState"]


class Task(Base):
    """Something to do, by a person or a unit, by a day."""

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint("(lead_person_id IS NULL) <> (lead_unit_id IS NULL)", name="one_lead"),
        CheckConstraint("state IN ('open','started','done','confirmed','cancelled')", name="state"),
        Index("ix_task_origin", "origin_kind", "origin_id"),
        Index("ix_task_place_state", "place_id", "state"),
    )

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    title: Mapped[str] = mapped_column(String(120))
    #: e.g. ("resolution", 4) or ("meeting", 2) for an evening talk's hand-over list: points upward, so no foreign key
    origin_kind: Mapped[Code]
    origin_id: Mapped[int]
    #: words of the origin as they were, e.g. the resolution's number
    origin_label: Mapped[str] = mapped_column(String(80), default="")
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    lead_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("partner_unit.id"), index=True)
    due_on: Mapped[date]
    state: Mapped[Code] = mapped_column(default=TaskState.OPEN)
    created_at: Mapped[Moment]
    started_at: Mapped[Moment | None]
    done_at: Mapped[Moment | None]

    place: Mapped[Place] = relationship(lazy="joined", innerjoin=True)
    issue: Mapped[Issue | None] = relationship()
    lead_person: Mapped[Person | None] = relationship()
    lead_unit: Mapped[PartnerUnit | None] = relationship()
    reports: Mapped[list["TaskReport"]] = relationship(order_by="TaskReport.id", back_populates="task")

    @property
    def scope_path(self) -> str:
        """For permits: the estate the work is for."""
        return self.place.path


class TaskReport(Base):
    """What the one in charge reported."""

    __tablename__ = "task_report"

    id: Mapped[Key]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    state: Mapped[Code]
    note: Mapped[str] = mapped_column(Text, default="")
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Moment]

    task: Mapped[Task] = relationship(back_populates="reports")
    photo: Mapped[Photo | None] = relationship()
    by: Mapped[Person] = relationship()


refers_to_photos(TaskReport.photo_id)


moves_with_person(Task.lead_person_id, only=lambda: Task.state.in_([TaskState.OPEN, TaskState.STARTED, TaskState.DONE]))
