"""What hangs on the board: the notice of a meeting, and what was decided. No sign-in is needed to read it."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from council.base.db import db
from council.base.errors import NotVisible
from council.followup.forms import TaskForm, task_form
from council.followup.permissions import TaskAct
from council.followup.queries import leads_shown, tasks_of_origin
from council.followup.words import due_of, state_word
from council.issues.models import Issue
from council.journal.operations import Ref
from council.meetings.access import resolution_for
from council.meetings.attachments.queries import papers_of
from council.meetings.listing import places_with_resolutions, resolutions_listed
from council.meetings.models import AgendaItem, Meeting, MeetingState, Resolution
from council.meetings.outline import in_words
from council.meetings.permissions import MeetingAct
from council.meetings.proxies.limits import cap_of
from council.meetings.proxies.words import limit_words
from council.meetings.queries import cancelled_because
from council.meetings.showing import join_address
from council.meetings.views import bp
from council.meetings.views.builder import readiness
from council.meetings.words import force_word, meeting_name, resolution_label, seal_of
from council.organisation.queries import name_on, place_by_code
from council.permits.current import current_actor
from council.permits.permission import allows
from council.polls.results import result_view
from council.web.answers import Answer
from council.web.formats import full_day, time, weekday
from council.web.paging import paged
from council.web.pdf import can_draw, pdf_answer
from council.web.qr import qr_svg, whole_address


@bp.get("/meetings/<int:meeting_id>/notice")
def notice(meeting_id: int) -> str:
    """The call: when, where, what; with the text for the group and the code for the door.

    A meeting that was called off keeps its notice, which then says so: people hold the address in their hands.
    """
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None or meeting.convened_at is None:
        raise NotVisible
    return render_template(
        "meetings/notice.html",
        **_notice(meeting),
        is_live=meeting.state == MeetingState.IN_SESSION,
        group_text=_group_text(meeting, _notice_address(meeting)),
        may_plan=allows(current_actor(), MeetingAct.PLAN, meeting),
        as_pdf=can_draw(),
    )


def _notice(meeting: Meeting) -> dict[str, Any]:
    """What the notice says, on a screen and on paper."""
    return {
        "meeting": meeting,
        "name": meeting_name(meeting),
        "is_off": meeting.state == MeetingState.CANCELLED,
        "is_over": meeting.state == MeetingState.CLOSED,
        "reason": cancelled_because(meeting.id, meeting.state),
        "ready": readiness(meeting),
        "proxy_words": _proxy_words(meeting),
        "papers_of": papers_of(meeting.id),
        "notice_address": _notice_address(meeting),
        "join_address": join_address(meeting.code),
        "code_drawing": qr_svg(join_address(meeting.code), _("Opens the page to check in")),
        "place_name": name_on(meeting.place, meeting.closed_at),
    }


def _notice_address(meeting: Meeting) -> str:
    return whole_address(url_for("meetings.notice", meeting_id=meeting.id))


@bp.get("/meetings/<int:meeting_id>/notice.pdf")
def notice_pdf(meeting_id: int) -> Answer:
    """The notice and the agenda on A4, to be sent or printed elsewhere."""
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None or meeting.convened_at is None or not can_draw():
        raise NotVisible
    page = render_template("meetings/notice_paper.html", **_notice(meeting))
    return pdf_answer(page, f"{meeting.place.code}-{meeting.kind}-{meeting.number}.pdf")


@bp.get("/resolutions/")
def resolutions() -> str:
    """What was decided, newest first; of one place if the address names it."""
    place = place_by_code(request.args.get("place", ""))
    page = paged(resolutions_listed(place))
    return render_template(
        "meetings/resolutions.html",
        page=page,
        place=place,
        places=places_with_resolutions(),
        label=resolution_label,
        force=force_word,
        place_name=place.name if place else "",
    )


@bp.get("/resolutions/<int:resolution_id>")
def resolution(resolution_id: int) -> str:
    """One resolution: its text, its force, its figures, who does what. The public reads persons' names masked."""
    actor = current_actor()
    found: Resolution = resolution_for(actor, resolution_id)
    label = resolution_label(found)
    poll = found.motion.poll if found.motion else None
    tasks = tasks_of_origin("resolution", [found.id])[found.id]
    return render_template(
        "meetings/resolution.html",
        resolution=found,
        label=label,
        force=force_word(found.force),
        seal_words=seal_of(found.place.name),
        meeting_name=meeting_name(found.meeting),
        result=result_view(poll) if poll else None,
        tasks=tasks,
        in_charge=leads_shown(tasks, actor),
        due_of=due_of,
        state_word=state_word,
        form=_task_form(found, label) if allows(actor, TaskAct.ADD, found) else None,
        may_see_meeting=allows(actor, MeetingAct.VIEW, found.meeting),
        place_name=found.place.name,
    )


def _task_form(found: Resolution, label: str) -> TaskForm:
    issue = db.session.get(Issue, found.issue_id) if found.issue_id else None
    back = url_for("meetings.resolution", resolution_id=found.id)
    return task_form(place=found.place, origin=Ref("resolution", found.id), origin_label=label, issue=issue, back=back)


def _proxy_words(meeting: Meeting) -> str:
    """What the call says to those who cannot come; empty where nobody stands in for another."""
    cap = cap_of(meeting.kind, meeting.rules)
    if cap is None:
        return ""
    what = _("If you cannot come, name in writing who stands in for you, before the meeting starts.")
    return " ".join(filter(None, (what, limit_words(cap))))


def _group_text(meeting: Meeting, address: str) -> str:
    """The notice as plain text for a chat group; once called off, that it is."""
    head = _("[%(name)s] %(title)s", name=meeting_name(meeting), title=meeting.title or meeting.place.name)
    when = _("%(day)s (%(weekday)s) %(time)s", **_day_and_time(meeting))
    if meeting.state == MeetingState.CANCELLED:
        lines = [
            head,
            _("Called off: it was to be on %(when)s.", when=when),
            cancelled_because(meeting.id, meeting.state),
            address,
        ]
        return "\n".join(filter(None, lines))
    lines = [
        head,
        _("When: %(when)s", when=when),
        _("Where: %(venue)s", venue=meeting.venue),
        _("What about:"),
        *in_words(meeting.items, _item_words),
        *filter(None, [_proxy_words(meeting)]),
        _("Everything about it: %(address)s", address=address),
        _("At the door: check in with code %(code)s", code=meeting.code),
    ]
    return "\n".join(lines)


def _item_words(item: AgendaItem) -> str:
    """Its title; of one added after the call, that it cannot be voted on, as the notice says it."""
    if item.noticed:
        return item.title
    late = _("Added after the call: can be discussed, not voted on")
    return _("%(title)s (%(late)s)", title=item.title, late=late)


def _day_and_time(meeting: Meeting) -> dict[str, str]:
    """The full date: a text in a group is still read when “tomorrow” has passed."""
    start = meeting.starts_at
    return {"day": full_day(start), "weekday": weekday(start), "time": time(start)}
