"""Views lined up for a wall, and the pictures shown last."""

import re

import pytest

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.meetings.loading import load_room
from council.meetings.models import Meeting, WallView
from council.meetings.operations.session import open_item
from council.meetings.walls.history import TOLD, Shown, picture_before, pictures_shown
from council.meetings.walls.lining import MOST_LINES, drop_line, line_up, lines_of, move_line, show_next
from council.meetings.walls.models import NextView
from council.meetings.walls.operations import add_wall, remove_wall, show_view
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World


def put(world: World, meeting: Meeting, view: WallView, slot: str = "a") -> NextView:
    return line_up(meeting=meeting, slot=slot, view=view, actor_id=world.chair.id)


def waiting(meeting: Meeting, slot: str = "a") -> list[str]:
    db.session.commit()
    return [line.view for line in lines_of(meeting.id, slot)]


def test_a_line_is_made_moved_and_shown_once(world: World) -> None:
    meeting = evening.in_session(world)
    agenda, tasks, welcome = (
        put(world, meeting, view) for view in (WallView.AGENDA, WallView.ACTIONS, WallView.WELCOME)
    )
    for _twice in range(2):
        move_line(meeting=meeting, line_id=welcome.id, at=3, up=True)
    assert waiting(meeting) == ["agenda", "welcome", "actions"]
    move_line(meeting=meeting, line_id=agenda.id, at=1, up=True)
    move_line(meeting=meeting, line_id=agenda.id, at=1, up=False)
    assert waiting(meeting) == ["welcome", "agenda", "actions"]
    first = welcome.id
    for _twice in range(2):
        show_next(meeting=meeting, line_id=first, actor_id=world.chair.id)
    assert waiting(meeting) == ["agenda", "actions"]
    assert meeting.wall_view == "welcome"
    gone = tasks.id
    for _twice in range(2):
        drop_line(meeting=meeting, line_id=gone)
    assert waiting(meeting) == ["agenda"]


def test_a_line_belongs_to_its_wall_and_goes_with_it(world: World) -> None:
    meeting = evening.in_session(world)
    screen = add_wall(meeting=meeting, name="门厅", actor_id=world.chair.id)
    put(world, meeting, WallView.AGENDA)
    line = put(world, meeting, WallView.WELCOME, "b")
    show_next(meeting=meeting, line_id=line.id, actor_id=world.chair.id)
    assert (meeting.wall_view, screen.view) == ("auto", "welcome")
    put(world, meeting, WallView.ACTIONS, "b")
    remove_wall(screen=screen, actor_id=world.chair.id)
    assert (waiting(meeting), waiting(meeting, "b")) == (["agenda"], [])
    with pytest.raises(Conflict):
        put(world, meeting, WallView.AGENDA, "b")


def test_a_form_sent_twice_lines_up_once_and_the_line_ends(world: World, english: None) -> None:
    meeting = evening.in_session(world)
    for _twice in range(2):
        line_up(meeting=meeting, slot="a", view=WallView.AGENDA, actor_id=world.chair.id, key="k")
    assert waiting(meeting) == ["agenda"]
    for _more in range(MOST_LINES - 1):
        put(world, meeting, WallView.AGENDA)
    with pytest.raises(Conflict, match="lined up already"):
        put(world, meeting, WallView.AGENDA)


def test_a_line_of_another_meeting_is_not_touched(world: World) -> None:
    mine, other = evening.in_session(world), evening.in_session(world)
    line = put(world, other, WallView.AGENDA)
    show_next(meeting=mine, line_id=line.id, actor_id=world.chair.id)
    drop_line(meeting=mine, line_id=line.id)
    assert waiting(other) == ["agenda"]
    assert mine.wall_view == "auto"


def test_the_last_ten_pictures(world: World) -> None:
    meeting = evening.in_session(world)
    add_wall(meeting=meeting, name="门厅", actor_id=world.chair.id)
    show_view(meeting=meeting, slot="b", view=WallView.WELCOME, actor_id=world.chair.id)
    open_item(item=meeting.items[0], actor_id=world.chair.id)
    show_view(meeting=meeting, slot="a", view=WallView.AGENDA, actor_id=world.chair.id)
    found = [(each.view, each.slot, each.wall) for each in pictures_shown(meeting.id)]
    assert found == [("agenda", "a", ""), ("item", "a", ""), ("welcome", "b", "门厅")]
    for view in (WallView.BLANK, WallView.AGENDA) * TOLD:
        show_view(meeting=meeting, slot="a", view=view, actor_id=world.chair.id)
    assert len(pictures_shown(meeting.id)) == TOLD


def test_by_plain_forms(world: World, client: Client) -> None:
    meeting = evening.in_session(world)
    home = f"/meetings/{meeting.id}/chair"
    client.as_(world.chair)
    for view in ("agenda", "actions"):
        assert client.post(f"/meetings/{meeting.id}/lines", {"view": view, "wall": "a"}).location == home
    page = client.get(home).text
    found = re.search(r'action="(/meetings/\d+/lines/\d+/showing)"', page)
    assert found
    assert page.count('data-key="n"') == 1
    for _twice in range(2):
        assert client.post(found[1]).location == home
    assert waiting(meeting) == ["actions"]
    assert 'data-test="show-again"' in client.get(home).text
    line = lines_of(meeting.id, "a")[0].id
    assert client.post(f"/meetings/{meeting.id}/lines/{line}/position", {"to": "up", "at": "x"}).status_code == 303
    assert client.post(f"/meetings/{meeting.id}/lines/{line}/removal", htmx=True).status_code == 200
    assert waiting(meeting) == []
    assert client.post(f"/meetings/{meeting.id}/lines", {"view": "nothing"}).status_code == 422


def test_who_may_not_chair_lines_up_nothing(world: World, client: Client) -> None:
    meeting = evening.in_session(world)
    line = put(world, meeting, WallView.AGENDA)
    path = f"/meetings/{meeting.id}/lines"
    for person in (world.members[5], world.recorder):
        client.as_(person)
        assert client.post(path, {"view": "agenda"}).status_code == 403
        for verb in ("showing", "position", "removal"):
            assert client.post(f"{path}/{line.id}/{verb}").status_code == 403
    assert waiting(meeting) == ["agenda"]


@pytest.mark.parametrize(
    ("newest_first", "chosen", "before"),
    [
        ("", "auto", None),
        ("item", "auto", None),
        ("item item", "auto", None),
        ("item auto agenda", "auto", "agenda"),
        ("agenda auto blank", "agenda", "auto"),
        ("blank agenda", "blank", "agenda"),
    ],
)
def test_the_picture_before_is_another_than_what_shows_now(newest_first: str, chosen: str, before: str | None) -> None:
    shown = [Shown(clock.now(), WallView(view), "a", "") for view in newest_first.split()]
    other = [Shown(clock.now(), WallView.LISTS, "b", "")]
    assert picture_before([*other, *shown], "a", chosen) == before


def test_going_back_says_so_and_takes_no_step_back(world: World, client: Client) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    path = f"/meetings/{meeting.id}/wall"
    client.as_(world.chair).post(path, {"view": "agenda"})
    page = client.post(path, {"view": "blank"}, htmx=True).text
    again = re.search(r'name="view" value="(\w+)"><input type="hidden" name="back"', page)
    assert again is not None
    answer = client.post(path, {"view": again[1], "back": "1"}, htmx=True).text
    assert "The wall is back at: Agenda. No step was taken back." in answer
    assert load_room(meeting.id).open_poll is not None
