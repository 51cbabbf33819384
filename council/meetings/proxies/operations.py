"""Writing proxies. All under the meeting's lock, so of two at once the second sees what the first did."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.journal.operations import Ref
from council.meetings.kinds import BLUEPRINTS
from council.meetings.models import Meeting, Member
from council.meetings.operations.common import locked_meeting, note
from council.meetings.proxies.limits import cap_of
from council.meetings.proxies.models import Proxy
from council.meetings.proxies.queries import held_by
from council.meetings.proxies.rules import Asked, may_take_back, refusal
from council.meetings.proxies.words import FIELD_OF, refusal_words, stays_words
from council.meetings.queries import is_checked_in
from council.residents.models import Person


@operation
def lodge(*, meeting: Meeting, giver_id: int, holder_id: int, actor_id: int, at_desk: bool = False) -> Proxy:
    """Name who stands in for the seat of `giver_id`. The same again changes nothing.

    Args:
        at_desk: whoever is at the desk has the signed paper before them; else the giver says it on their phone.

    Raises:
        Conflict: with the reason in words: not at this kind of meeting, too late, the giver is here, somebody else is
            named, the holder has too many.
        Invalid: who cannot hold one (field `holder`), or the giver has no seat (field `giver`).
    """
    meeting = locked_meeting(meeting)
    member = _seat(meeting, giver_id)
    if member is None:
        raise Invalid(_("They are not called to this meeting, so there is no vote to give."), field="giver")
    known = _proxy(member)
    if known is not None and known.holder_id == holder_id:
        return known
    asked = _asked(meeting, member, known, holder_id, at_desk)
    _demand(asked)
    proxy = Proxy(
        meeting_id=meeting.id,
        member_id=member.id,
        holder_id=holder_id,
        on_paper=at_desk,
        lodged_at=clock.now(),
        entered_by=actor_id if at_desk else None,
    )
    db.session.add(proxy)
    db.session.flush()
    _note(meeting, "lodged", actor_id, proxy, {"on_paper": at_desk})
    return proxy


@operation
def take_back(*, meeting: Meeting, giver_id: int, actor_id: int, at_desk: bool = False) -> None:
    """The giver takes the proxy back, or the desk puts right what it wrote down. Where there is none nothing is done.

    Raises:
        Conflict: the meeting is over; it has begun, and the giver asks, or said it on the phone.
    """
    meeting = locked_meeting(meeting)
    member = _seat(meeting, giver_id)
    proxy = _proxy(member) if member is not None else None
    if proxy is None:
        return
    if not may_take_back(meeting.state, at_desk=at_desk, on_paper=proxy.on_paper):
        raise Conflict(stays_words(meeting.state, at_desk=at_desk))
    db.session.delete(proxy)
    _note(meeting, "taken_back", actor_id, proxy, {})


def end_on_arrival(meeting: Meeting, member: Member, actor_id: int) -> None:
    """Whoever comes votes themselves. Called as they check in, under the meeting's lock."""
    proxy = _proxy(member)
    if proxy is not None:
        db.session.delete(proxy)
        _note(meeting, "ended", actor_id, proxy, {})


def _demand(asked: Asked) -> None:
    why = refusal(asked)
    if why is None:
        return
    words = refusal_words(why, held=asked.held - 1)
    raise Invalid(words, field=FIELD_OF[why]) if why in FIELD_OF else Conflict(words)


def _asked(meeting: Meeting, member: Member, known: Proxy | None, holder_id: int, at_desk: bool) -> Asked:
    holder, seat = db.session.get(Person, holder_id), _seat(meeting, holder_id)
    held, weight = held_by(meeting.id, holder_id)
    total = db.session.scalar(select(func.sum(Member.weight)).where(Member.meeting_id == meeting.id)) or 0
    return Asked(
        cap=cap_of(meeting.kind, meeting.rules),
        state=meeting.state,
        at_desk=at_desk,
        giver_here=is_checked_in(meeting.id, member.person_id),
        given_already=known is not None,
        same_person=holder_id == member.person_id,
        adult=holder is not None and holder.adult and holder.is_current,
        holder_called=seat is not None,
        others_may=BLUEPRINTS[meeting.kind].others_hold,
        holder_gives=seat is not None and _proxy(seat) is not None,
        held=held + 1,
        weight=weight + member.weight,
        total=int(total),
    )


def _seat(meeting: Meeting, person_id: int) -> Member | None:
    return db.session.scalar(select(Member).where(Member.meeting_id == meeting.id, Member.person_id == person_id))


def _proxy(member: Member) -> Proxy | None:
    query = select(Proxy).where(Proxy.member_id == member.id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def _note(meeting: Meeting, verb: str, actor_id: int, proxy: Proxy, data: dict[str, bool]) -> None:
    giver = db.session.get_one(Member, proxy.member_id).person_id
    holder = Ref("person", proxy.holder_id)
    action = f"meetings.proxy.{verb}"
    note(meeting, action, actor_id, subject=Ref("person", giver), touched=[holder], data=data)
