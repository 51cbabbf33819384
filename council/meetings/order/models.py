"""Points of order, with the appeal against the ruling."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.meetings.models import AgendaItem
from council.meetings.order.rules import NAME_LENGTH, WORDS_LENGTH, Appeal
from council.residents.models import Person

_HEARD = text("state = 'heard'")
_OPEN = text("state IN ('waiting','put_off','heard')")


class PointOfOrder(Base):
    """A point of order from the raised word to the ruling, and the one appeal that may follow.

    Of one item one point is heard, and of one person one is open: the database says so too.
    """

    __tablename__ = "point_of_order"
    __table_args__ = (
        CheckConstraint("about IN ('topic','time','turn','civil','rules','other')", name="about"),
        CheckConstraint(
            "state IN ('waiting','put_off','heard','well_taken','not_well_taken','withdrawn','lapsed')", name="state"
        ),
        CheckConstraint(
            "appeal IN ('','moved','pending','sustained','overturned','no_second','withdrawn')", name="appeal"
        ),
        Index("uq_point_of_order_heard", "item_id", unique=True, sqlite_where=_HEARD, postgresql_where=_HEARD),
        Index(
            "uq_point_of_order_open", "item_id", "person_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
    )

    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    #: None for someone whom the chair entered by name or seat number alone
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    #: who raised it for them, if not they themselves
    entered_by: Mapped[int | None]
    about: Mapped[Code]
    #: in the member's own words; may be empty beside a plain kind
    words: Mapped[str] = mapped_column(String(WORDS_LENGTH), default="")
    state: Mapped[Code]
    #: the speaker's clock was stopped for it, or for its appeal
    paused: Mapped[bool] = mapped_column(default=False)
    #: the chair's word with the ruling; may be empty
    ruling: Mapped[str] = mapped_column(String(WORDS_LENGTH), default="")
    #: ruled on, and no business has come since: the ruling may be appealed
    at_once: Mapped[bool] = mapped_column(default=False)
    raised_at: Mapped[Moment]
    settled_at: Mapped[Moment | None]

    appeal: Mapped[Code] = mapped_column(default=Appeal.NONE)
    #: who appeals, and who seconds it, as the wall and the minutes name them
    appellant_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    appealed_by: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    seconded_by: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    #: hands for the ruling and against it
    for_: Mapped[int | None] = mapped_column("votes_for")
    against: Mapped[int | None] = mapped_column("votes_against")
    abstain: Mapped[int | None] = mapped_column("votes_abstain")

    item: Mapped[AgendaItem] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
