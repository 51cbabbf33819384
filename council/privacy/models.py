"""Consents, the notice as it was read, deletion requests, retention settings, the operator."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment, Short
from council.organisation.models import Place
from council.privacy.rules import How, RequestState
from council.residents.models import Person

__all__ = ["Consent", "DeletionRequest", "How", "NoticeRead", "Operator", "RequestState", "RetentionSetting"]


class Consent(Base):
    """That somebody agreed to one purpose, in the words of one version. Withdrawn, never deleted before its time."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("how IN ('phone','desk')", name="how"),
        Index(
            "uq_consent_current",
            "person_id",
            "purpose",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[Code]
    #: the version of the text, and the SHA-256 of its words in all languages
    version: Mapped[int]
    text_hash: Mapped[str] = mapped_column(String(64))
    given_at: Mapped[Moment]
    withdrawn_at: Mapped[Moment | None]
    how: Mapped[Code] = mapped_column(default=How.PHONE)
    #: who wrote it down at the desk, from a signed paper
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class NoticeRead(Base):
    """That somebody was shown a version of the notice and went on."""

    __tablename__ = "notice_read"
    __table_args__ = (UniqueConstraint("person_id", "version"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int]
    read_at: Mapped[Moment]


class DeletionRequest(Base):
    """Somebody wants their data deleted. Open until done, refused with a reason, or taken back."""

    __tablename__ = "deletion_request"
    __table_args__ = (
        CheckConstraint("state IN ('open','done','refused','withdrawn')", name="state"),
        Index(
            "uq_deletion_request_open",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_deletion_request_place_state", "place_id", "state"),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    #: where it is handled: the estate lived in, else the root; stays when the person's own place is removed
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[Code] = mapped_column(default=RequestState.OPEN)
    asked_at: Mapped[Moment]
    due_at: Mapped[Moment]
    answered_at: Mapped[Moment | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: why it was refused
    answer: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    place: Mapped[Place] = relationship(lazy="joined", innerjoin=True)

    @property
    def scope_path(self) -> str:
        """For permits: where it is handled."""
        return self.place.path


class RetentionSetting(Base):
    """How many days one kind of data is kept, where that differs from what we ship."""

    __tablename__ = "retention_setting"
    __table_args__ = (UniqueConstraint("place_id", "kind"), CheckConstraint("days > 0", name="days"))

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    kind: Mapped[Code]
    days: Mapped[int]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[Moment]


class Operator(Base):
    """Who answers for the data (个人信息处理者), and how to reach them; one for each root place."""

    __tablename__ = "operator"

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), unique=True)
    name: Mapped[Short]
    contact: Mapped[str] = mapped_column(String(200))
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[Moment]
