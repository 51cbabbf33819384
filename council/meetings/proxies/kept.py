"""What is kept about people who named somebody for a meeting, or stood in for somebody."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from council.base.db import db
from council.meetings.models import Meeting, Member
from council.meetings.proxies.models import Proxy
from council.meetings.words import meeting_name
from council.privacy.hooks import Row, keeps
from council.residents.models import Person


def _proxies(person: Person) -> Sequence[Row]:
    giver, holder = aliased(Person), aliased(Person)
    query = (
        select(Meeting, giver.name, holder.name, Proxy.on_paper, Proxy.lodged_at)
        .join(Proxy, Proxy.meeting_id == Meeting.id)
        .join(Member, Member.id == Proxy.member_id)
        .join(giver, giver.id == Member.person_id)
        .join(holder, holder.id == Proxy.holder_id)
        .where(or_(Member.person_id == person.id, Proxy.holder_id == person.id))
        .order_by(Proxy.id)
    )
    return [
        {"meeting": meeting_name(meeting), "giver": given, "holder": held, "on_paper": on_paper, "at": at}
        for meeting, given, held, on_paper, at in db.session.execute(query).unique()
    ]


keeps(
    "meeting_proxies",
    _proxies,
    title=_l("Who stood in for whom at a meeting"),
    why=_l("Whoever is represented counts for the quorum, and the minutes name both."),
    columns={
        "meeting": _l("Meeting"),
        "giver": _l("For whom"),
        "holder": _l("Who stood in"),
        "on_paper": _l("On paper"),
        "at": _l("When"),
    },
    stays=True,
)
