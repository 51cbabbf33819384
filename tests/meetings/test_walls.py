"""Several walls of a meeting: each with a name, an address and a picture of its own."""

import re

import pytest
from flask import Flask, current_app
from flask_babel import force_locale

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.journal.models import JournalEntry
from council.journal.sentences import sentence
from council.live.hub import Hub
from council.live.renderers import registry
from council.live.service import live_of
from council.live.topics import parse
from council.meetings.chairing.operations import sit_down
from council.meetings.chairing.queries import hold_of
from council.meetings.loading import load_room
from council.meetings.models import Meeting, WallView
from council.meetings.operations.session import open_item
from council.meetings.preflight import checks
from council.meetings.walls.models import WallScreen
from council.meetings.walls.operations import add_wall, blank_all, remove_wall, rename_wall, show_view
from council.meetings.walls.queries import walls_of
from council.meetings.walls.rules import MOST, SLOTS, free_slot, topic_of
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World


def foyer(world: World, meeting: Meeting, name: str = "门厅") -> WallScreen:
    return add_wall(meeting=meeting, name=name, actor_id=world.chair.id)


def views(meeting: Meeting) -> list[tuple[str, str]]:
    db.session.commit()
    return [(wall.slot, wall.view) for wall in walls_of(load_room(meeting.id))]


def drawn(meeting: Meeting, slot: str) -> str:
    name = f"meeting.{meeting.id}.{topic_of(slot)}.en"
    with current_app.test_request_context(base_url="http://192.168.1.5:8000"), force_locale("en"):
        return registry.find(parse(name))(meeting.id, "en")


def test_letters() -> None:
    assert free_slot([]) == "b"
    assert free_slot("bcd") == "e"
    assert free_slot(SLOTS[1:]) is None
    assert [topic_of(slot) for slot in "ab"] == ["wall", "wall_b"]


def test_a_wall_of_its_own_view_while_the_hall_follows(world: World, english: None) -> None:
    meeting = evening.in_session(world, present=3)
    screen = foyer(world, meeting)
    assert views(meeting) == [("a", "auto"), ("b", "auto")]
    show_view(meeting=meeting, slot="b", view=WallView.WELCOME, actor_id=world.chair.id)
    open_item(item=meeting.items[1], actor_id=world.chair.id)
    assert views(meeting) == [("a", "auto"), ("b", "welcome")]
    assert 'data-scene="item"' in drawn(meeting, "a")
    assert 'data-scene="welcome"' in drawn(meeting, "b")
    entry = db.session.scalars(db.select(JournalEntry).where(JournalEntry.action == "meetings.wall.changed")).unique()
    assert sentence(entry.one()) == "The wall “门厅” shows: Big QR code"
    assert len(screen.token) > 20


def test_names_are_given_once_and_walls_are_limited(world: World, english: None) -> None:
    meeting = evening.in_session(world)
    first = foyer(world, meeting)
    for bad in ("门厅", " 门厅 ", "Hall", "  "):
        with pytest.raises(Invalid) as refused:
            foyer(world, meeting, bad)
        assert refused.value.field == "name"
    for number in range(MOST - 2):
        foyer(world, meeting, f"室{number}")
    with pytest.raises(Conflict, match="at most 8 walls"):
        foyer(world, meeting, "又一间")
    rename_wall(screen=first, name="门厅", actor_id=world.chair.id)
    rename_wall(screen=first, name="前厅", actor_id=world.chair.id)
    assert first.name == "前厅"


def test_a_form_sent_twice_adds_one_wall(world: World) -> None:
    meeting = evening.in_session(world)
    two = [add_wall(meeting=meeting, name="门厅", actor_id=world.chair.id, key="k").id for _ in range(2)]
    assert two[0] == two[1]
    assert len(views(meeting)) == 2


def test_a_removed_wall_says_so_and_its_address_is_dead(world: World, client: Client, english: None) -> None:
    meeting = evening.in_session(world)
    screen = foyer(world, meeting)
    path = f"/walls/{screen.id}?token={screen.token}"
    assert client.as_(None).get(path).status_code == 200
    remove_wall(screen=screen, actor_id=world.chair.id)
    assert "no longer used" in drawn(meeting, "b")
    assert client.get(path).status_code == 404
    with pytest.raises(Conflict, match="has been removed"):
        show_view(meeting=meeting, slot="b", view=WallView.AGENDA, actor_id=world.chair.id)
    assert foyer(world, meeting, "另一间").id != screen.id


def test_all_walls_go_blank(world: World) -> None:
    meeting = evening.in_session(world)
    foyer(world, meeting)
    version = meeting.version
    for _twice in range(2):
        blank_all(meeting=meeting, actor_id=world.chair.id)
    assert views(meeting) == [("a", "blank"), ("b", "blank")]
    assert meeting.version == version + 2, "the second press changed nothing"


def test_a_wall_opens_by_its_token_or_for_the_chair(world: World, client: Client) -> None:
    meeting = evening.in_session(world)
    screen = foyer(world, meeting)
    path = f"/walls/{screen.id}"
    page = client.as_(None).get(f"{path}?token={screen.token}").text
    assert 'sse-swap="wall_b"' in page
    assert "门厅" in page
    for token in ("", "x", meeting.wall_token):
        assert client.get(f"{path}?token={token}").status_code == 404
    assert client.as_(world.members[4]).get(path).status_code == 404
    assert client.as_(world.chair).get(path).status_code == 200
    preview = client.get(f"{path}?preview=1&view=agenda").text
    assert 'data-scene="agenda"' in preview
    assert "sse-connect" not in preview


