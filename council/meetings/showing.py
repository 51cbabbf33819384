"""What the screens of one meeting are given to draw: the same facts for wall, phones and console."""

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _

from council.base import clock
from council.deliberation.wall import common_ground
from council.live.service import live_of
from council.meetings.floor.showing import floor_context, my_hand
from council.meetings.kinds import kind_and_number
from council.meetings.models import ItemState, MeetingState, WallView
from council.meetings.motions.showing import questions_context
from council.meetings.order.showing import order_context
from council.meetings.queries import Decided, GivenTask, cancelled_because, decided_in, handed_over, issues_noted
from council.meetings.quorum_words import quorum_shown
from council.meetings.room import ItemRow, PollRow, Room
from council.meetings.rules import minutes_behind, wall_page
from council.meetings.steps import latest_result, scene, upcoming
from council.meetings.words import force_word, item_place, item_words, seal_of, shown_words
from council.polls.models import Poll, PollState
from council.polls.queries import OpenView, turnout
from council.polls.results import ResultView, result_view
from council.polls.rules import countdown_to
from council.web.qr import public_base, qr_svg

#: Rows of the wall's list of tasks.
WALL_TASKS = 6
WALL_RAISED = 5
#: Ballot fetches a second that one process answers beside everything else (decision 2).
FETCHES = 700


def ballot_key(room: Room) -> str:
    """Changes once when a vote opens and once when it closes, never in between; empty without a vote."""
    poll = _shown_poll(room)
    return f"{poll.id}-{'open' if poll.state == 'open' else 'done'}" if poll else ""


def _shown_poll(room: Room) -> PollRow | None:
    """The vote that phones are about: the open one, else the current item's unless a new motion is on."""
    if room.open_poll is not None:
        return room.open_poll
    item = room.current
    return item.poll if item is not None and item.stage in ("counted", "result") else None


def shown_poll_id(room: Room) -> int | None:
    """The poll of `ballot_key`."""
    poll = _shown_poll(room)
    return poll.id if poll else None


def vote_of(poll: PollRow) -> OpenView:
    """An open vote with its turnout, never its split. A row has every field that the view reads of a poll."""
    return OpenView(cast(Poll, poll), turnout(poll.id)[0])


def result_of(poll: PollRow | None) -> ResultView | None:
    """What came out, for whoever may see it."""
    return result_view(cast(Poll, poll)) if poll is not None else None


def tasks_given(room: Room, decided: Sequence[Decided]) -> list[GivenTask]:
    """The tasks that came out of the meeting, by due day."""
    found = [task for each in decided for task in each.tasks]
    if room.is_talk:
        found += handed_over(room.id)
    return sorted(found, key=lambda task: (task.due_on, task.id))


def base_context(room: Room) -> dict[str, Any]:
    """What every screen shows: names, the item that is on, where each item stands."""
    return {
        "room": room,
        "name": kind_and_number(room.kind, room.number),
        "item": room.current,
        "following": upcoming(room),
        "item_words": item_words,
        "done": sum(item.state in (ItemState.DONE, ItemState.POSTPONED) for item in room.leaves),
        "item_place": item_place(room),
        "papers_of": {item.id: item.papers for item in room.items},
        "behind": behind(room),
        "quorum_here": quorum_shown(room.kind, room.quorum, room.presence.represented),
        **questions_context(room),
        **order_context(room),
        **floor_context(room.floor, clock.now()),
    }


def hand_context(room: Room, person_id: int, here: bool) -> dict[str, Any]:
    """The personal part of the floor: my hand, or the buttons to raise it."""
    mine = my_hand(room.floor, person_id)
    place = next((at for at, each in enumerate(room.floor.waiting, 1) if each == mine), 0)
    return {
        "room": room,
        "hand": mine,
        "hand_place": place,
        "may_speak": here and room.state == MeetingState.IN_SESSION and room.recess is None,
        "turn_minutes": room.procedure.turn_seconds // 60,
        **floor_context(room.floor, clock.now()),
    }


