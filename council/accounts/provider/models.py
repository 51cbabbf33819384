"""Which account of the identity provider belongs to whom."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Key, Moment
from council.residents.models import Person


class ExternalIdentity(Base):
    """One account at one provider belongs to one person, and a person has one account there."""

    __tablename__ = "external_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"), UniqueConstraint("issuer", "person_id"))

    id: Mapped[Key]
    issuer: Mapped[str] = mapped_column(String(200))
    #: the provider's own name for the account (`sub`)
    subject: Mapped[str] = mapped_column(String(255))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    linked_at: Mapped[Moment]
    #: the officer who linked it; None: found by what the provider says
    linked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
