"""What the chair does next, and what the wall shows: pure decisions about a room as it is now."""

from enum import StrEnum

from council.meetings.models import ItemState, MeetingState, WallView
from council.meetings.room import ItemRow, PollRow, Room


class Step(StrEnum):
    """The one primary step of the console."""

    CONVENE = "convene"
    START = "start"
    OPEN_ITEM = "open_item"
    RECORD_MOTION = "record_motion"
    #: questions are before the meeting, in a parliamentary one
    PENDING = "pending"
    OPEN_VOTE = "open_vote"
    CLOSE_VOTE = "close_vote"
    PUBLISH = "publish"
    RESOLVE = "resolve"
    ADJOURN = "adjourn"
    OVER = "over"


def next_step(room: Room, *, resolved: bool) -> Step:
    """The step that moves the meeting on.

    Args:
        resolved: whether the current item's carried motion has its resolution.
    """
    if room.state == MeetingState.DRAFT:
        return Step.CONVENE
    if room.state == MeetingState.CONVENED:
        return Step.START
    if room.state != MeetingState.IN_SESSION:
        return Step.OVER
    if room.open_poll is not None:
        return Step.CLOSE_VOTE
    item = room.current
    if room.is_parliamentary:
        return _by_rank(room, item, resolved)
    return _onward(room) if item is None else _within(room, item, resolved)


def _within(room: Room, item: ItemRow, resolved: bool) -> Step:
    if item.stage == "counted":
        return Step.PUBLISH
    if item.stage == "motion":
        return Step.OPEN_VOTE
    if item.stage == "result":
        return Step.RESOLVE if item.outcome == "carried" and not resolved else _onward(room)
    return _onward(room) if room.is_talk or not item.noticed else Step.RECORD_MOTION


def _by_rank(room: Room, item: ItemRow | None, resolved: bool) -> Step:
    if item is None:
        return Step.ADJOURN if room.adjourning else _onward(room)
    if item.stage == "counted":
        return Step.PUBLISH
    if item.pending:
        return Step.PENDING
    if item.stage == "result" and item.outcome == "carried" and not resolved:
        return Step.RESOLVE
    return _onward(room) if item.main_decided or not item.noticed else Step.RECORD_MOTION


def _onward(room: Room) -> Step:
    return Step.OPEN_ITEM if upcoming(room) is not None else Step.ADJOURN


def upcoming(room: Room) -> ItemRow | None:
    """The item that is next: the first planned one after the current, else the first planned at all."""
    planned = [item for item in room.leaves if item.state == ItemState.PLANNED]
    here = room.leaves.index(room.current) if room.current is not None else -1
    after = [item for item in room.leaves[here + 1 :] if item.state == ItemState.PLANNED]
    return next(iter(after or planned), None)


def scene(room: Room, *, has_tasks: bool = False) -> WallView:
    """What the wall shows now: the chair's choice where it can be shown, else what the meeting is at."""
    wanted = WallView(room.wall_view)
    item = room.current
    stage = item.stage if item is not None else ""
    can = {
        WallView.AUTO: False,
        WallView.ITEM: item is not None,
        WallView.VOTE: stage == "vote",
        WallView.RESULT: item is not None and latest_result(item) is not None,
        WallView.SPEAKER: item is not None,
        WallView.AGREE: item is not None and item.issue_id is not None,
    }
    if can.get(wanted, True):
        return wanted
    if room.recess is not None:
        return WallView.BLANK  # with the time at which it goes on; see `showing.wall_context`
    if item is not None:
        if room.floor.present is not None:
            return WallView.SPEAKER
        return {"vote": WallView.VOTE, "result": WallView.RESULT}.get(stage, WallView.ITEM)
    if room.state == MeetingState.CLOSED:
        return WallView.ACTIONS if has_tasks else WallView.AGENDA
    begun = any(each.state != ItemState.PLANNED for each in room.items)
    return WallView.AGENDA if begun else WallView.WELCOME


def latest_result(item: ItemRow) -> PollRow | None:
    """The newest published poll of an item."""
    return next((poll for poll in reversed(item.polls) if poll.state == "published"), None)
