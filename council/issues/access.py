"""Loading issues for an actor."""

from collections.abc import Sequence

from council.base.errors import NotVisible
from council.issues.lists import listed_estates
from council.issues.models import Issue
from council.issues.permissions import IssueAct
from council.issues.queries import issue_by_number
from council.organisation.models import Place
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
    return [estate for estate in listed_estates(actor) if allows(actor, IssueAct.RAISE, estate)]
