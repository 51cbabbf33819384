"""Visitors without an account, and the places where a QR code lets them report."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Key, Moment
from council.issues.models.issue import Issue
from council.organisation.models import Place


class ReportPoint(Base):
    """A QR code on a wall: whoever scans it can report something about its place without signing in."""

    __tablename__ = "report_point"

    id: Mapped[Key]
    token: Mapped[str] = mapped_column(String(48), unique=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    #: where it hangs: “Lamp Street, by the teahouse”
    spot: Mapped[str] = mapped_column(String(80), default="")
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]

    place: Mapped[Place] = relationship()

    @property
    def scope_path(self) -> str:
        """For permits: the place it reports about."""
        return self.place.path


class Visitor(Base):
    """How to reach the visitor who reported an issue; forgotten when it is settled long enough."""

    __tablename__ = "visitor"

    id: Mapped[Key]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), unique=True)
    point_id: Mapped[int | None] = mapped_column(ForeignKey("report_point.id"), index=True)
    name: Mapped[str] = mapped_column(String(60), default="")
    phone: Mapped[str] = mapped_column(String(32), default="")
    #: SHA-256 of the secret in the visitor's own address; the secret itself is not kept
    key: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[Moment]
    #: when name and phone were removed
    forgotten_at: Mapped[Moment | None]

    issue: Mapped[Issue] = relationship()
