"""How every act of the console answers: the form checked, the act done, the console shown as it is then."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, make_response, url_for

from council.accounts.identity import identity_in_session
from council.base.db import db
from council.base.errors import Conflict, Invalid, NotVisible
from council.meetings.chairing.operations import drive
from council.meetings.chairing.showing import chair_at
from council.meetings.desk import console_context
from council.meetings.models import Meeting
from council.meetings.permissions import MeetingAct
from council.meetings.walls.showing import walls_context
from council.permits.current import signed_in
from council.permits.permission import demand
from council.web.answers import Answer, from_htmx, page_or_part, see_other
from council.web.forms import Form


def act_and_show(
    meeting_id: int,
    act: Callable[[], object],
    *,
    form: Form | None = None,
    name: str = "",
    told: Callable[[], str] | None = None,
) -> Answer:
    """Check the form, act, and show the console as it is then.

    What came too late (another chair was quicker) answers 409 with the fresh console and the reason in words; what
    was typed wrong answers 422 with the form. Both times, and at a desk that looks on, nothing typed is lost.
    `told` gives what the chair should know once it is done.
    """
    kept = {name: form, "failed": name} if form is not None else None
    if form is not None and not form.validate():
        return show_console(meeting_id, status=422, forms=kept)
    try:
        _drive(meeting_id, act)
    except Conflict as problem:
        return show_console(meeting_id, status=409, said=problem.message, forms=kept)
    except Invalid as problem:
        if form is None:
            raise
        form.refuse(problem)
        return show_console(meeting_id, status=422, forms=kept)
    if told is not None and (words := told()):
        flash(words)
    return show_console(meeting_id) if from_htmx() else see_other("meetings.console", meeting_id=meeting_id)


def this_desk() -> int:
    """The desk of this request: the sign-in of this browser, whatever the number of its tabs.

    Raises:
        NotVisible: nobody is signed in.
    """
    identity = identity_in_session()
    if identity is None:
        raise NotVisible
    return identity.session_id


def _drive(meeting_id: int, act: Callable[[], object]) -> None:
    meeting = db.session.get_one(Meeting, meeting_id)
    drive(meeting=meeting, desk=this_desk(), person_id=signed_in().person_id, act=act)


def show_console(
    meeting_id: int, *, status: int = 200, said: object = "", forms: Mapping[str, Any] | None = None
) -> Answer:
    """The console; htmx gets its fragment. It shows results not yet published, so its right is asked for here too."""
    back = url_for("meetings.console", meeting_id=meeting_id)
    context = console_context(meeting_id, back=back, forms=forms)
    demand(signed_in(), MeetingAct.CHAIR, context["room"])
    chair = chair_at(meeting_id, this_desk(), signed_in().person_id)
    context |= walls_context(context["room"], chair.wall, context)
    answer = page_or_part(
        "meetings/chair.html", "meetings/_console.html", status=status, said=said, is_live=True, chair=chair, **context
    )
    answer.headers["Cache-Control"] = "no-store"
    return make_response(answer)
