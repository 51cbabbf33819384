"""Who may do what with issues."""

from collections.abc import Callable

from council.issues.models import Issue
from council.issues.states import IssueState
from council.organisation.models import PlaceKind
from council.permits.actor import STAFF, Actor, Office
from council.permits.permission import Permission, Scoped, grant, holds, lives_here
from council.residents.place_settings import may_speak


class IssueAct(Permission):
    """Acts on issues."""

    RAISE = "issues.issue.raise", "Raise an issue in the estate one lives in or is on duty for."
    VIEW = "issues.issue.view", "See an issue: neighbours of the estate, its officers, units with a task from it."
    SUPPORT = "issues.issue.support", "Say “I have it too” about an issue of one's own estate."
    HANDLE = "issues.issue.handle", "Accept, answer, decline or close an issue."
    SUPERVISE = "issues.issue.supervise", "Look into an issue that was twice not solved: hand it back, or close it."
    SEE_NAME = "issues.reporter.see", "See who raised an issue, also where the name is not shown in public."
    FEEDBACK = "issues.feedback.give", "Say whether one's own issue is solved."


#: More people who may see an issue; followup adds the contacts of units that have a task from it.
also_sees: list[Callable[[Actor, Issue], bool]] = []


def officer_in_estate(actor: Actor, thing: Scoped) -> bool:
    """holds an office with desk work in the estate, or in part of it"""
    return any(
        holding.office in STAFF
        and (holding.path.startswith(thing.scope_path) or thing.scope_path.startswith(holding.path))
        for holding in actor.holdings
    )


def grid_officer_in_charge(actor: Actor, thing: Scoped) -> bool:
    """is the grid officer of the place it is about; about the whole estate, of any grid in it"""
    place = thing.place if isinstance(thing, Issue) else None
    for holding in actor.holdings:
        if holding.office is not Office.GRID_OFFICER:
            continue
        if thing.scope_path.startswith(holding.path):
            return True
        if place is not None and place.kind != PlaceKind.ESTATE:
            if place.path.startswith(holding.path):
                return True
        elif holding.path.startswith(thing.scope_path):
            return True
    return False


def has_a_task_from_it(actor: Actor, thing: Scoped) -> bool:
    """works on a task that came from it"""
    return isinstance(thing, Issue) and any(test(actor, thing) for test in also_sees)


def raised_it(actor: Actor, thing: Scoped) -> bool:
    """raised it"""
    return isinstance(thing, Issue) and thing.reporter_id == actor.person_id


def is_with_the_supervisor(_actor: Actor, thing: Scoped) -> bool:
    """it is an issue that was twice not solved"""
    return isinstance(thing, Issue) and thing.state == IssueState.SUPERVISED


in_charge = (grid_officer_in_charge, holds(Office.ESTATE_HEAD, Office.COMMUNITY_STAFF, Office.STREET_STAFF))

grant(IssueAct.RAISE, [lives_here, may_speak], grid_officer_in_charge)
grant(IssueAct.VIEW, lives_here, officer_in_estate, has_a_task_from_it, raised_it)
grant(IssueAct.SUPPORT, [lives_here, may_speak])
grant(IssueAct.HANDLE, *in_charge)
grant(IssueAct.SUPERVISE, holds(Office.SUPERVISOR, Office.COMMUNITY_STAFF, Office.STREET_STAFF))
grant(IssueAct.SEE_NAME, *in_charge, [holds(Office.SUPERVISOR), is_with_the_supervisor], raised_it)
grant(IssueAct.FEEDBACK, raised_it)
