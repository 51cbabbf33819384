"""Loading issues for an actor."""

from collections.abc import Sequence

from council.base.db import db
from council.base.errors import NotVisible
from council.issues.models import Issue, IssueUnit, ReportPoint, Visitor
from council.issues.operations.visiting import key_of
from council.issues.permissions import IssueAct, IssueSettingAct
from council.issues.queries import issue_by_number
from council.issues.queries.handling import part_of
from council.issues.queries.visitors import point_by_token, visitor_by_key
from council.organisation.models import Place
from council.organisation.queries import estates_seen_by
from council.permits.actor import Actor
from council.permits.permission import allows, demand


def issue_for(actor: Actor, number: str, *, to: IssueAct = IssueAct.VIEW) -> Issue:
    """The issue with this number, if `actor` may see it, and do `to` with it.

    Raises:
        NotVisible: unknown, or of an estate that is not the actor's.
        Forbidden: seen, but not allowed.
    """
    issue = issue_by_number(number)
    if issue is None or not allows(actor, IssueAct.VIEW, issue):
        raise NotVisible
    demand(actor, to, issue)
    return issue


def estates_to_raise_in(actor: Actor) -> Sequence[Place]:
    """The estates in which `actor` may raise an issue."""
    return [estate for estate in estates_seen_by(actor) if allows(actor, IssueAct.RAISE, estate)]


def only_has_a_part(actor: Actor, number: str) -> bool:
    """Whether `actor` sees nothing of this issue but the part of a unit."""
    issue = issue_by_number(number) if actor.unit_ids else None
    return issue is not None and not allows(actor, IssueAct.VIEW, issue) and allows(actor, IssueAct.WORK_ON_PART, issue)


def part_for(actor: Actor, number: str) -> tuple[Issue, IssueUnit]:
    """An issue and the part in it of a unit that `actor` speaks for.

    Raises:
        NotVisible: unknown, or no unit of theirs was asked.
    """
    issue = issue_by_number(number)
    row = part_of(issue.id, actor.unit_ids) if issue is not None else None
    if issue is None or row is None:
        raise NotVisible
    demand(actor, IssueAct.WORK_ON_PART, issue)
    return issue, row


def report_point(token: str) -> ReportPoint:
    """The QR code that a visitor scanned.

    Raises:
        NotVisible: there is none.
    """
    point = point_by_token(token)
    if point is None:
        raise NotVisible
    return point


def point_for_managing(actor: Actor, point_id: int) -> ReportPoint:
    """A QR code that `actor` may print and close.

    Raises:
        NotVisible: unknown, or of a place that is not theirs.
    """
    point = db.session.get(ReportPoint, point_id)
    if point is None or not allows(actor, IssueSettingAct.POINTS, point):
        raise NotVisible
    return point


def visitor_with(secret: str) -> Visitor:
    """The visitor whose own address this is.

    Raises:
        NotVisible: nobody's.
    """
    visitor = visitor_by_key(key_of(secret))
    if visitor is None:
        raise NotVisible
    return visitor
