"""News in a person's inbox."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Key, Moment
from council.journal.models import JournalEntry
from council.roster.hooks import moves_with_person


class News(Base):
    """That an entry concerns a person. The sentence is made when it is read."""

    __tablename__ = "news"
    __table_args__ = (UniqueConstraint("person_id", "entry_id"), Index("ix_news_unread", "person_id", "read_at"))

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entry.id"))
    read_at: Mapped[Moment | None]

    entry: Mapped[JournalEntry] = relationship()


moves_with_person(News.person_id, once_per=News.entry_id)
