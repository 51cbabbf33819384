"""The meeting on a phone: before, during and after."""

from collections.abc import Sequence

from flask import Response, make_response, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _

from council.base.errors import NotVisible
from council.meetings.access import room_for
from council.meetings.blank import blank_part
from council.meetings.calling.queries import my_reply
from council.meetings.drawn import shared_fragments
from council.meetings.kinds import kind_and_number, part_words
from council.meetings.loading import load_room
from council.meetings.models import MeetingState
from council.meetings.order.showing import my_point_context
from council.meetings.permissions import MeetingAct
from council.meetings.proxies.limits import cap_of
from council.meetings.proxies.queries import concerning
from council.meetings.queries import Seat, seat_of, state_of
from council.meetings.room import Room
from council.meetings.showing import ballot_key, hand_context, shown_poll_id
from council.meetings.views import bp
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import allows
from council.polls.models import PollState
from council.polls.papers.queries import Held, held_by
from council.polls.queries import BallotView, ballot_view
from council.web.answers import Answer


@bp.get("/meetings/<int:meeting_id>")
def meeting(meeting_id: int) -> Answer | str:
    """One page for the whole evening; its regions change under it. Who asks again without a stream may get a 304."""
    if request.headers.get("X-Live") != "poll":
        return meeting_page(meeting_id)
    answer = _as_it_stands(meeting_id)
    if answer.status_code != 304:
        answer.set_data(meeting_page(meeting_id))
    return answer


def meeting_page(meeting_id: int, *, reason: str = "", problem: object = "") -> str:
    """The page; `problem` says what is wrong with the `reason` of an apology, which stands there as it was typed."""
    actor = signed_in()
    room = room_for(actor, meeting_id)
    seat = seat_of(room.id, room.kind, actor.person_id)
    mine = my_point_context(room, actor.person_id, votes_here=seat.here and seat.voting)
    has_proxies = cap_of(room.kind, room.procedure) is not None
    given, stands_for = concerning(room.id, actor.person_id) if has_proxies else (None, ())
    return render_template(
        "meetings/phone.html",
        name=kind_and_number(room.kind, room.number),
        shared=shared_fragments(room),
        **(hand_context(room, actor.person_id, seat.here) | mine),
        **_personal(room, actor, seat),
        reply=my_reply(room.id, actor.person_id) if room.state == MeetingState.CONVENED else None,
        has_proxies=has_proxies,
        given=given,
        stands_for=stands_for,
        refused_hand="",
        refused_point="",
        reason=reason,
        problem=problem,
        may_chair=allows(actor, MeetingAct.CHAIR, room),
        may_plan=allows(actor, MeetingAct.PLAN, room),
        at_door=allows(actor, MeetingAct.CHECK_IN_OTHERS, room),
        is_live=room.state == MeetingState.IN_SESSION,
        place_name=room.place_name,
    )


@bp.get("/meetings/<int:meeting_id>/ballot")
def ballot(meeting_id: int) -> Answer:
    """The personal part: my ballot while a vote is open, my vote afterwards. Asked for once at either."""
    answer = make_response(blank_part(meeting_id) or _my_part(meeting_id))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _my_part(meeting_id: int) -> str:
    actor = signed_in()
    room = room_for(actor, meeting_id)
    seat = seat_of(room.id, room.kind, actor.person_id)
    return render_template("meetings/_my_part.html", room=room, **_personal(room, actor, seat))


@bp.get("/meetings/<int:meeting_id>/state")
def state(meeting_id: int) -> Answer:
    """The phones' shared fragment for those without a stream; 304 while nothing has changed. Holds no turnout."""
    answer = _as_it_stands(meeting_id)
    if answer.status_code != 304:
        answer.set_data(shared_fragments(load_room(meeting_id)).now)
    return answer


def _as_it_stands(meeting_id: int) -> Response:
    """An empty answer with the tag of what phones share: 304 for who has just that.

    Raises:
        NotVisible: the meeting is not theirs to see.
    """
    actor = signed_in()
    found = state_of(meeting_id)
    if found is None:
        raise NotVisible
    version, stands, path, chair_id = found
    if not allows(actor, MeetingAct.VIEW, _Scope(meeting_id, path, chair_id)) or stands == MeetingState.DRAFT:
        raise NotVisible
    answer = make_response()
    answer.set_etag(f"{meeting_id}-{version}-{get_locale()}", weak=True)
    answer.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains_weak(answer.get_etag()[0] or ""):
        answer.status_code = 304
    return answer


class _Scope:
    """As much of a meeting as the permits look at."""

    def __init__(self, meeting_id: int, path: str, chair_id: int) -> None:
        self.id = meeting_id
        self.scope_path = path
        self.chair_id = chair_id


def _personal(room: Room, actor: Actor, seat: Seat) -> dict[str, object]:
    poll_id = shown_poll_id(room)
    mine: BallotView | None = ballot_view(poll_id, actor.person_id) if poll_id is not None else None
    return {
        "seat": seat,
        "ballot": mine,
        "held": _held(room, mine, actor),
        "my_key": ballot_key(room),
        "back": f"/meetings/{room.id}",
        "refused": "",
        "words": _seat_words(seat, room),
    }


def _held(room: Room, mine: BallotView | None, actor: Actor) -> Sequence[Held]:
    """Whom the reader votes for in the vote that is open; asked only where somebody is represented at all."""
    if mine is None or mine.row.state != PollState.OPEN or cap_of(room.kind, room.procedure) is None:
        return ()
    return held_by(mine.row.poll_id, actor.person_id)


def _seat_words(seat: Seat, room: Room) -> str:
    if not seat.here:
        return part_words(room.kind, called=seat.called)
    if room.is_talk:
        return (
            _("You are here and may take part in straw polls")
            if seat.voting
            else _("You are here, to listen and speak")
        )
    return _("You are here, with a vote") if seat.voting else _("You are here, in attendance")
