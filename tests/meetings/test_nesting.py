"""An agenda with sub-items: set in a draft, walked leaf by leaf, numbered alike everywhere."""

import re
from collections.abc import Iterator

import pytest
from flask_babel import force_locale

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.journal.queries import history
from council.journal.sentences import sentence
from council.meetings.listing import agendas
from council.meetings.loading import load_room
from council.meetings.models import AgendaItem, ItemState, Meeting, MeetingState, WallView
from council.meetings.operations.agenda import remove_item
from council.meetings.operations.ordering import move_item, nest_item, place_item
from council.meetings.operations.planning import convene
from council.meetings.operations.session import adjourn, close_item, open_item, show_on_wall
from council.meetings.operations.votes import open_straw_poll, record_motion
from council.meetings.outline import outline
from council.meetings.proposals import proposals
from council.meetings.steps import upcoming
from council.minutes.facts import document
from council.minutes.paper import Paper
from tests.meetings.plans import NOW, draft, started
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture(autouse=True)
def _sunday(session: None) -> Iterator[None]:
    with clock.stopped(NOW), force_locale("en"):
        yield


def numbers(meeting: Meeting) -> list[str]:
    return [f"{line.number} {line.item.title}" for line in outline(meeting.items)]


def put_under(world: World, *items: AgendaItem) -> None:
    for item in items:
        nest_item(item=item, inside=True, actor_id=world.chair.id)


def nested_draft(world: World) -> Meeting:
    """1, 2 with 2.1 and 2.2, 3."""
    meeting = draft(world, "回音", "停车", "东门", "西门", "路灯")
    put_under(world, *meeting.items[2:4])
    return meeting


def nested_evening(world: World) -> Meeting:
    return started(world, convene(meeting=nested_draft(world), actor_id=world.chair.id))


def test_an_item_goes_under_the_one_above_and_out_again(world: World) -> None:
    meeting = nested_draft(world)
    assert numbers(meeting) == ["1 回音", "2 停车", "2.1 东门", "2.2 西门", "3 路灯"]
    east = meeting.items[2]
    for _tap in range(2):
        nest_item(item=east, inside=False, actor_id=world.chair.id)
    assert numbers(meeting) == ["1 回音", "2 停车", "2.1 西门", "3 东门", "4 路灯"]
    said = [sentence(entry) for entry in history("agenda_item", east.id)]
    assert said[-2:] == ["Put under the item: 停车", "Made an item of its own again"]


def test_a_heading_takes_its_sub_items_along(world: World) -> None:
    meeting = nested_draft(world)
    move_item(item=meeting.items[1], up=True, actor_id=world.chair.id)
    assert numbers(meeting) == ["1 停车", "1.1 东门", "1.2 西门", "2 回音", "3 路灯"]
    place_item(item=meeting.items[0], to=4, at=1, actor_id=world.chair.id)
    assert numbers(meeting) == ["1 回音", "2 路灯", "3 停车", "3.1 东门", "3.2 西门"]
    move_item(item=meeting.items[4], up=True, at=5, actor_id=world.chair.id)
    assert numbers(meeting)[3:] == ["3.1 西门", "3.2 东门"]


def test_dropped_among_sub_items_it_is_one_of_them(world: World) -> None:
    meeting = nested_draft(world)
    place_item(item=meeting.items[4], to=4, at=5, actor_id=world.chair.id)
    assert numbers(meeting) == ["1 回音", "2 停车", "2.1 东门", "2.2 路灯", "2.3 西门"]


def test_what_cannot_go_under_another_stays_without_a_word_in_the_journal(world: World) -> None:
    meeting = nested_draft(world)
    before = meeting.version
    put_under(world, meeting.items[0], meeting.items[1])
    assert numbers(meeting)[:2] == ["1 回音", "2 停车"]
    assert meeting.version == before


def test_on_a_page_that_grew_old_nothing_goes_under_what_was_not_seen(world: World) -> None:
    meeting = draft(world, "回音", "停车", "东门")
    gate = meeting.items[2]
    move_item(item=gate, up=True, actor_id=world.chair.id)
    nest_item(item=gate, inside=True, at=3, actor_id=world.chair.id)
    assert numbers(meeting) == ["1 回音", "2 东门", "3 停车"]
    nest_item(item=gate, inside=True, at=2, actor_id=world.chair.id)
    assert numbers(meeting) == ["1 回音", "1.1 东门", "2 停车"]


def test_a_heading_is_not_removed_with_all_that_is_under_it(world: World) -> None:
    meeting = nested_draft(world)
    heading, east, west = meeting.items[1:4]
    with pytest.raises(Conflict, match="Move them out"):
        remove_item(item=heading, actor_id=world.chair.id)
    for item in (east, west, heading):
        remove_item(item=item, actor_id=world.chair.id)
    assert numbers(meeting) == ["1 回音", "2 路灯"]


def test_nothing_is_nested_after_the_call(world: World) -> None:
    meeting = convene(meeting=draft(world, "一", "二"), actor_id=world.chair.id)
    with pytest.raises(Conflict):
        put_under(world, meeting.items[1])


