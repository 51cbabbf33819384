"""Who may do what with issues: for each permission somebody who may and somebody who may not."""

from collections.abc import Callable
from datetime import date

import pytest

from council.issues import permissions
from council.issues.models import Issue
from council.issues.permissions import IssueAct
from council.organisation.models import PlaceKind
from council.organisation.operations import add_place
from council.permits.actor import Office
from council.permits.permission import allows
from council.residents.operations import appoint, enrol
from tests.support.world import World

MAY = {
    IssueAct.VIEW: "resident neighbour chair recorder grid_officer supervisor community_staff street_staff",
    IssueAct.SUPPORT: "resident neighbour chair recorder grid_officer supervisor",
    IssueAct.HANDLE: "chair grid_officer community_staff street_staff",
    IssueAct.SUPERVISE: "supervisor community_staff street_staff",
    IssueAct.SEE_NAME: "resident chair grid_officer community_staff street_staff",
    IssueAct.FEEDBACK: "resident",
}
PEOPLE = [
    "resident",
    "neighbour",
    "chair",
    "recorder",
    "grid_officer",
    "supervisor",
    "community_staff",
    "street_staff",
    "partner",
    "stranger",
]


@pytest.mark.parametrize("act", MAY)
@pytest.mark.parametrize("part", PEOPLE)
def test_who_may(world: World, issue: Issue, act: IssueAct, part: str) -> None:
    actor = World.actor(getattr(world, part))
    assert allows(actor, act, issue) == (part in MAY[act].split())


@pytest.mark.parametrize("act", [*MAY, IssueAct.RAISE])
def test_nobody_who_is_not_signed_in_may_anything(issue: Issue, act: IssueAct) -> None:
    assert not allows(None, act, issue)


def test_people_raise_issues_where_they_live(world: World) -> None:
    assert allows(World.actor(world.resident), IssueAct.RAISE, world.estate)
    assert not allows(World.actor(world.resident), IssueAct.RAISE, world.other_estate)
    assert not allows(World.actor(world.partner), IssueAct.RAISE, world.estate)


def test_a_grid_officer_who_lives_elsewhere_raises_for_residents(world: World) -> None:
    officer = enrol(key="outside-officer", name="梁晓", place=None)
    grid = add_place(kind=PlaceKind.GRID, code="GY-G8", name="第8网格", parent=world.estate)
    appoint(person=officer, office=Office.GRID_OFFICER, place=grid, since=date(2026, 1, 1))
    assert allows(World.actor(officer), IssueAct.RAISE, world.estate)
    assert not allows(World.actor(officer), IssueAct.RAISE, world.other_estate)


def test_a_grid_officer_handles_the_own_grid_and_common_places(world: World, raised: Callable[..., Issue]) -> None:
    grid = add_place(kind=PlaceKind.GRID, code="GY-G8", name="第8网格", parent=world.estate)
    building = add_place(kind=PlaceKind.BUILDING, code="GY-B9", name="9栋", parent=grid)
    officer = World.actor(world.grid_officer)
    assert allows(officer, IssueAct.HANDLE, raised(place=world.building))
    assert allows(officer, IssueAct.HANDLE, raised(place=world.estate))
    assert not allows(officer, IssueAct.HANDLE, raised(place=building))
    assert allows(officer, IssueAct.VIEW, raised(place=building))


def test_a_unit_sees_what_it_has_a_task_from(world: World, issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    partner = World.actor(world.partner)
    monkeypatch.setattr(permissions, "also_sees", [lambda actor, about: world.unit.id in actor.unit_ids])
    assert allows(partner, IssueAct.VIEW, issue)
    assert not allows(partner, IssueAct.HANDLE, issue)
    monkeypatch.setattr(permissions, "also_sees", [])
    assert not allows(partner, IssueAct.VIEW, issue)
