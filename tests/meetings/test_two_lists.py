"""The two lists of an evening talk on the wall: what was raised, and who does what."""

from council.meetings.models import MeetingKind, WallView
from council.meetings.operations.noting import note_issue
from council.meetings.operations.session import show_on_wall
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World


def test_what_is_raised_stands_on_the_wall_as_it_is_noted(client: Client, world: World) -> None:
    talk = evening.in_session(world, present=3, kind=MeetingKind.EVENING_TALK)
    show_on_wall(meeting=talk, view=WallView.LISTS, actor_id=world.chair.id)
    wall = f"/meetings/{talk.id}/projector?token={talk.wall_token}"
    assert "What you say is written down here." in client.get(wall).text
    for number in range(1, 8):
        note_issue(meeting=talk, title=f"{number}号楼门禁坏了", actor_id=world.chair.id)
    page = client.get(wall).text
    assert "7号楼门禁坏了" in page
    assert "2号楼门禁坏了" not in page, "the newest five"
    assert '<b class="num">7</b>' in page
    assert "and 2 more" in page


def test_the_chair_has_a_button_for_it(client: Client, world: World) -> None:
    talk = evening.in_session(world, present=3, kind=MeetingKind.EVENING_TALK)
    client.as_(world.chair)
    assert "Two lists" in client.get(f"/meetings/{talk.id}/chair").text
    client.post(f"/meetings/{talk.id}/wall", {"view": "lists"})
    assert 'data-scene="lists"' in client.get(f"/meetings/{talk.id}/projector").text


def test_the_chair_looks_ahead_and_the_wall_stays(client: Client, world: World) -> None:
    talk = evening.in_session(world, present=3, kind=MeetingKind.EVENING_TALK)
    path = f"/meetings/{talk.id}/projector"
    assert 'data-scene="agenda"' in client.as_(world.chair).get(f"{path}?preview=1&view=agenda").text
    assert 'data-scene="welcome"' in client.get(f"{path}?view=agenda").text, "only the small copy looks ahead"
    assert 'data-scene="welcome"' in client.get(f"{path}?preview=1&view=nothing").text
    client.as_(None)
    assert 'data-scene="welcome"' in client.get(f"{path}?preview=1&view=agenda&token={talk.wall_token}").text
