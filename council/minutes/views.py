"""The minutes of a meeting: the editor for those who write, the paper for those who read."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _

from council.base.errors import Conflict, Invalid
from council.base.ids import row_id
from council.meetings.models import AgendaItem, Meeting, MeetingState
from council.minutes import operations
from council.minutes.access import item_to_minute, minuted, readable
from council.minutes.forms import CorrectionForm, NoteForm
from council.minutes.models import Minutes, Note
from council.minutes.operations import StaleNote
from council.minutes.paper import Paper, group_text
from council.minutes.permissions import MinutesAct
from council.minutes.queries import content, minutes_of, notes_of, public_content, public_text, state_of
from council.minutes.rules import OPEN, PUBLIC, check_code, differences, display_until
from council.permits.actor import Actor
from council.permits.current import current_actor, signed_in
from council.permits.permission import allows
from council.residents.queries import names
from council.web.answers import Answer, from_htmx, see_other
from council.web.qr import whole_address

bp = Blueprint("minutes", __name__)


@bp.get("/meetings/<int:meeting_id>/minutes")
def minutes(meeting_id: int) -> Answer:
    """The editor while a draft, for those who write; the paper for everyone else. `?read=1` shows writers the paper."""
    actor = current_actor()
    meeting, found = readable(actor, meeting_id)
    writes = allows(actor, MinutesAct.WRITE, meeting)
    if writes and state_of(found) in OPEN and not request.args.get("read"):
        return _editor(meeting, found)
    return _paper(actor, meeting, found)


@bp.get("/meetings/<int:meeting_id>/minutes.txt")
def minutes_text(meeting_id: int) -> Response:
    """The plain text for the group, with masked names."""
    meeting, found = readable(current_actor(), meeting_id)
    return Response(_group_text(meeting, found), mimetype="text/plain")


@bp.post("/meetings/<int:meeting_id>/minutes/notes/<int:item_id>")
def save_note(meeting_id: int, item_id: int) -> Answer:
    """Save the words on one item. A stale or late save comes back with what was typed: nothing is lost."""
    actor = signed_in()
    item = item_to_minute(actor, meeting_id, item_id)
    form = NoteForm()
    typed = form.text.data or ""
    if not form.validate_on_submit():
        return _unsaved(item, typed, 422, errors=form.text.errors)
    try:
        before = form.revision.data or 0
        note = operations.write_note(item=item, text=typed, revision=before, actor_id=actor.person_id)
    except StaleNote as stale:
        return _unsaved(item, typed, 409, theirs=stale.current)
    except Conflict as late:
        return _late(actor, meeting_id, item_id, typed, late)
    if not from_htmx():
        return see_other("minutes.minutes", meeting_id=meeting_id, _anchor=f"item-{item_id}", message=_("Saved."))
    part = render_template(
        "minutes/_note_saved.html",
        item_id=item_id,
        shown=note,
        seen=note.revision,
        before=before,
        said=True,
        savers=names([note.saved_by]),
    )
    return make_response(part)


@bp.post("/meetings/<int:meeting_id>/minutes/approval")
def approve(meeting_id: int) -> Answer:
    """Freeze the minutes."""
    actor = signed_in()
    meeting, _found = minuted(actor, meeting_id, to=MinutesAct.APPROVE)
    try:
        operations.approve(meeting=meeting, actor_id=actor.person_id)
    except Invalid as problem:
        return _unfit_note(meeting, problem)
    return see_other("minutes.minutes", meeting_id=meeting_id, message=_("Approved. From now on nothing changes."))


@bp.post("/meetings/<int:meeting_id>/minutes/publication")
def publish(meeting_id: int) -> Answer:
    """Show them to everyone."""
    actor = signed_in()
    meeting, _found = minuted(actor, meeting_id, to=MinutesAct.PUBLISH)
    operations.publish(meeting=meeting, actor_id=actor.person_id)
    return see_other("minutes.minutes", meeting_id=meeting_id, message=_("Published with names masked."))


@bp.post("/meetings/<int:meeting_id>/minutes/corrections")
def correct(meeting_id: int) -> Answer:
    """Add a numbered correction."""
    actor = signed_in()
    meeting, found = minuted(actor, meeting_id, to=MinutesAct.WRITE)
    form = CorrectionForm()
    if form.validate_on_submit():
        try:
            made = operations.correct(
                meeting=meeting, text=form.text.data or "", actor_id=actor.person_id, key=form.key
            )
            said = _("Correction no. %(number)s is added.", number=made.number)
            return see_other("minutes.minutes", meeting_id=meeting_id, message=said)
        except Invalid as problem:
            form.refuse(problem)
    if state_of(found) in OPEN:
        raise Conflict(_("The minutes are still a draft. Change the notes themselves."))
    return _paper(actor, meeting, found, status=422, correction=form)


def _editor(meeting: Meeting, found: Minutes | None, *, status: int = 200, **problem: Any) -> Answer:
    notes = notes_of(found)
    page = render_template(
        "minutes/editor.html",
        meeting=meeting,
        paper=Paper(content(meeting, found)),
        notes=notes,
        savers=names([note.saved_by for note in notes.values()]),
        state=state_of(found),
        may_approve=meeting.state == MeetingState.CLOSED,
        differences=differences,
        **problem,
    )
    return make_response(page, status)


def _unfit_note(meeting: Meeting, problem: Invalid) -> Answer:
    """The editor, with what is wrong beside the note it stands in."""
    found = minutes_of(meeting)
    item_id = row_id((problem.field or "").removeprefix("item-")) or 0
    note = notes_of(found).get(item_id)
    facts = {
        "problem_item": item_id,
        "errors": [str(problem.message)],
        "typed": note.text if note else "",
        "theirs": None,
    }
    return _editor(meeting, found, status=422, **facts)


def _unsaved(
    item: AgendaItem, typed: str, status: int, *, theirs: Note | None = None, errors: Sequence[str] = ()
) -> Answer:
    """The form again, with the text that was typed and what stands in its way."""
    if not from_htmx():
        problem = {"theirs": theirs, "typed": typed, "problem_item": item.id, "errors": errors}
        return _editor(item.meeting, minutes_of(item.meeting), status=status, **problem)
    part = render_template(
        "minutes/_note.html",
        meeting_id=item.meeting_id,
        item_id=item.id,
        note=None,
        typed=typed,
        theirs=theirs,
        errors=errors,
        revision=request.form.get("revision", 0, type=int),
        savers=names([theirs.saved_by]) if theirs else {},
        differences=differences,
    )
    return _instead_of_the_form(part, item.id, status)


def _late(actor: Actor, meeting_id: int, item_id: int, typed: str, late: Conflict) -> Answer:
    """The notes are closed by now: the text that was typed, to be copied or added as a correction."""
    unsaved = {"item_id": item_id, "typed": typed, "problem": late.message}
    if from_htmx():
        part = render_template("minutes/_note_late.html", meeting_id=meeting_id, **unsaved)
        return _instead_of_the_form(part, item_id, 409)
    meeting, found = minuted(actor, meeting_id, to=MinutesAct.WRITE)
    return _paper(actor, meeting, found, status=409, unsaved=unsaved)


def _instead_of_the_form(part: str, item_id: int, status: int) -> Answer:
    """The form waits for a line that says “saved”; anything else takes the place of the whole form."""
    return make_response(part, status, {"HX-Retarget": f"#note-{item_id}", "HX-Reswap": "outerHTML"})


def _paper(actor: Actor | None, meeting: Meeting, found: Minutes | None, *, status: int = 200, **forms: Any) -> Answer:
    state = state_of(found)
    inside = allows(actor, MinutesAct.VIEW_DRAFT, meeting)
    masked = request.args.get("names") == "masked" or (state in PUBLIC and request.args.get("names") != "full")
    full = inside and not masked
    writes = allows(actor, MinutesAct.WRITE, meeting)
    page = render_template(
        "minutes/paper.html",
        meeting=meeting,
        paper=Paper(content(meeting, found) if full else public_content(meeting, found)),
        minutes=found,
        state=state,
        full=full,
        inside=inside,
        writes=writes,
        may_publish=allows(actor, MinutesAct.PUBLISH, meeting),
        may_approve=writes and meeting.state == MeetingState.CLOSED,
        corrections=_corrections(meeting, found, full=full),
        check_code=check_code(found.hash) if found and found.hash else "",
        display_until=display_until,
        group_text=_group_text(meeting, found) if state not in OPEN else "",
        correction=forms.get("correction") or CorrectionForm(formdata=None),
        unsaved=forms.get("unsaved"),
    )
    return make_response(page, status)


def _corrections(meeting: Meeting, found: Minutes | None, *, full: bool) -> list[dict[str, Any]]:
    return [
        {
            "number": each.number,
            "at": each.at,
            "text": each.text if full else public_text(meeting, each.text, found),
        }
        for each in (found.corrections if found else [])
    ]


def _group_text(meeting: Meeting, found: Minutes | None) -> str:
    address = whole_address(url_for("minutes.minutes", meeting_id=meeting.id))
    return group_text(Paper(public_content(meeting, found)), address)
