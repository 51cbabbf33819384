"""What meetings show on the pages of lower rooms: the way onto an agenda, and what came of it."""

from flask import g, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup

from council.issues import panels
from council.issues.models import Issue
from council.meetings.listing import (
    FIT_FOR_AGENDA,
    AgendasAhead,
    agendas_ahead,
    agendas_with,
    resolutions_of,
)
from council.meetings.models import MeetingState
from council.meetings.permissions import MeetingAct
from council.meetings.words import force_word, meeting_name, resolution_label
from council.permits.actor import Actor
from council.permits.permission import allows
from council.web.answers import local_path


def _agendas(actor: Actor) -> AgendasAhead:
    """Asked once a request, so that a list of any length costs one query."""
    if "agendas" not in g:
        g.agendas = agendas_ahead(actor)
    found: AgendasAhead = g.agendas
    return found


def add_button(issue: Issue, actor: Actor, back: str) -> Markup:
    """The way onto an agenda, or the badge that it is on one; nothing for those who do not plan. `back` is a path."""
    if issue.state not in FIT_FOR_AGENDA or not allows(actor, MeetingAct.PLAN, issue):
        return Markup("")
    known = _agendas(actor)
    html = render_template(
        "meetings/_add_to_agenda.html",
        issue=issue,
        agendas=[meeting for meeting in known.open if meeting.place_id == issue.estate_id],
        on=known.holding.get(issue.id),
        back=back,
        name_of=meeting_name,
    )
    return Markup(html)


def row_action(issue: Issue, actor: Actor) -> Markup:
    """Put this issue on an agenda, from the list."""
    here = request.full_path.rstrip("?") if request.method == "GET" else "/issues/"
    return add_button(issue, actor, local_path(here))


def issue_action(issue: Issue, actor: Actor) -> Markup:
    """The same on the issue's own page."""
    return add_button(issue, actor, f"/issues/{issue.number}")


def issue_panel(issue: Issue, actor: Actor) -> Markup:
    """Where it was or will be talked about, and what was decided. Drafts are seen only by those who plan."""
    plans = allows(actor, MeetingAct.PLAN, issue)
    on = [row for row in agendas_with(issue.id) if plans or row[0].convened_at is not None]
    if not on:
        return Markup("")
    html = render_template(
        "meetings/_issue_panel.html",
        on=on,
        resolutions=resolutions_of(issue.id),
        name_of=meeting_name,
        label=resolution_label,
        force=force_word,
    )
    return Markup(html)


def next_step(issue: Issue) -> panels.Told | None:
    """An issue that waits for a meeting: which one, and when."""
    if issue.state != "to_agenda":
        return None
    for meeting, item in agendas_with(issue.id):
        if meeting.state in (MeetingState.CONVENED, MeetingState.IN_SESSION) and item.state in ("planned", "current"):
            what = _("It is discussed at %(meeting)s, %(place)s.", meeting=meeting_name(meeting), place=meeting.venue)
            return panels.Told(what, by=meeting.starts_at, url=f"/meetings/{meeting.id}")
    return None


panels.row_actions.append(row_action)
panels.issue_actions.append(issue_action)
panels.issue_panels.append(issue_panel)
panels.next_steps.append(next_step)
