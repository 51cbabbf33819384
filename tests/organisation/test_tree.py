"""Adding, naming, closing places: what is refused, what is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.issues.operations import raise_issue
from council.journal.models import JournalEntry
from council.journal.queries import history, verify
from council.organisation.models import ChangeKind, Place, PlaceKind
from council.organisation.operations import (
    Stale,
    add_place,
    add_places,
    amend_place,
    close_place,
    put_before,
    reopen_place,
)
from council.organisation.queries import changes_of, name_on, pickable_places, place_by_code, places_of_kind
from council.organisation.rules import rising
from council.organisation.words import change_words
from tests.support.world import World


def grid_of(world: World) -> Place:
    grid = place_by_code("GY-G7")
    assert grid is not None
    return grid


def test_twelve_buildings_at_once_get_codes_and_numbers(world: World) -> None:
    names = [f"{number}栋" for number in range(4, 16)]
    added = add_places(kind=PlaceKind.BUILDING, names=names, parent=grid_of(world), actor_id=world.administrator.id)
    assert [place.code for place in added] == [f"GY-B{number:02d}" for number in range(4, 16)]
    assert [place.position for place in added] == list(range(4, 16))
    assert all(place.path.startswith(grid_of(world).path) for place in added)
    assert {place.estate_id for place in added} == {world.estate.id}
    entry = history("place", grid_of(world).id)[-1]
    assert (entry.action, entry.actor_id) == ("organisation.place.filled", world.administrator.id)


def test_the_same_form_twice_adds_once(world: World) -> None:
    for _ in range(2):
        add_places(kind=PlaceKind.ENTRANCE, names=["1单元", "2单元"], parent=world.building, actor_id=1, key="k")
        add_place(kind=PlaceKind.GRID, code="ST-G08", name="第8网格", parent=world.estate, actor_id=1, key="g")
    assert len(places_of_kind(PlaceKind.ENTRANCE, below=world.building.path)) == 2
    assert len(places_of_kind(PlaceKind.GRID, below=world.estate.path)) == 2


@pytest.mark.parametrize(
    ("names", "field"), [([], "names"), (["3栋"], "names"), (["8栋", "8栋"], "names"), (["栋"] * 61, "names")]
)
def test_bad_lists_of_names_add_nothing(world: World, names: list[str], field: str) -> None:
    before = db.session.scalar(db.select(db.func.count(Place.id)))
    with pytest.raises(Invalid) as refused:
        add_places(kind=PlaceKind.BUILDING, names=names, parent=grid_of(world), actor_id=None)
    assert refused.value.field == field
    assert db.session.scalar(db.select(db.func.count(Place.id))) == before


@pytest.mark.parametrize(
    ("kind", "code", "name", "field"),
    [
        (PlaceKind.GRID, "GY", "第9网格", "code"),
        (PlaceKind.GRID, "gy 9", "第9网格", "code"),
        (PlaceKind.GRID, "GY-G9", " ", "name"),
        (PlaceKind.ENTRANCE, "GY-E9", "1单元", "kind"),
    ],
)
def test_a_place_that_cannot_be_is_refused(world: World, kind: PlaceKind, code: str, name: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        add_place(kind=kind, code=code, name=name, parent=world.estate)
    assert refused.value.field == field


def test_a_name_is_what_it_was_on_the_day(world: World) -> None:
    place, old = world.estate, world.estate.name
    before = clock.now()
    amend_place(place=place, name="桂花里小区", position=2, reason="改名", actor_id=world.administrator.id)
    assert (place.name, place.position) == ("桂花里小区", 2)
    assert name_on(place, before) == old
    assert name_on(place, clock.now()) == "桂花里小区"
    assert name_on(place, None) == "桂花里小区"
    change = changes_of(place)[0]
    assert (change.kind, change.before, change.after, change.by_id) == (
        ChangeKind.RENAMED, old, "桂花里小区", world.administrator.id,
    )  # fmt: skip


def test_of_two_who_edit_the_second_is_told(world: World) -> None:
    seen = world.estate.revision
    amend_place(place=world.estate, name="甲", position=0, revision=seen, actor_id=1)
    with pytest.raises(Stale) as late:
        amend_place(place=world.estate, name="乙", position=0, revision=seen, actor_id=2)
    assert late.value.current.name == "甲"  # type: ignore[attr-defined]
    assert world.estate.name == "甲"


def test_a_place_with_people_or_open_issues_stays_open_and_says_why(app, world: World) -> None:  # type: ignore[no-untyped-def]
    raise_issue(actor_id=world.resident.id, place=world.building, title="灯不亮")
    with app.test_request_context(headers={"Accept-Language": "en"}), pytest.raises(Conflict) as refused:
        close_place(place=world.building, reason="拆除", actor_id=1)
    said = str(refused.value.message)
    assert "people" in said
    assert "1 open issue" in said
    with app.test_request_context(headers={"Accept-Language": "en"}), pytest.raises(Conflict) as refused:
        close_place(place=grid_of(world), reason="合并", actor_id=1)
    assert "1 place below it is open" in str(refused.value.message)


def test_closed_is_offered_nowhere_and_can_be_used_again(world: World) -> None:
    (empty,) = add_places(kind=PlaceKind.BUILDING, names=["9栋"], parent=grid_of(world), actor_id=1)
    with pytest.raises(Invalid):
        close_place(place=empty, reason=" ", actor_id=1)
    for _ in range(2):
        close_place(place=empty, reason="拆除", actor_id=1)
    assert empty.closed_on == clock.today()
    assert empty not in places_of_kind(PlaceKind.BUILDING, below=world.estate.path)
    assert empty not in pickable_places(world.estate.path)
    assert [change.kind for change in changes_of(empty)] == [ChangeKind.CLOSED]
    with pytest.raises(Invalid):
        add_places(kind=PlaceKind.ENTRANCE, names=["1单元"], parent=empty, actor_id=1)
    for _ in range(2):
        reopen_place(place=empty, actor_id=1)
    assert empty.closed_on is None
    assert len(changes_of(empty)) == 2
    assert list(verify()) == []


def test_nothing_opens_inside_what_is_closed(world: World) -> None:
    grid = add_place(kind=PlaceKind.GRID, code="ST-G09", name="第9网格", parent=world.estate)
    (inside,) = add_places(kind=PlaceKind.BUILDING, names=["9栋"], parent=grid, actor_id=1)
    close_place(place=inside, reason="拆除", actor_id=1)
    close_place(place=grid, reason="合并", actor_id=1)
    with pytest.raises(Conflict):
        reopen_place(place=inside, actor_id=1)


def test_each_change_can_be_read(app, world: World) -> None:  # type: ignore[no-untyped-def]
    amend_place(place=world.estate, name="新名", position=0, actor_id=1)
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert change_words(changes_of(world.estate)[0]).endswith("called 桂雨里小区")
    assert db.session.scalar(db.select(JournalEntry).where(JournalEntry.action == "organisation.place.amended"))


# --- order


def names_of_buildings(grid: Place) -> list[tuple[int, str]]:
    return [(place.position, place.name) for place in places_of_kind(PlaceKind.BUILDING, below=grid.path)]


@pytest.fixture
def row(world: World) -> list[Place]:
    """Three buildings of a grid of their own."""
    grid = add_place(kind=PlaceKind.GRID, code="ST-G09", name="第9网格", parent=world.estate, position=9)
    return add_places(kind=PlaceKind.BUILDING, names=["11栋", "12栋", "15栋"], parent=grid, actor_id=1)


def test_neighbours_exchange_their_numbers_and_a_second_tap_changes_nothing(world: World, row: list[Place]) -> None:
    grid = row[0].parent
    assert grid is not None
    for _tap in range(2):
        put_before(place=row[2], other=row[1], actor_id=world.administrator.id)
        assert names_of_buildings(grid) == [(11, "11栋"), (12, "15栋"), (15, "12栋")]
    acts = [entry.action for entry in history("place", grid.id)]
    assert acts.count("organisation.place.ordered") == 1
    put_before(place=row[2], other=row[0], actor_id=world.administrator.id)
    assert names_of_buildings(grid) == [(11, "15栋"), (12, "11栋"), (15, "12栋")]


def test_the_same_number_twice_is_parted(world: World, row: list[Place]) -> None:
    grid = row[0].parent
    assert grid is not None
    for place in row:
        place.position = 3
    db.session.commit()
    put_before(place=row[2], other=row[0], actor_id=world.administrator.id)
    assert names_of_buildings(grid) == [(3, "15栋"), (4, "11栋"), (5, "12栋")]


def test_what_does_not_stand_side_by_side_has_no_order(world: World, row: list[Place]) -> None:
    with pytest.raises(Invalid):
        put_before(place=row[0], other=world.building, actor_id=1)
    with pytest.raises(Invalid):
        put_before(place=row[0], other=row[0], actor_id=1)
    close_place(place=row[1], reason="拆了", actor_id=1)
    with pytest.raises(Conflict):
        put_before(place=row[1], other=row[0], actor_id=1)


@given(st.lists(st.integers(0, 9), max_size=8).map(sorted))
def test_rising_numbers(numbers: list[int]) -> None:
    found = rising(numbers)
    assert found == sorted(set(found))
    assert all(after >= before for before, after in zip(numbers, found, strict=True))
    assert rising(found) == found
