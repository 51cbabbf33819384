"""What the chair's console needs for motions by rank: the forms of this moment, and the menu."""

from typing import Any

from council.meetings.models import MeetingState
from council.meetings.motions.forms import AmendForm, HandsForm, MainForm, ProcedureForm, SecondForm
from council.meetings.motions.rules import Kind
from council.meetings.motions.showing import menu
from council.meetings.room import ItemRow, Room


def motions_context(room: Room) -> dict[str, Any]:
    """Forms and menu for `_pending.html` and `_motion_menu.html`; nothing outside parliamentary meetings."""
    item = room.current
    if not room.is_parliamentary or room.state != MeetingState.IN_SESSION or item is None:
        return {}
    amendments, procedural = menu(item)
    return {
        "amendments": amendments,
        "procedural": procedural,
        "decided_before": item.main_decided,
        "main_form": MainForm(formdata=None, data={"title": item.title}),
        "amend_form": AmendForm(formdata=None, data=_as_it_reads(item)),
        "procedure_form": ProcedureForm(formdata=None),
        "second_form": SecondForm(formdata=None),
        "hands_form": HandsForm(formdata=None),
    }


def _as_it_reads(item: ItemRow) -> dict[str, str]:
    """What an amendment's form begins with: the words that it would change."""
    pending = item.pending
    main = next((each for each in pending if each.kind == Kind.MAIN), None)
    changed = next((each for each in pending if each.kind == Kind.AMEND), main)
    if main is None or changed is None:
        return {}
    deeper = changed is not main
    return {
        "title": changed.title if deeper else "",
        "text": changed.text,
        "heading": changed.heading if deeper else main.title,
    }
