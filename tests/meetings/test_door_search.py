"""The desk at the door finds a door as people say it."""

import re

import pytest

from council.base.db import db, transaction
from council.meetings.models import Meeting, MeetingKind
from council.meetings.proxies.queries import givers_named
from council.organisation.models import Place, PlaceKind
from council.organisation.operations import add_place
from council.residents.models import Person
from council.residents.operations import enrol
from council.residents.queries import roster
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture
def meeting(world: World) -> Meeting:
    """An evening of an estate with buildings 3 and 13, two entrances each, door 102 in all, and building 5 without."""
    grid = db.session.get_one(Place, world.building.parent_id)
    for number, name in ((3, ""), (13, "13号楼"), (5, "Building 5")):
        building = world.building
        if name:
            building = add_place(kind=PlaceKind.BUILDING, code=f"GY-B{number}", name=name, parent=grid)
        enrol(key=f"w{number}", name=f"吴{number}栋", place=building, door="2-102")
        for entrance, called in ((1, f"{building.name}1单元"), (2, "2单元")) if number != 5 else ():
            code = f"GY-B{number}-E{entrance}"
            home = add_place(kind=PlaceKind.ENTRANCE, code=code, name=called, parent=building)
            for door in ("102", "202"):
                enrol(key=f"p{number}-{entrance}-{door}", name=f"林{number}{entrance}{door}", place=home, door=door)
    return evening.convened(world)


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("3-2-102", {"p3-2-102", "w3"}),
        ("３－２－１０２", {"p3-2-102", "w3"}),
        ("3-102", {"p3-1-102", "p3-2-102"}),
        ("3栋102", {"p3-1-102", "p3-2-102"}),
        ("13栋2单元102", {"p13-2-102", "w13"}),
        ("13号楼1单元", {"p13-1-102", "p13-1-202"}),
        ("13栋", {"p13-1-102", "p13-1-202", "p13-2-102", "p13-2-202", "w13"}),
        ("3栋2单元", {"p3-2-102", "p3-2-202"}),
        ("三栋二单元202室", {"p3-2-202"}),
        ("1单元102", {"p3-1-102", "p13-1-102"}),
        ("Building 13, entrance 2, 202", {"p13-2-202"}),
        ("5栋", {"w5"}),
        ("5-2-102", {"w5"}),
        ("2-102", {"w3", "w5", "w13"}),
        ("202 林", {"p3-1-202", "p3-2-202", "p13-1-202", "p13-2-202"}),
        ("林 13栋 2单元 102", {"p13-2-102"}),
        ("lin 4栋", set()),
        ("9-9-999", set()),
    ],
)
def test_a_door_is_found_as_it_is_said(
    world: World, client: Client, meeting: Meeting, said: str, keys: set[str]
) -> None:
    page = client.as_(world.recorder).get(f"/meetings/{meeting.id}/door", query_string={"q": said}).text
    ids = [int(each) for each in re.findall(r'name="person" value="(\d+)"', page)]
    assert set(db.session.scalars(db.select(Person.key).where(Person.id.in_(ids)))) == keys
    assert {person.key for person in db.session.scalars(roster([world.estate.path], said))} == keys


def test_a_building_of_many_is_paged_and_no_search_asks_more(
    world: World, client: Client, meeting: Meeting, count_queries: list[str]
) -> None:
    client.as_(world.recorder)
    asked = []
    for said in ("代表", "3栋", "3-2-102 吴 x y z"):
        client.get(f"/meetings/{meeting.id}/door", query_string={"q": said})  # what is kept is kept now
        count_queries.clear()
        page = client.get(f"/meetings/{meeting.id}/door", query_string={"q": said}).text
        asked.append(len(count_queries))
        if said == "3栋":
            assert page.count('name="person"') == 20
            assert "page=2" in page
    assert len(set(asked)) == 1, asked


def test_another_estates_building_three_is_not_found(world: World, client: Client, meeting: Meeting) -> None:
    assert "贺远" not in client.as_(world.recorder).get(f"/meetings/{meeting.id}/door?q=1栋").text


def test_two_of_one_name_behind_doors_of_one_number_are_told_apart_by_the_building(
    world: World, meeting: Meeting
) -> None:
    with transaction():
        for number in (3, 13):
            db.session.execute(db.update(Person).where(Person.key == f"p{number}-1-102").values(name="林同名"))
    assembly = evening.convened(world, kind=MeetingKind.RESIDENTS_MEETING)
    assert len(givers_named(assembly, "林同名", "102")) == 2
    assert [person.key for person in givers_named(assembly, "林同名", "13-1-102")] == ["p13-1-102"]
