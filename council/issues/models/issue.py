"""Issues and their photos."""

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.issues.models.clocks import IssueCategory
from council.issues.rules import SUPPORTABLE
from council.issues.states import IssueState, Source
from council.media.hooks import refers_to_photos
from council.media.models import Photo
from council.organisation.models import PartnerUnit, Place
from council.residents.models import Person
from council.roster.hooks import moves_with_person

#: The condition that an issue is open, word for word as in the indexes that hold only those: SQLite compares the words.
IS_OPEN = f"state IN ({', '.join(repr(state.value) for state in sorted(SUPPORTABLE))})"


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Issue(Base):
    """What was raised: what, where, photos; who has it now and by when."""

    __tablename__ = "issue"
    __table_args__ = (
        CheckConstraint("reopened IN (0, 1)", name="reopened_once"),
        CheckConstraint("support_count >= 0", name="support_count"),
        CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged"),
        CheckConstraint(
            "source IN ('resident','on_behalf','visit','officer','phone','visitor','meeting')", name="source"
        ),
        CheckConstraint("(reporter_id IS NULL) = (source = 'visitor')", name="reporter"),
        Index("ix_issue_estate_state", "estate_id", "state"),
        Index("ix_issue_place_state", "place_id", "state", "restricted", "due_at", "warn_at"),
        Index("ix_issue_estate_raised", "estate_id", "raised_at"),
        # what is at rest is not in these: they stay small while the years go by
        Index(
            "ix_issue_due",
            *("due_at", "estate_id", "place_id", "state", "restricted"),
            **_where("due_at IS NOT NULL"),
        ),
        Index("ix_issue_estate_pressing", "estate_id", "pressing", **_where(IS_OPEN)),
        Index("ix_issue_pressing", "pressing", **_where(IS_OPEN)),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(32), unique=True)
    title: Mapped[str] = mapped_column(String(60))
    detail: Mapped[str] = mapped_column(Text, default="")
    #: the place chosen (building, grid or the whole estate) and the spot in words
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    spot: Mapped[str] = mapped_column(String(80), default="")
    estate_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("issue_category.id"), index=True)
    #: 急难愁盼: cannot wait for its turn
    urgent: Mapped[bool] = mapped_column(default=False, server_default="0")
    source: Mapped[Code] = mapped_column(default=Source.RESIDENT, server_default=Source.RESIDENT.value)
    #: whom it troubles; None for a visitor without an account
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    #: who typed it, where that was somebody else
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    #: neighbours do not see the reporter's name; officers do
    anonymous: Mapped[bool] = mapped_column(default=False)
    state: Mapped[Code] = mapped_column(default=IssueState.SUBMITTED)
    raised_at: Mapped[Moment]
    #: the day by which the next answer is due, and from when on that is near (yellow)
    due_at: Mapped[Moment | None]
    warn_at: Mapped[Moment | None]
    #: whose officers have it: the estate, or the community or street that it was referred to
    handler_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    #: the partner unit that leads the work (牵头), if one does
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("partner_unit.id"), index=True)
    #: the issue that it was merged into, and where it stood before
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    state_before: Mapped[str | None] = mapped_column(String(32))
    #: a dispute between people: not in public lists, open to those who handle it and to its reporter
    restricted: Mapped[bool] = mapped_column(default=False, server_default="0")
    #: counter kept by `support` and `withdraw_support`; `flask recount` proves it
    support_count: Mapped[int] = mapped_column(default=0)
    #: `rules.pressing()` of supports and the moment it was raised: kept with the counter
    pressing: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    reopened: Mapped[int] = mapped_column(default=0)
    #: the officer's answer: why it was declined, or what was done on the spot
    answer: Mapped[str] = mapped_column(Text, default="")

    place: Mapped[Place] = relationship(foreign_keys=[place_id])
    estate: Mapped[Place] = relationship(foreign_keys=[estate_id], lazy="joined", innerjoin=True)
    handler: Mapped[Place] = relationship(foreign_keys=[handler_id])
    category: Mapped[IssueCategory | None] = relationship()
    lead_unit: Mapped[PartnerUnit | None] = relationship()
    reporter: Mapped[Person | None] = relationship(foreign_keys=[reporter_id])
    entered_by: Mapped[Person | None] = relationship(foreign_keys=[entered_by_id])
    merged_into: Mapped["Issue | None"] = relationship(remote_side="Issue.id")
    photos: Mapped[list["IssuePhoto"]] = relationship(order_by="IssuePhoto.position")

    @property
    def scope_path(self) -> str:
        """For permits: issues are decided about by the estate's officers."""
        return self.estate.path


class IssuePhoto(Base):
    """A photo that belongs to an issue."""

    __tablename__ = "issue_photo"
    __table_args__ = (
        UniqueConstraint("issue_id", "position"),
        CheckConstraint("kind IN ('before','after')", name="kind"),
    )

    id: Mapped[Key]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), index=True)
    position: Mapped[int]
    #: what it was like before the work, or after it
    kind: Mapped[Code] = mapped_column(default="before", server_default="before")

    photo: Mapped[Photo] = relationship(lazy="joined", innerjoin=True)


refers_to_photos(IssuePhoto.photo_id)
moves_with_person(Issue.reporter_id)
