"""Who stands in for whom."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from council.base.db import db
from council.meetings.kinds import BLUEPRINTS
from council.meetings.models import Attendance, Meeting, Member
from council.meetings.proxies.models import Proxy
from council.organisation.models import Place
from council.residents.doors import words_of
from council.residents.models import Person
from council.residents.queries import lives_at

#: A person's id that is known, or a meeting's of an outer query.
_Id = ColumnElement[int] | InstrumentedAttribute[int] | int


#: Kinds of meeting at which somebody without a seat may hold a proxy.
_OTHERS_HOLD = [kind for kind, blueprint in BLUEPRINTS.items() if blueprint.others_hold]


def _holder_there() -> ColumnElement[bool]:
    """The holder is there, and in their seat where only members hold: another of a household may have come for it."""
    free = exists().where(Meeting.id == Proxy.meeting_id, Meeting.kind.in_(_OTHERS_HOLD)).correlate(Proxy)
    return and_(
        Attendance.meeting_id == Proxy.meeting_id,
        Attendance.person_id == Proxy.holder_id,
        Attendance.left_at.is_(None),
        or_(Attendance.voting, free),
    )


def counting(meeting_id: _Id) -> Select[int, int]:
    """(seat, holder) of the proxies that count now: those whose holder is there and may hold them."""
    query = select(Proxy.member_id, Proxy.holder_id).join(Attendance, _holder_there())
    return query.where(Proxy.meeting_id == meeting_id)


class Line(NamedTuple):
    """A proxy for a list: its id, who gave it and the giver's seat, who holds it, whether it counts now."""

    id: int
    giver_id: int
    giver: str
    holder_id: int
    holder: str
    on_paper: bool
    holder_here: bool
    #: the holder is not coming either
    holder_gives: bool


_giver, _holder, _theirs, _own = aliased(Person), aliased(Person), aliased(Proxy), aliased(Member)


def lines_of(meeting_id: int) -> Select[int, int, str, int, str, bool, bool, bool]:
    """The columns of `Line`, in the order of the seats."""
    here = select(Attendance.id).where(_holder_there()).correlate(Proxy).exists()
    gives = exists().where(
        _own.meeting_id == meeting_id, _own.person_id == Proxy.holder_id, _theirs.member_id == _own.id
    )
    return (
        select(Proxy.id, _giver.id, _giver.name, _holder.id, _holder.name, Proxy.on_paper, here, gives)
        .join(Member, Member.id == Proxy.member_id)
        .join(_giver, _giver.id == Member.person_id)
        .join(_holder, _holder.id == Proxy.holder_id)
        .where(Proxy.meeting_id == meeting_id)
        .order_by(Member.id)
    )


class Standing(NamedTuple):
    """All proxies of a meeting, by giver and by holder."""

    by_giver: Mapping[int, Line]
    by_holder: Mapping[int, Sequence[Line]]


def standing(meeting_id: int) -> Standing:
    """Who stands in for whom, in one query: for the door, the sheet and the minutes."""
    lines = [Line(*row) for row in db.session.execute(lines_of(meeting_id))]
    held: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        held[line.holder_id].append(line)
    return Standing({line.giver_id: line for line in lines}, held)


def concerning(meeting_id: int, person_id: int) -> tuple[Line | None, Sequence[Line]]:
    """Whom somebody has named, and whom they stand for."""
    concerned = or_(_giver.id == person_id, _holder.id == person_id)
    lines = [Line(*row) for row in db.session.execute(lines_of(meeting_id).where(concerned))]
    given = next((line for line in lines if line.giver_id == person_id), None)
    return given, [line for line in lines if line.holder_id == person_id]


def held_by(meeting_id: int, holder_id: int) -> tuple[int, int]:
    """How many proxies somebody holds, and the votes of those seats together."""
    query = select(func.count(), func.coalesce(func.sum(Member.weight), 0)).select_from(Proxy)
    query = query.join(Member, Member.id == Proxy.member_id)
    row = db.session.execute(query.where(Proxy.meeting_id == meeting_id, Proxy.holder_id == holder_id)).one()
    return int(row[0]), int(row[1])


def givers_named(meeting: Meeting, name: str, door: str) -> Sequence[Person]:
    """Those with a seat at the meeting who have this name; with `door` only who lives behind it."""
    query = select(Person).join(Member, Member.person_id == Person.id).where(Member.meeting_id == meeting.id)
    return _named(query, name, door)


def holders_named(meeting: Meeting, name: str, door: str) -> Sequence[Person]:
    """Adults who may hold a proxy: those with a seat; of an owners' assembly people of the place too."""
    called = exists().where(Member.meeting_id == meeting.id, Member.person_id == Person.id)
    query = select(Person).where(Person.adult)
    if not BLUEPRINTS[meeting.kind].others_hold:
        return _named(query.where(called), name, door)
    return _named(query.where(or_(called, Place.path.startswith(meeting.place.path))), name, door)


def _named(query: Select[Person], name: str, door: str) -> Sequence[Person]:
    query = query.outerjoin(Place, Place.id == Person.place_id)
    query = query.where(Person.name == name.strip(), Person.left_on.is_(None), Person.merged_into_id.is_(None))
    query = query.where(*(lives_at(word) for word in words_of(door)))
    return db.session.scalars(query.limit(2)).all()
