"""Categories, and the clocks that run while an issue waits."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from council.base.db import Base, Code, Key, Moment
from council.issues.states import Counting


class IssueCategory(Base):
    """A kind of issue, with how long each step may take. The first ones are built in and named by `code`."""

    __tablename__ = "issue_category"
    __table_args__ = (
        CheckConstraint("counting IN ('working','calendar')", name="counting"),
        CheckConstraint("acknowledge_hours > 0 AND answer_hours > 0 AND solve_hours > 0", name="hours"),
    )

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(32), unique=True)
    #: the street's own word for it; empty for the built-in one
    name: Mapped[str] = mapped_column(String(40), default="")
    #: words that suggest it, one a line, besides the built-in ones
    keywords: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)
    #: which hours the three limits count: those of working days, or all
    counting: Mapped[Code] = mapped_column(default=Counting.WORKING)
    acknowledge_hours: Mapped[int]
    answer_hours: Mapped[int]
    solve_hours: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")


class IssueClock(Base):
    """One step of an issue: when it began, by when it had to end, when it ended. At most one runs."""

    __tablename__ = "issue_clock"
    __table_args__ = (
        CheckConstraint("step IN ('acknowledge','answer','discuss','solve','judge','supervise')", name="step"),
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="forward"),
        Index(
            "uq_issue_clock_running",
            "issue_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "ix_issue_clock_due",
            "due_at",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    step: Mapped[Code]
    #: the kind of place whose officers have it meanwhile: estate, community or street
    level: Mapped[Code] = mapped_column(default="estate")
    started_at: Mapped[Moment]
    #: from when on the end is near: 80 % of the time
    warn_at: Mapped[Moment | None]
    due_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    #: the act that ended it
    ended_by: Mapped[str | None] = mapped_column(String(32))
    #: the one extension: by when it was due before, why, and who gave it
    due_before: Mapped[Moment | None]
    extension_reason: Mapped[str] = mapped_column(String(200), default="")
    extended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: when it was stepped up for being late
    stepped_up_at: Mapped[Moment | None]


class IssueCount(Base):
    """How often something happened, by place (grid, or estate), month and category. `flask recount` proves it."""

    __tablename__ = "issue_count"
    __table_args__ = (
        UniqueConstraint("place_id", "month", "category_id", "what", "hours", name="uq_issue_count_key"),
        # all that the numbers of a place read lies in the index itself
        Index("ix_issue_count_read", "month", "hours", "what", "category_id", "place_id", "n"),
    )

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    #: the first day of the month in which it happened
    month: Mapped[date]
    category_id: Mapped[int] = mapped_column(ForeignKey("issue_category.id"), index=True)
    #: a `rules.numbers.What`
    what: Mapped[Code]
    #: of how long a step took: whole hours that had begun; else 0
    hours: Mapped[int] = mapped_column(default=0)
    n: Mapped[int]


class IssueStanding(Base):
    """How many issues stand in a state, by the place they are about. `flask recount` proves it."""

    __tablename__ = "issue_standing"
    __table_args__ = (UniqueConstraint("place_id", "state", "restricted", name="uq_issue_standing_key"),)

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    state: Mapped[Code]
    restricted: Mapped[bool]
    n: Mapped[int]
