"""The page of one issue, put together for one reader."""

from typing import Any

from flask import render_template

from council.base import clock
from council.issues import hooks, pages, panels
from council.issues.models import Issue, IssueClock
from council.issues.permissions import IssueAct
from council.issues.queries import photos_of, supports
from council.issues.queries.clocks import clocks_of
from council.issues.queries.handling import above
from council.issues.rules import SUPPORTABLE, Act, after, may_close_unanswered
from council.issues.states import Clock, IssueState
from council.issues.timeline import ahead, story
from council.issues.views import handling_shown as handling
from council.issues.views.blank import all_forms
from council.permits.actor import Actor
from council.permits.permission import allows


def supporting(actor: Actor, issue: Issue) -> str:
    """What the support block offers: `own`, `settled`, `given`, `open`, or `outside` for who does not live here."""
    if issue.reporter_id == actor.person_id:
        return "own"
    if issue.state not in SUPPORTABLE:
        return "settled"
    if not allows(actor, IssueAct.SUPPORT, issue):
        return "outside"
    return "given" if supports(issue.id, actor.person_id) else "open"


def show_page(actor: Actor, issue: Issue, **forms: Any) -> str:
    """The page of one issue for `actor`; `forms` are those that came back with errors."""
    clocks = clocks_of(issue.id)
    can = possible_now(actor, issue, next((row for row in clocks if row.ended_at is None), None))
    shown = handling.seen_by(actor, issue, clocks)
    return render_template(
        "issues/show.html",
        issue=issue,
        next=pages.next_of(issue),
        story=story(issue, actor),
        sees_numbers=allows(actor, IssueAct.SEE_NAME, issue),
        photos=photos_by_kind(issue.id),
        ahead=ahead(issue),
        supporting=supporting(actor, issue),
        can=can,
        handling=shown,
        panels=panels.filled(panels.issue_panels, issue, actor),
        extra_actions=panels.filled(panels.issue_actions, issue, actor),
        group_text="" if issue.restricted else pages.group_text(issue),
        request_line="" if actor.is_officer else pages.request_line(issue.estate_id),
        place_name=issue.estate.name,
        **{**all_forms(issue, handles=bool(can - {Act.CONFIRM}), categorises=shown.may_categorise), **forms},
    )


def photos_by_kind(issue_id: int) -> dict[str, list[Any]]:
    """The photos of an issue: what it was like `before` the work and `after` it."""
    rows = photos_of(issue_id)
    return {kind: [row.photo for row in rows if row.kind == kind] for kind in ("before", "after")}


def possible_now(actor: Actor, issue: Issue, runs: IssueClock | None) -> frozenset[str]:
    """The acts whose buttons this reader is offered; `confirm` stands for the question to the reporter."""
    acts: set[str] = set()
    if allows(actor, IssueAct.HANDLE, issue):
        acts |= _of_officers(issue, runs)
    if after(issue.state, Act.HAND_BACK) and allows(actor, IssueAct.SUPERVISE, issue):
        acts.add(Act.HAND_BACK)
    if _may_close(actor, issue):
        acts.add(Act.CLOSE)
    if issue.state == IssueState.RESOLVED and allows(actor, IssueAct.FEEDBACK, issue):
        acts.add(Act.CONFIRM)
    return frozenset(acts)


def _of_officers(issue: Issue, runs: IssueClock | None) -> set[str]:
    """What officers can do from where the issue stands: its moves, and what leaves its state."""
    acts: set[str] = {act for act in (Act.ACKNOWLEDGE, Act.REJECT, Act.SEND_BACK, Act.MERGE) if after(issue.state, act)}
    if after(issue.state, Act.RESOLVE) and issue.state != IssueState.TO_AGENDA and not hooks.has_work(issue):
        acts.add(Act.RESOLVE)
    if after(issue.state, Act.REFER) and above(issue):
        acts.add(Act.REFER)
    if after(issue.state, Act.ASSIGN) and issue.state != IssueState.TO_AGENDA:
        acts.add("ask_unit")
    if issue.state == IssueState.MERGED:
        acts.add(Act.UNMERGE)
    if issue.restricted:
        acts.discard(Act.MERGE)
    elif issue.state in SUPPORTABLE and issue.state != IssueState.TO_AGENDA:
        acts.add("dispute")
    if runs is not None and runs.due_before is None and runs.step != Clock.JUDGE:
        acts.add("extend")
    if issue.state == IssueState.RESOLVED:
        acts.add("ask_by_phone")
    return acts


def _may_close(actor: Actor, issue: Issue) -> bool:
    return (
        after(issue.state, Act.CLOSE) is not None
        and allows(actor, closing(issue), issue)
        and may_close_unanswered(issue.state, issue.due_at, clock.now())
    )


def closing(issue: Issue) -> IssueAct:
    """What closing this issue asks for: what went to the supervisor is closed by the supervisor."""
    return IssueAct.SUPERVISE if issue.state == IssueState.SUPERVISED else IssueAct.HANDLE
