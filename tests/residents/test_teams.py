"""Teams: one of its kind a grid, a leader who is replaced and not edited, terms that end."""

import pytest

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.organisation.hooks import complete_places
from council.organisation.models import Place
from council.organisation.queries import place_by_code
from council.residents.team_operations import dissolve_team, form_team, join_team, leave_team, rename_team
from council.residents.teams import Role, Team, TeamKind, TeamMember, teams_of
from tests.support.world import World


@pytest.fixture
def grid(world: World) -> Place:
    found = place_by_code("GY-G7")
    assert found is not None
    return found


@pytest.fixture
def team(world: World, grid: Place) -> Team:
    return form_team(place=grid, kind=TeamKind.VANGUARD, name="先锋队", actor_id=world.community_staff.id, key="k")


def test_a_grid_has_one_vanguard_team_at_a_time(world: World, grid: Place, team: Team) -> None:
    assert (
        form_team(place=grid, kind=TeamKind.VANGUARD, name="先锋队", actor_id=world.community_staff.id, key="k") is team
    )
    with pytest.raises(Invalid) as refused:
        form_team(place=grid, kind=TeamKind.VANGUARD, name="又一队")
    assert refused.value.field == "kind"
    dissolve_team(team=team, actor_id=1)
    dissolve_team(team=team, actor_id=1)
    form_team(place=grid, kind=TeamKind.VANGUARD, name="又一队")
    for _ in range(2):
        form_team(place=grid, kind=TeamKind.PATROL, name="巡防队")


def test_the_leader_is_replaced_and_the_history_stays(world: World, team: Team) -> None:
    join_team(team=team, person=world.resident, role=Role.LEADER)
    for _ in range(2):
        join_team(team=team, person=world.neighbour)
    first = next(member for member in team.current if member.person_id == world.neighbour.id)
    join_team(team=team, person=world.neighbour, role=Role.LEADER, actor_id=1)
    assert team.leader is not None
    assert team.leader.person_id == world.neighbour.id
    assert {member.person_id: member.role for member in team.current} == {
        world.neighbour.id: Role.LEADER,
        world.resident.id: Role.MEMBER,
    }
    assert first.until is not None
    assert len(team.members) == 4


def test_terms_end_once(world: World, team: Team) -> None:
    member = join_team(team=team, person=world.resident)
    for _ in range(2):
        leave_team(member=member, actor_id=1)
    assert team.current == []
    assert db.session.scalars(db.select(TeamMember)).all() == [member]
    join_team(team=team, person=world.resident)
    dissolve_team(team=team, actor_id=1)
    assert team.current == []
    with pytest.raises(Conflict):
        join_team(team=team, person=world.neighbour)
    assert teams_of([world.estate.path]) == []
    assert teams_of([world.estate.path], ended=True) == [team]


def test_a_team_is_formed_with_its_people(world: World, grid: Place) -> None:
    made = form_team(place=grid, kind=TeamKind.GRID, name="网格队", people=[world.resident, world.neighbour])
    assert [(each.person_id, each.role) for each in made.current] == [
        (world.resident.id, Role.LEADER),
        (world.neighbour.id, Role.MEMBER),
    ]


def test_it_makes_its_grid_complete(grid: Place, team: Team) -> None:
    assert grid.id in complete_places()["vanguard"]
    assert grid.id not in complete_places()["grid"]
    rename_team(team=team, name="新名", actor_id=1)
    assert team.name == "新名"
    with pytest.raises(Invalid):
        rename_team(team=team, name=" ", actor_id=1)
