"""The table of photos; the pictures lie in the data directory, named by their own SHA-256."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from council.base.db import Base, Key, Moment


class Photo(Base):
    """A re-encoded JPEG. `token` is its unguessable address; it is staged until something refers to it."""

    __tablename__ = "photo"
    __table_args__ = (Index("ix_photo_uploader_at", "uploaded_by", "uploaded_at"),)

    id: Mapped[Key]
    token: Mapped[str] = mapped_column(String(48), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    uploaded_by: Mapped[int | None]
    #: when it was sent last
    uploaded_at: Mapped[Moment]
