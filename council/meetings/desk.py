"""What the chair's console shows: the room, the one next step, and what stands in its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app

from council.base.db import db
from council.charters.rules import Force
from council.followup.forms import task_form
from council.issues.models import Issue
from council.journal.operations import Ref
from council.live.service import live_of
from council.meetings.evening_forms import MotionForm, NoteIssueForm, ReopenForm, ResolutionForm, StrawForm, VoidForm
from council.meetings.floor.forms import SpeakerForm
from council.meetings.keymap import WALL_KEYS, key_map
from council.meetings.kinds import BLUEPRINTS
from council.meetings.loading import load_room
from council.meetings.models import MeetingState
from council.meetings.motions.desk import motions_context
from council.meetings.operations.undoing import last_step
from council.meetings.order.showing import order_desk
from council.meetings.preflight import checks
from council.meetings.queries import Decided, GivenTask, decided_in, handed_over, issues_noted
from council.meetings.room import ItemRow, Room
from council.meetings.showing import base_context, result_of, tasks_given, vote_of
from council.meetings.slots import before_start
from council.meetings.steps import Step, latest_result, next_step, scene
from council.meetings.words import label_of, obstacle_words, wall_words
from council.organisation.models import Place
from council.polls.owners import is_intent
from council.polls.papers.queries import helped, waiting
from council.polls.queries import not_voted


@dataclass(frozen=True)
class Stand:
    """Where the current item stands for the chair: its resolution, and the step that comes next."""

    room: Room
    decided: list[Decided]
    step: Step

    @property
    def resolution(self) -> Decided | None:
        """What was decided on the motion now before the meeting."""
        return _resolution_of(self.room.current, self.decided)


def stand(meeting_id: int) -> Stand:
    """Read the meeting and say what is next."""
    room = load_room(meeting_id)
    decided = decided_in(meeting_id)
    resolved = _resolution_of(room.current, decided) is not None
    return Stand(room, decided, next_step(room, resolved=resolved))


def console_context(meeting_id: int, *, back: str, forms: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Everything `_console.html` draws. `forms` came back with errors; `back` is the console's own address."""
    here = stand(meeting_id)
    room, item = here.room, here.room.current
    poll = room.open_poll
    problem = room.obstacle(item) if here.step in (Step.OPEN_VOTE, Step.PENDING) and item is not None else None
    tasks = tasks_given(room, here.decided)
    context = {
        **base_context(room),
        "step": here.step,
        "Step": Step,
        "vote": vote_of(poll) if poll is not None else None,
        "missing": not_voted(poll.id) if poll is not None else [],
        "by_helper": helped(item.poll.id) if item is not None and item.poll is not None else [],
        "counted": result_of(item.poll) if item is not None and item.stage == "counted" else None,
        "papers_left": waiting(item.poll.id) if here.step == Step.PUBLISH and item is not None and item.poll else 0,
        "result": result_of(latest_result(item)) if item is not None and item.stage == "result" else None,
        "obstacle": obstacle_words(problem, room.quorum, room.kind) if problem is not None else "",
        "late_item": item is not None and not item.noticed and not room.is_talk,
        "resolution": here.resolution,
        "resolution_label": label_of(room.place_name, here.resolution.number) if here.resolution else "",
        "given": _given_here(here),
        "scene": scene(room, has_tasks=bool(tasks)),
        "wall_buttons": [(view, wall_words(view), key) for view, key in WALL_KEYS.items()],
        "keys": key_map(),
        "undo": last_step(room.id) if room.state == MeetingState.IN_SESSION else None,
        "checks": checks(room) if here.step == Step.START else [],
        "before_start": [show(room) for show in before_start] if here.step in (Step.CONVENE, Step.START) else [],
        "desks": live_of(current_app).hub.following(f"meeting.{room.id}.desk."),
        "knows_heavier": BLUEPRINTS[room.kind].heavier is not None,
        "running": room.state == MeetingState.IN_SESSION,
        "noted": issues_noted(room.id),
        **_forms(here, back),
    }
    context |= motions_context(room) if here.step not in (Step.CLOSE_VOTE, Step.PUBLISH) else {}
    context |= order_desk(room)
    context |= forms or {}
    if "resolution_form" in context:
        item = room.current
        context["resolution_form"].offer(room.procedure, opinion_only=is_intent(item.poll if item else None))
    return context


def _forms(here: Stand, back: str) -> dict[str, Any]:
    """Only the forms that this moment needs."""
    room, item = here.room, here.room.current
    made: dict[str, Any] = {"reopen_form": ReopenForm(formdata=None), "void_form": VoidForm(formdata=None)}
    if item is not None and here.step not in (Step.CLOSE_VOTE, Step.PUBLISH):
        made["motion_form"] = MotionForm(formdata=None, data=_first_words(item))
        made["note_form"] = NoteIssueForm(formdata=None)
        made["speaker_form"] = SpeakerForm(formdata=None)
        made["straw_form"] = StrawForm(formdata=None, data={"question": item.title})
    if item is not None and item.motion is not None and here.step == Step.RESOLVE:
        data = {
            "text": item.motion.text,
            "force": Force.OPINION if is_intent(item.motion.poll) else room.procedure.force,
        }
        made["resolution_form"] = ResolutionForm(formdata=None, data=data)
    source = _task_source(here)
    if source is not None:
        place = db.session.get_one(Place, room.place_id)
        issue = db.session.get(Issue, item.issue_id) if item is not None and item.issue_id else None
        made["form"] = task_form(place=place, origin=source[0], origin_label=source[1], issue=issue, back=back)
    return made


def _task_source(here: Stand) -> tuple[Ref, str] | None:
    """What tasks given out now come from: the resolution, or at a talk the meeting itself."""
    if here.resolution is not None:
        return Ref("resolution", here.resolution.id), label_of(here.room.place_name, here.resolution.number)
    if here.room.is_talk and here.room.state == MeetingState.IN_SESSION and here.room.current is not None:
        name = base_context(here.room)["name"]
        return Ref("meeting", here.room.id), str(name)
    return None


def _given_here(here: Stand) -> list[GivenTask]:
    """The tasks that stand under the form: those of the same resolution, or those of the talk."""
    if here.resolution is not None:
        return here.resolution.tasks
    return handed_over(here.room.id) if here.room.is_talk else []


def _first_words(item: ItemRow) -> dict[str, Any]:
    """What the motion's form begins with: what is recorded, else the item's own words."""
    motion = item.motion
    if motion is not None and motion.poll is None:
        return {"title": motion.title, "text": motion.text, "moved_by": motion.moved_by, "heavier": bool(motion.body)}
    return {"title": item.title, "text": "", "moved_by": ""}


def _resolution_of(item: ItemRow | None, decided: list[Decided]) -> Decided | None:
    motion = item.motion if item is not None else None
    return next((each for each in decided if motion is not None and each.motion_id == motion.id), None)
