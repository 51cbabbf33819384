"""What is kept about people here: the points of order that they raised, the rulings that they appealed against."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from council.base.db import db
from council.meetings.models import AgendaItem, Meeting
from council.meetings.order.models import PointOfOrder
from council.meetings.order.words import about_words, appeal_words, stage_words
from council.meetings.words import meeting_name
from council.privacy.hooks import Row, keeps
from council.residents.models import Person


def _points(person: Person) -> Sequence[Row]:
    query = (
        select(Meeting, AgendaItem.title, PointOfOrder)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .join(PointOfOrder, PointOfOrder.item_id == AgendaItem.id)
        .where(or_(PointOfOrder.person_id == person.id, PointOfOrder.appellant_id == person.id))
        .order_by(PointOfOrder.id)
    )
    return [
        {"meeting": meeting_name(meeting), "item": title, "raised_at": point.raised_at}
        | {"reason": about_words(point.about, point.words), "ruling": stage_words(point.state)}
        | {"appeal": appeal_words(point.appeal, point.for_, point.against) if point.appellant_id == person.id else ""}
        for meeting, title, point in db.session.execute(query).unique()
    ]


keeps(
    "points_of_order",
    _points,
    title=_l("Points of order you raised, and rulings you appealed against"),
    why=_l("The minutes say who raised a point of order and how the chair ruled."),
    columns={
        "meeting": _l("Meeting"),
        "item": _l("Item"),
        "raised_at": _l("When"),
        "reason": _l("What was not in order"),
        "ruling": _l("Ruling"),
        "appeal": _l("Appeal"),
    },
    stays=True,
)
