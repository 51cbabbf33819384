"""Questions moved in parliamentary form."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.meetings.models import AgendaItem, Motion
from council.meetings.motions.rules import Standing

_WAITS = text("state = 'moved'")


class Question(Base):
    """A motion of any rank: who moved and seconded it, where it stands, how it was decided.

    What has a text to vote on (main motions and amendments) has a `Motion`, whose poll decides it. Of one item one
    question waits for its second: the database says so too.
    """

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint(
            "state IN ('moved','pending','carried','lost','no_second','withdrawn','fallen','put_off')", name="state"
        ),
        CheckConstraint("way IN ('','poll','hands','consent')", name="way"),
        Index("uq_question_moved", "item_id", unique=True, sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    kind: Mapped[Code]
    state: Mapped[Code] = mapped_column(default=Standing.MOVED)
    #: what it applies to: the text it changes, the question whose debate it closes
    under_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"))
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"), unique=True)
    #: amendments of one motion are numbered; an amendment to an amendment has that one's number; 0 for others
    number: Mapped[int] = mapped_column(default=0)
    moved_by: Mapped[str] = mapped_column(String(120))
    seconded_by: Mapped[str] = mapped_column(String(120), default="")
    #: of an amendment: the main motion's short question once it is carried
    heading: Mapped[str] = mapped_column(String(60), default="")
    #: of a carried amendment: the words that it replaced
    old_title: Mapped[str] = mapped_column(String(60), default="")
    old_text: Mapped[str] = mapped_column(Text, default="")
    #: how long a recess or a speech is
    minutes: Mapped[int | None]
    #: until when it is postponed
    until: Mapped[str] = mapped_column(String(60), default="")
    #: how it was decided (`rules.Way`), and hands counted
    way: Mapped[Code] = mapped_column(default="")
    for_: Mapped[int | None] = mapped_column("votes_for")
    against: Mapped[int | None] = mapped_column("votes_against")
    abstain: Mapped[int | None] = mapped_column("votes_abstain")
    moved_at: Mapped[Moment]
    settled_at: Mapped[Moment | None]

    item: Mapped[AgendaItem] = relationship()
    motion: Mapped[Motion | None] = relationship()
    under: Mapped["Question | None"] = relationship(remote_side="Question.id")
