"""The two lists of an evening talk on the wall: what was raised, and who does what."""

from datetime import timedelta

from council.base import clock
from council.followup.operations import add_task
from council.journal.operations import Ref
from council.meetings.models import Meeting, MeetingKind, WallView
from council.meetings.operations.noting import note_issue
from council.meetings.operations.session import adjourn, open_item, show_on_wall
from council.meetings.operations.votes import cancel_vote, close_vote, open_straw_poll, publish_vote
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


def test_the_wall_calls_the_lists_by_their_names(client: Client, world: World) -> None:
    talk = evening.in_session(world, present=3, kind=MeetingKind.EVENING_TALK)
    show_on_wall(meeting=talk, view=WallView.LISTS, actor_id=world.chair.id)
    page = client.get(f"/meetings/{talk.id}/projector?token={talk.wall_token}").text
    assert "Tasks given out <small>Who does what, by when</small>" in page


def handed_out(world: World, talk: Meeting) -> None:
    add_task(
        title="起草巡防公约",
        place=world.estate,
        origin=Ref("meeting", talk.id),
        origin_label="居民夜话",
        issue=None,
        lead_person_id=world.grid_officer.id,
        lead_unit_id=None,
        due_on=clock.today() + timedelta(days=15),
        actor_id=world.chair.id,
    )


def test_after_a_talk_phones_show_both_lists_and_what_was_asked(client: Client, world: World) -> None:
    talk = evening.in_session(world, present=3, kind=MeetingKind.EVENING_TALK)
    issue = note_issue(meeting=talk, title="车棚监控坏了", actor_id=world.chair.id)
    handed_out(world, talk)
    item = open_item(item=talk.items[0], actor_id=world.chair.id)
    poll = open_straw_poll(item=item, question="先修哪个车棚", actor_id=world.chair.id)
    evening.votes(world, poll, 2, 1)
    client.as_(world.members[0])
    assert "Issues raised" not in client.get(f"/meetings/{talk.id}").text, "while it is on, phones show what is on"
    close_vote(poll=poll, meeting=talk, actor_id=world.chair.id)
    publish_vote(poll=poll, meeting=talk, actor_id=world.chair.id)
    dropped = open_straw_poll(item=item, question="要不要换锁", actor_id=world.chair.id)
    cancel_vote(poll=dropped, meeting=talk, reason="问得不清楚", actor_id=world.chair.id)
    adjourn(meeting=talk, actor_id=world.chair.id)
    page = client.get(f"/meetings/{talk.id}").text
    raised, given, asked = (
        page.partition(f'data-test="{name}"')[2] for name in ("issue-list", "task-list", "straw-list")
    )
    assert f'href="/issues/{issue.number}"' in raised
    assert "车棚监控坏了" in raised
    assert "起草巡防公约" in given
    assert world.grid_officer.name in given
    assert "先修哪个车棚" in asked
    assert '<span class="num">2</span>' in asked
    assert "要不要换锁" not in asked


def test_a_talk_of_which_nothing_came_says_so(client: Client, world: World) -> None:
    talk = evening.in_session(world, present=3, kind=MeetingKind.EVENING_TALK)
    adjourn(meeting=talk, actor_id=world.chair.id)
    page = client.as_(world.members[0]).get(f"/meetings/{talk.id}").text
    assert "No issue was noted." in page
    assert "No task was given out." in page
    assert "Straw polls" not in page


def test_a_council_without_either_shows_its_agenda_alone(client: Client, world: World) -> None:
    council = evening.in_session(world, present=3)
    adjourn(meeting=council, actor_id=world.chair.id)
    page = client.as_(world.members[0]).get(f"/meetings/{council.id}").text
    assert "What came out" in page
    assert "Issues raised" not in page


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
