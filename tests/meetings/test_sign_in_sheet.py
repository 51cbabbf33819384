"""The door: found by pinyin, and the sheet that is signed on paper."""

from council.base.db import db
from council.meetings.models import MeetingKind
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World


def test_found_by_the_first_letters(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    someone = world.members[6]
    someone.name, someone.initials = "王晓明", "wxm"
    path = f"/meetings/{meeting.id}/door"
    db.session.commit()
    client.as_(world.chair)
    assert "王晓明" in client.get(f"{path}?q=WX").text
    assert "王晓明" not in client.get(f"{path}?q=zz").text


def test_the_sheet_names_the_members_and_has_lines_for_others(world: World, client: Client) -> None:
    meeting = evening.in_session(world, present=2)
    path, names = f"/meetings/{meeting.id}/sign-in-sheet", [member.name for member in world.members]
    client.as_(world.chair)
    page = client.get(path).text
    assert all(name in page for name in names)
    assert page.count("<tr>") == len(names) + 10 + 2
    client.as_(world.members[5])
    assert client.get(path).status_code == 403


def test_a_talk_has_only_lines(world: World, client: Client) -> None:
    meeting = evening.convened(world, kind=MeetingKind.EVENING_TALK)
    path = f"/meetings/{meeting.id}/sign-in-sheet"
    client.as_(world.chair)
    page = client.get(path).text
    assert "sheet-members" not in page
    assert page.count("<tr>") == 25 + 1
