"""Who may do what with issues."""

from collections.abc import Callable

from council.issues.models import Issue
from council.issues.queries.handling import has_part, is_mediator, open_consent
from council.issues.rules import SUPPORTABLE
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
    RAISE_FOR = (
        "issues.issue.raise_for",
        "Raise an issue for a resident who agreed, from a visit, or from a phone call.",
    )
    CATEGORISE = "issues.issue.categorise", "Say what kind of issue it is."
    READ_NOTES = "issues.note.read", "Read and write the internal notes of an issue."
    MEDIATE = "issues.dispute.mediate", "Bring the mediation of a dispute on."
    ANSWER_MERGE = "issues.merge.answer", "Say whether one's support may go where a merged issue went."
    WORK_ON_PART = "issues.part.report", "See the part of a unit in an issue, and say how far it is."


class IssueSettingAct(Permission):
    """Acts on what issues are handled with, in a place and below it."""

    TEMPLATES = "issues.template.manage", "Keep the ready answers."
    CATEGORIES = "issues.category.manage", "Keep the categories and how long each step may take."
    POINTS = "issues.point.manage", "Make and close the QR codes by which visitors report."


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


def the_estate_has_it(_actor: Actor, thing: Scoped) -> bool:
    """it was not referred further up"""
    return not isinstance(thing, Issue) or thing.handler_id == thing.estate_id


def serves_where_it_is(actor: Actor, thing: Scoped) -> bool:
    """serves in the community or sub-district that it was referred to, or above"""
    return (
        isinstance(thing, Issue)
        and thing.handler_id != thing.estate_id
        and any(
            holding.office in (Office.COMMUNITY_STAFF, Office.STREET_STAFF)
            and thing.handler.path.startswith(holding.path)
            for holding in actor.holdings
        )
    )


def is_no_dispute(_actor: Actor, thing: Scoped) -> bool:
    """it is no dispute between people"""
    return not (isinstance(thing, Issue) and thing.restricted)


def mediates_it(actor: Actor, thing: Scoped) -> bool:
    """mediates in it"""
    return isinstance(thing, Issue) and thing.restricted and is_mediator(thing.id, actor.person_id)


def is_open(_actor: Actor, thing: Scoped) -> bool:
    """it is still open"""
    return isinstance(thing, Issue) and thing.state in SUPPORTABLE


def is_asked_about_merging(actor: Actor, thing: Scoped) -> bool:
    """raised or supports it, and it was merged"""
    return (
        isinstance(thing, Issue)
        and thing.state == IssueState.MERGED
        and open_consent(thing.id, actor.person_id) is not None
    )


def unit_has_a_part(actor: Actor, thing: Scoped) -> bool:
    """speaks for a unit that was asked to work on it"""
    return isinstance(thing, Issue) and has_part(thing.id, actor.unit_ids)


_heads = holds(Office.ESTATE_HEAD, Office.COMMUNITY_STAFF, Office.STREET_STAFF)
in_charge = (grid_officer_in_charge, _heads)

grant(IssueAct.RAISE, grid_officer_in_charge, [lives_here, may_speak])
grant(IssueAct.RAISE_FOR, grid_officer_in_charge, holds(Office.RECORDER), _heads)
grant(
    IssueAct.VIEW,
    [lives_here, is_no_dispute],
    [officer_in_estate, is_no_dispute],
    [has_a_task_from_it, is_no_dispute],
    raised_it,
    mediates_it,
    grid_officer_in_charge,
    _heads,
    holds(Office.SUPERVISOR),
)
grant(IssueAct.SUPPORT, [lives_here, may_speak, is_no_dispute])
grant(IssueAct.HANDLE, [grid_officer_in_charge, the_estate_has_it], [_heads, the_estate_has_it], serves_where_it_is)
grant(IssueAct.SUPERVISE, holds(Office.SUPERVISOR, Office.COMMUNITY_STAFF, Office.STREET_STAFF))
grant(IssueAct.SEE_NAME, *in_charge, [holds(Office.SUPERVISOR), is_with_the_supervisor], raised_it)
grant(IssueAct.FEEDBACK, raised_it)
grant(IssueAct.CATEGORISE, [raised_it, is_open], *in_charge)
grant(IssueAct.READ_NOTES, *in_charge, holds(Office.SUPERVISOR))
grant(IssueAct.MEDIATE, mediates_it, *in_charge)
grant(IssueAct.ANSWER_MERGE, is_asked_about_merging)
grant(IssueAct.WORK_ON_PART, unit_has_a_part)
grant(IssueSettingAct.TEMPLATES, holds(Office.RECORDER), _heads)
grant(IssueSettingAct.CATEGORIES, holds(Office.STREET_STAFF, Office.ADMINISTRATOR))
grant(IssueSettingAct.POINTS, holds(Office.GRID_OFFICER), _heads)
