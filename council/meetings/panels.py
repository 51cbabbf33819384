"""What meetings show on the pages of lower rooms: the way onto an agenda, and what came of it."""

from flask import g, render_template
from markupsafe import Markup

from council.issues import panels
from council.issues.models import Issue
from council.meetings.listing import agendas_with, issues_on_open_agendas, open_agendas, resolutions_of
from council.meetings.models import Meeting
from council.meetings.permissions import MeetingAct
from council.meetings.words import meeting_name, resolution_label
from council.permits.actor import Actor
from council.permits.permission import allows

#: States of an issue in which it can go on an agenda.
OPEN = ("submitted", "acknowledged")


def _agendas(actor: Actor) -> list[Meeting]:
    """The agendas this person may set, asked once a request."""
    if "agendas" not in g:
        found = open_agendas(actor)
        g.agendas = [meeting for meeting in found if allows(actor, MeetingAct.PLAN, meeting)]
        g.on_agendas = issues_on_open_agendas([meeting.place_id for meeting in g.agendas])
    agendas: list[Meeting] = g.agendas
    return agendas


def _add_button(issue: Issue, actor: Actor, origin: str) -> Markup:
    if issue.state not in OPEN or not allows(actor, MeetingAct.PLAN, issue):
        return Markup("")
    agendas = [meeting for meeting in _agendas(actor) if meeting.place_id == issue.estate_id]
    html = render_template(
        "meetings/_add_to_agenda.html",
        issue=issue,
        agendas=agendas,
        origin=origin,
        on_one=issue.id in g.on_agendas,
        name_of=meeting_name,
    )
    return Markup(html)


def row_action(issue: Issue, actor: Actor) -> Markup:
    """Put this issue on the next agenda, from the list."""
    return _add_button(issue, actor, "issues")


def issue_action(issue: Issue, actor: Actor) -> Markup:
    """The same on the issue's own page."""
    return _add_button(issue, actor, "issue")


def issue_panel(issue: Issue, actor: Actor) -> Markup:
    """Where it was or will be talked about, and what was decided."""
    on = agendas_with(issue.id)
    if not on:
        return Markup("")
    html = render_template(
        "meetings/_issue_panel.html",
        on=on,
        resolutions=resolutions_of(issue.id),
        name_of=meeting_name,
        label=resolution_label,
    )
    return Markup(html)


panels.row_actions.append(row_action)
panels.issue_actions.append(issue_action)
panels.issue_panels.append(issue_panel)
