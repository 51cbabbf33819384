"""Papers on items."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.meetings.models import AgendaItem


class PaperKind(StrEnum):
    """What a paper is."""

    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"
    LINK = "link"


class Paper(Base):
    """A paper on an item. `late` ones came after the call."""

    __tablename__ = "agenda_paper"
    # its address was given out: another paper must not stand there one day
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    kind: Mapped[Code]
    title: Mapped[str] = mapped_column(String(80))
    #: the words of a text
    text: Mapped[str] = mapped_column(Text, default="")
    #: where a link leads
    url: Mapped[str] = mapped_column(String(500), default="")
    #: the name of its file on the disk; empty for text and link
    token: Mapped[str] = mapped_column(String(48), default="")
    media: Mapped[str] = mapped_column(String(40), default="")
    #: bytes of the file
    size: Mapped[int] = mapped_column(default=0)
    #: of the file's bytes or of the words, in hex
    sha256: Mapped[str] = mapped_column(String(64))
    late: Mapped[bool]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[Moment]
    withdrawn_at: Mapped[Moment | None]
    #: why it was withdrawn
    reason: Mapped[str] = mapped_column(String(200), default="")

    item: Mapped[AgendaItem] = relationship()
