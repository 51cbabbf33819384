"""Codes that were asked for. Neither number nor code can be read from a row."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from council.base.db import Base, Key, Moment


class PhoneCode(Base):
    """A code for a number. One for a number that nobody has looks the same, but was never sent."""

    __tablename__ = "phone_code"
    __table_args__ = (
        Index("ix_phone_code_number_asked", "number_key", "asked_at"),
        Index("ix_phone_code_address_asked", "address_key", "asked_at"),
        Index("ix_phone_code_device_asked", "device_key", "asked_at"),
    )

    id: Mapped[Key]
    #: keyed hashes
    number_key: Mapped[str] = mapped_column(String(64))
    code_key: Mapped[str] = mapped_column(String(64))
    #: who asked, keyed as well (see `guessing`); empty where nobody can be told apart
    address_key: Mapped[str] = mapped_column(String(64), default="")
    device_key: Mapped[str] = mapped_column(String(64), default="")
    asked_at: Mapped[Moment] = mapped_column(index=True)
    #: whether a message left; those count against the day's budget
    sent: Mapped[bool] = mapped_column(default=False)
    misses: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[Moment | None]
