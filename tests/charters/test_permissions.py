"""Each permission with a yes and a no."""

import pytest

from council.charters.models import Version
from council.charters.permissions import CharterAct, ProcedureAct
from council.organisation.queries import place_by_code
from council.permits.actor import Office
from council.permits.permission import Permission, allows
from council.residents.models import Person
from council.residents.operations import appoint
from tests.charters.making import draft
from tests.support.world import SINCE, World


@pytest.fixture
def version(world: World) -> Version:
    """A draft of the estate's compact."""
    return draft(world)


@pytest.mark.parametrize(
    ("act", "may", "may_not"),
    [
        (CharterAct.WRITE, "chair recorder community_staff administrator", "resident street_staff supervisor stranger"),
        (CharterAct.CONSULT, "chair community_staff administrator", "recorder resident street_staff stranger"),
        (CharterAct.SEE_CONSULTED, "resident neighbour supervisor grid_officer street_staff", "stranger partner"),
        (CharterAct.REMARK, "resident neighbour chair", "stranger community_staff partner"),
        (CharterAct.SEE_REMARKS, "recorder supervisor community_staff", "resident grid_officer stranger"),
        (CharterAct.ADOPT, "chair recorder community_staff administrator", "resident supervisor stranger"),
        (CharterAct.FILE, "street_staff administrator", "community_staff chair recorder resident stranger"),
        (CharterAct.ENFORCE, "community_staff street_staff administrator", "chair recorder resident stranger"),
        (CharterAct.READ, "resident neighbour recorder", "stranger community_staff partner"),
        (ProcedureAct.CHOOSE, "community_staff street_staff administrator", "chair recorder resident stranger"),
    ],
)
def test_yes_and_no(world: World, version: Version, act: Permission, may: str, may_not: str) -> None:
    for part in may.split():
        assert allows(world.actor(getattr(world, part)), act, version), part
    for part in may_not.split():
        assert not allows(world.actor(getattr(world, part)), act, version), part
    assert not allows(None, act, version)


def test_only_the_streets_own_administrator_files(world: World, version: Version) -> None:
    """One who administers a community alone does not file with the street on its behalf."""
    person: Person = world.neighbour
    appoint(person=person, office=Office.ADMINISTRATOR, place=world.community, since=SINCE)
    assert allows(world.actor(person), CharterAct.ENFORCE, version)
    assert not allows(world.actor(person), CharterAct.FILE, version)


def test_a_grids_neighbours_and_its_estates_officers(world: World) -> None:
    grid = place_by_code("GY-G7")
    assert grid is not None
    version = draft(world, grid)
    assert allows(world.actor(world.chair), CharterAct.WRITE, version)
    assert allows(world.actor(world.resident), CharterAct.REMARK, version)
    assert not allows(world.actor(world.stranger), CharterAct.SEE_CONSULTED, version)
