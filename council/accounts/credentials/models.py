"""Recovery codes. The credential itself is in the room's `models`."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from council.accounts.models import Credential
from council.base.db import Base, Key, Moment

__all__ = ["Credential", "RecoveryCode"]


class RecoveryCode(Base):
    """A code that stands in for the authenticator, once. Only a keyed hash is kept."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "code_key"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("credential.person_id", ondelete="CASCADE"))
    code_key: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[Moment | None]
