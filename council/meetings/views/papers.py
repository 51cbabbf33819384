"""What hangs on the board: the notice of a meeting, and what was decided. No sign-in is needed to read it."""

from flask import render_template, url_for
from flask_babel import gettext as _

from council.base.db import db
from council.base.errors import NotVisible
from council.charters.presets import procedure
from council.followup.queries import tasks_of_origin
from council.meetings.access import resolution_for
from council.meetings.listing import resolutions as all_resolutions
from council.meetings.models import Meeting, MeetingState, Resolution
from council.meetings.views import bp
from council.meetings.words import force_word, meeting_name, resolution_label
from council.polls.queries import result_view
from council.web.formats import when
from council.web.paging import paged
from council.web.qr import public_base, qr_svg


@bp.get("/meetings/<int:meeting_id>/notice")
def notice(meeting_id: int) -> str:
    """The call: when, where, what; with the text for the group and the code for the door."""
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None or meeting.state in (MeetingState.DRAFT, MeetingState.CANCELLED):
        raise NotVisible
    address = f"{public_base()}{url_for('meetings.notice', meeting_id=meeting.id)}"
    join = f"{public_base()}/J/{meeting.code}"
    return render_template(
        "meetings/notice.html",
        meeting=meeting,
        name=meeting_name(meeting),
        procedure=procedure(meeting.procedure),
        group_text=_group_text(meeting, address),
        code_drawing=qr_svg(join.upper() if join.isascii() else join, _("Code for checking in")),
    )


@bp.get("/resolutions/")
def resolutions() -> str:
    """What was decided, newest first."""
    page = paged(all_resolutions())
    return render_template("meetings/resolutions.html", page=page, label=resolution_label, force=force_word)


@bp.get("/resolutions/<int:resolution_id>")
def resolution(resolution_id: int) -> str:
    """One resolution: its text, its force, its figures, who does what."""
    found: Resolution = resolution_for(None, resolution_id)
    poll = found.motion.poll if found.motion else None
    return render_template(
        "meetings/resolution.html",
        resolution=found,
        label=resolution_label(found),
        force=force_word(found.force),
        meeting_name=meeting_name(found.meeting),
        result=result_view(poll) if poll else None,
        tasks=tasks_of_origin("resolution", [found.id]),
    )


def _group_text(meeting: Meeting, address: str) -> str:
    """The notice as plain text for a chat group."""
    lines = [
        _("[%(name)s] %(title)s", name=meeting_name(meeting), title=meeting.title or meeting.place.name),
        _("When: %(when)s", when=when(meeting.starts_at)),
        _("Where: %(venue)s", venue=meeting.venue),
        _("What about:"),
        *(f"{number}. {item.title}" for number, item in enumerate(meeting.items, 1)),
        _("Come and check in with code %(code)s: %(address)s", code=meeting.code, address=address),
    ]
    return "\n".join(lines)