def test_the_console_chooses_which_wall_its_buttons_speak_to(world: World, client: Client) -> None:
    meeting = evening.in_session(world)
    home = f"/meetings/{meeting.id}/chair"
    client.as_(world.chair)
    assert "wall-choice-title" not in client.get(home).text, "one wall asks nothing"
    answer = client.post(f"/meetings/{meeting.id}/walls", {"name": "门厅", "once": "1"})
    assert (answer.status_code, answer.location) == (303, home)
    assert 'data-test="drive-b"' in client.get(home).text
    assert client.post(f"{home}/wall", {"wall": "b"}).location == home
    page = client.get(home).text
    assert 'data-poke="wall_b"' in page
    assert f"meeting.{meeting.id}.wall_b.en" in page
    assert '<input type="hidden" name="wall" value="b">' in page
    client.post(f"/meetings/{meeting.id}/wall", {"wall": "b", "view": "agenda"})
    assert views(meeting) == [("a", "auto"), ("b", "agenda")]
    assert client.post(f"/meetings/{meeting.id}/blank", htmx=True).status_code == 200
    assert views(meeting) == [("a", "blank"), ("b", "blank")]
    wall_id = walls_of(load_room(meeting.id))[1].id
    client.post(f"/walls/{wall_id}/removal")
    assert 'data-poke="wall"' in client.get(home).text, "back at the hall's own"


@pytest.mark.parametrize("slot", ["c", "zz", "", "a' OR 1"])
def test_a_wall_that_is_not_there_is_refused_in_words(world: World, client: Client, slot: str) -> None:
    meeting = evening.in_session(world)
    client.as_(world.chair)
    for path in (f"/meetings/{meeting.id}/chair/wall", f"/meetings/{meeting.id}/wall"):
        answer = client.post(path, {"wall": slot, "view": "agenda"}, htmx=True)
        assert answer.status_code == 409
        assert "This wall has been removed" in answer.text


def test_bad_names_come_back_beside_the_field(world: World, client: Client) -> None:
    meeting = evening.in_session(world)
    screen = foyer(world, meeting)
    client.as_(world.chair)
    long = "长" * 21
    new = client.post(f"/meetings/{meeting.id}/walls", {"name": long}, htmx=True)
    assert new.status_code == 422
    assert f'value="{long}"' in new.text
    assert 'id="wall-new-name-error"' in new.text
    again = client.post(f"/walls/{screen.id}/name", {"name": "Hall"}, htmx=True)
    assert again.status_code == 422
    assert f'id="wall-{screen.id}-name-error"' in again.text
    assert client.post(f"/walls/{screen.id}/name", {"name": "前厅"}, htmx=True).status_code == 200


def test_who_may_not_chair_changes_no_wall(world: World, client: Client) -> None:
    meeting = evening.in_session(world)
    screen = foyer(world, meeting)
    paths = [f"/meetings/{meeting.id}/{each}" for each in ("walls", "blank", "chair/wall")]
    paths += [f"/walls/{screen.id}/{each}" for each in ("name", "removal")]
    for person in (world.members[5], world.recorder):
        client.as_(person)
        assert {client.post(path, {"name": "x", "wall": "b"}).status_code for path in paths} == {403}
    assert views(meeting) == [("a", "auto"), ("b", "auto")]


def test_removing_the_driven_wall_turns_the_buttons_back(world: World) -> None:
    meeting = evening.in_session(world)
    sit_down(meeting=meeting, desk=1, person_id=world.chair.id)
    screen = foyer(world, meeting)
    db.session.execute(db.text("UPDATE meeting_driver SET wall = 'b'"))
    db.session.commit()
    remove_wall(screen=screen, actor_id=world.chair.id)
    hold = hold_of(meeting.id)
    assert hold is not None
    assert hold.wall == "a"


def test_the_list_before_the_start_counts_every_wall(world: World, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_of(app), "hub", Hub())
    hub, meeting = live_of(app).hub, evening.convened(world)
    foyer(world, meeting)
    topic = f"meeting.{meeting.id}"
    hub.subscribe([f"{topic}.wall.en"], lambda: None)
    hub.subscribe([f"{topic}.wall_b.en"], lambda: None)
    hub.subscribe([f"{topic}.desk.en", f"{topic}.wall_b.en"], lambda: None)
    with app.test_request_context(base_url="http://localhost:8000"), force_locale("en"):
        assert any(re.search("2 walls are on", each.words) for each in checks(load_room(meeting.id)))


def test_removing_or_renaming_what_is_gone_is_harmless(world: World, english: None) -> None:
    meeting = evening.in_session(world)
    screen = foyer(world, meeting)
    remove_wall(screen=screen, actor_id=world.chair.id)
    version = meeting.version
    remove_wall(screen=screen, actor_id=world.chair.id)
    assert meeting.version == version, "the second press changed nothing"
    with pytest.raises(Conflict, match="has been removed"):
        rename_wall(screen=screen, name="前厅", actor_id=world.chair.id)


@pytest.mark.parametrize("htmx", [True, False])
def test_a_second_press_on_a_wall_that_is_gone(world: World, client: Client, htmx: bool) -> None:
    meeting = evening.in_session(world)
    screen = foyer(world, meeting)
    path = f"/walls/{screen.id}"
    client.as_(world.chair)
    first, second = (client.post(f"{path}/removal", htmx=htmx) for _press in range(2))
    assert first.status_code == second.status_code == (200 if htmx else 303)
    assert first.location == second.location
    for name in ("前厅", ""):
        answer = client.post(f"{path}/name", {"name": name}, htmx=htmx)
        assert answer.status_code == 409
        assert "This wall has been removed" in answer.text
    client.as_(world.members[5])
    assert {client.post(f"{path}/{each}", {"name": "x"}).status_code for each in ("name", "removal")} == {403}
    client.as_(world.chair)
    assert client.post("/walls/99999/removal").status_code == 404