def phone_context(room: Room) -> dict[str, Any]:
    """The phones' shared fragments: nothing personal, no turnout."""
    item = room.current
    shown = latest_result(item) if item is not None and item.stage == "result" else None
    decided = decided_in(room.id) if shown is not None or room.state == MeetingState.CLOSED else []
    mine = [each for each in decided if item is not None and each.item_id == item.id]
    resolution = _decided_on(item, shown, mine)
    listeners = live_of(current_app).hub.streams
    return {
        **base_context(room),
        "ballot_key": ballot_key(room),
        "ending": countdown_to(room.open_poll.closes_at, clock.now()) if room.open_poll else None,
        "spread_ms": min(3000, 1000 * listeners // FETCHES),
        "result": result_of(shown),
        "final_words": final_words(shown, resolution),
        "seal_words": seal_of(room.place_name) if resolution else "",
        "decided": {each.item_id: each for each in decided},
        "tasks": [task for each in mine for task in each.tasks],
        "off_because": cancelled_because(room.id, room.state),
        **_came_out(room, decided),
    }


def _came_out(room: Room, decided: Sequence[Decided]) -> dict[str, Any]:
    """Once the meeting is over: what was raised, who does what, what straw polls said; not read before."""
    if room.state != MeetingState.CLOSED:
        return {}
    polls = [poll for item in room.items for poll in item.straw_polls if poll.state == PollState.PUBLISHED]
    return {
        "raised": issues_noted(room.id),
        "given": tasks_given(room, decided),
        "straws": [found for poll in polls if (found := result_of(poll)) is not None],
    }


def wall_context(room: Room) -> dict[str, Any]:
    """The wall's picture. While a vote is open it holds its turnout and nothing else about it."""
    item = room.current
    decided = decided_in(room.id)
    tasks = tasks_given(room, decided)
    picture = scene(room, has_tasks=bool(tasks))
    shown = latest_result(item) if item is not None and picture == WallView.RESULT else None
    mine = [each for each in decided if item is not None and each.item_id == item.id]
    resolution = _decided_on(item, shown, mine)
    last = item or next((each for each in reversed(room.items) if each.state != ItemState.PLANNED), None)
    of_item = [task for each in mine for task in each.tasks] or tasks
    return {
        **base_context(room),
        "scene": picture,
        # a wall that the chair blanked, or that was removed, is blank
        "recess": room.recess if room.wall_view != WallView.BLANK else None,
        "vote": vote_of(item.poll) if picture == WallView.VOTE and item and item.poll else None,
        "result": result_of(shown),
        "final_words": final_words(shown, resolution),
        "seal_words": seal_of(room.place_name) if resolution else "",
        "agreement": common_ground(item.issue_id) if picture == WallView.AGREE and item and item.issue_id else None,
        **_lists(room, picture),
        "tasks": of_item[:WALL_TASKS],
        "more_tasks": max(0, len(of_item) - WALL_TASKS),
        "shown_items": (page := [room.items[at] for at in _page_of(room, last)]),
        "shown_words": shown_words(room, page),
        "qr": qr_svg(join_address(room.code), _("Code to join: %(code)s", code=room.code)),
        "typed": typed_address(),
    }


def _page_of(room: Room, item: ItemRow | None) -> range:
    return wall_page(len(room.items), room.items.index(item) + 1 if item is not None else None)


def _lists(room: Room, picture: WallView) -> dict[str, Any]:
    """The issues noted in the room, the newest that fit; read only while they are shown."""
    noted = issues_noted(room.id) if picture == WallView.LISTS else []
    return {"raised": noted[-WALL_RAISED:], "more_raised": max(0, len(noted) - WALL_RAISED)}


def final_words(shown: PollRow | None, resolution: Decided | None) -> str:
    """What a result is: the force of its resolution. Before the chair has decided on one, the verdict stands alone."""
    if shown is not None and shown.straw:
        return _("Straw poll")
    return force_word(resolution.force) if resolution else ""


def _decided_on(item: ItemRow | None, shown: PollRow | None, decided: Sequence[Decided]) -> Decided | None:
    """The resolution that came of the poll shown; only what is resolved carries a force and the seal."""
    motions = [m.id for m in item.motions if m.poll is not None and m.poll.id == shown.id] if item and shown else []
    return next((each for each in decided if each.motion_id in motions), None)


def behind(room: Room) -> int | None:
    """Minutes behind the plan while the meeting runs; None otherwise."""
    if room.state != MeetingState.IN_SESSION or room.started_at is None:
        return None
    dealt = [item for item in room.leaves if item.state in (ItemState.DONE, ItemState.POSTPONED)]
    on = [room.current] if room.current is not None else []
    planned = sum(item.minutes for item in _unique([*dealt, *on]))
    late = minutes_behind(started_at=room.started_at, now=clock.now(), planned=planned)
    return max(late, 0)


def join_address(code: str) -> str:
    """What the QR code holds. Upper case makes a smaller symbol; only scheme and host may be changed to it."""
    base = public_base()
    bare = urlsplit(base).path in ("", "/") and base.isascii()
    return f"{base.upper() if bare else base}/J/{code}"


def typed_address() -> str:
    """What people type: without the scheme."""
    return public_base().partition("://")[2] + "/join"


def _unique(items: list[ItemRow]) -> list[ItemRow]:
    return list({item.id: item for item in items}.values())