def test_the_evening_walks_the_sub_items_and_not_their_heading(world: World) -> None:
    meeting = nested_evening(world)
    walked = []
    while (following := upcoming(load_room(meeting.id))) is not None:
        walked.append(following.number)
        open_item(item=db.session.get_one(AgendaItem, following.id), actor_id=world.chair.id)
    assert walked == ["1", "2.1", "2.2", "3"]
    room = load_room(meeting.id)
    assert [item.state for item in room.items] == ["done", "done", "done", "done", "current"]
    assert (len(room.leaves), room.items[2].under) == (4, "停车")


def test_a_heading_is_never_on_and_never_voted_on(world: World) -> None:
    meeting = nested_evening(world)
    heading, chair = meeting.items[1], world.chair.id
    acts = (
        lambda: open_item(item=heading, actor_id=chair),
        lambda: record_motion(item=heading, title="限行", text="限行", moved_by="", actor_id=chair),
        lambda: open_straw_poll(item=heading, question="限行？", actor_id=chair),
    )
    for act in acts:
        with pytest.raises(Conflict):
            act()
    assert heading.state == ItemState.PLANNED


def test_what_was_not_reached_comes_back_without_its_heading(world: World) -> None:
    meeting = nested_evening(world)
    east = meeting.items[2]
    open_item(item=east, actor_id=world.chair.id)
    close_item(item=east, postponed=True, actor_id=world.chair.id)
    with clock.stopped(meeting.starts_at):
        adjourn(meeting=meeting, actor_id=world.chair.id)
        assert meeting.state == MeetingState.CLOSED
        assert [item.state for item in meeting.items] == ["postponed"] * 5
        later = draft(world, days=14)
        assert {each.title for each in proposals(later, [])} == {"回音", "东门", "西门", "路灯"}


def test_planned_minutes_are_those_of_the_sub_items(world: World) -> None:
    meeting = nested_draft(world)
    meeting.items[1].minutes = 100
    db.session.flush()
    found = agendas([meeting.id])[meeting.id]
    assert (found.items, found.minutes) == (4, 32)
    assert [line.minutes for line in outline(meeting.items)] == [8, 16, 8, 8, 8]


def test_the_minutes_number_as_the_agenda_did(world: World) -> None:
    meeting = nested_evening(world)
    paper = Paper(document(meeting, {}))
    assert [item.heading for item in paper.items] == ["1. 回音", "2. 停车", "2.1 东门", "2.2 西门", "3. 路灯"]
    assert [item.is_sub for item in paper.items] == [False, False, True, True, False]
    assert paper.items[1].standing == ""


def test_buttons_nest_and_free_on_the_page(client: Client, world: World) -> None:
    meeting = draft(world, "停车", "东门", "路灯")
    path = f"/items/{meeting.items[1].id}/position"
    answer = client.as_(world.chair).post(path, {"to": "in"}, htmx=True)
    assert answer.status_code == 200
    assert re.findall(r'aria-label="Item ([\d.]+)', answer.text) == ["1", "1.1", "2"]
    assert "its sub-items together" in answer.text
    assert client.post(path, {"to": "out"}).status_code == 303
    assert numbers(meeting) == ["1 停车", "2 东门", "3 路灯"]
    assert client.as_(world.neighbour).post(path, {"to": "in"}).status_code in (403, 404)


def test_the_notice_and_the_groups_text_have_the_numbers(client: Client, world: World) -> None:
    meeting = convene(meeting=nested_draft(world), actor_id=world.chair.id)
    page = client.get(f"/meetings/{meeting.id}/notice").text
    assert re.findall(r'<span class="no num">([\d.]+)<', page) == ["1", "2", "2.1", "2.2", "3"]
    assert "2.1 东门" in page
    assert "2. 停车" in page


def test_screens_of_the_evening_have_the_numbers(client: Client, world: World) -> None:
    meeting = nested_evening(world)
    open_item(item=meeting.items[2], actor_id=world.chair.id)
    db.session.commit()
    with clock.stopped(meeting.starts_at):
        desk = client.as_(world.chair).get(f"/meetings/{meeting.id}/chair").text
        phone = client.get(f"/meetings/{meeting.id}").text
        home = client.get("/").text
    assert "Item 2.1" in desk
    assert "Item 2.1" in phone
    assert "Item 2.1: 东门" in home
    assert f"/items/{meeting.items[1].id}/open" not in desk  # a heading has no button


def test_the_page_asks_the_same_number_of_questions(client: Client, world: World, count_queries: list[str]) -> None:
    small, large = draft(world, "一", "二"), nested_draft(world)
    client.as_(world.chair).get(f"/meetings/{small.id}/plan")
    count_queries.clear()
    client.get(f"/meetings/{small.id}/plan")
    few = len(count_queries)
    count_queries.clear()
    client.get(f"/meetings/{large.id}/plan")
    assert len(count_queries) == few


def test_the_wall_counts_items_and_never_headings(client: Client, world: World) -> None:
    meeting = draft(world, *(f"第{number}件" for number in range(1, 20)))
    put_under(world, *meeting.items[2:4], *meeting.items[6:9])
    convene(meeting=meeting, actor_id=world.chair.id)
    started(world, meeting)
    show_on_wall(meeting=meeting, view=WallView.AGENDA, actor_id=world.chair.id)
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/projector").text
    lines, headings = page.count('<span class="no">'), page.count(' head"')
    assert (lines, headings) == (14, 2)
    assert "0 of 17 items dealt with" in page
    assert "12 of 17 items on this page" in page
    assert "of 19" not in page
