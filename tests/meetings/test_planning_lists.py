"""The list of meetings: who sees which, in which order, always with as many queries."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from council.base import clock
from council.meetings.operations.planning import cancel_meeting
from council.meetings.operations.session import adjourn
from tests.meetings.plans import NOW, convened, draft, started
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture(autouse=True)
def _sunday() -> Iterator[None]:
    with clock.stopped(NOW):
        yield


def test_a_resident_sees_what_is_called_and_no_drafts(client: Client, world: World) -> None:
    draft(world, title="还在想")
    convened(world, title="过冬")
    page = client.as_(world.resident).get("/meetings/")
    assert "过冬" in page.text
    assert "还在想" not in page.text
    assert "/meetings/new" not in page.text


def test_the_chair_sees_drafts_and_may_plan(client: Client, world: World) -> None:
    meeting = draft(world, title="还在想")
    page = client.as_(world.chair).get("/meetings/")
    assert "还在想" in page.text
    assert f"/meetings/{meeting.id}/plan" in page.text
    assert "/meetings/new" in page.text


def test_a_supervisor_sees_the_desk_without_drafts(client: Client, world: World) -> None:
    draft(world, title="还在想")
    convened(world, title="过冬")
    page = client.as_(world.supervisor).get("/meetings/")
    assert "还在想" not in page.text
    assert "过冬" in page.text
    assert "/meetings/new" not in page.text


def test_a_stranger_sees_meetings_of_the_own_estate_only(client: Client, world: World) -> None:
    convened(world, title="过冬")
    convened(world, title="听泉的事", place=world.other_estate)
    page = client.as_(world.stranger).get("/meetings/")
    assert "听泉的事" in page.text
    assert "过冬" not in page.text


def test_staff_of_the_community_see_all_its_estates(client: Client, world: World) -> None:
    convened(world, title="过冬")
    draft(world, title="听泉的事", place=world.other_estate)
    page = client.as_(world.community_staff).get("/meetings/")
    assert "过冬" in page.text
    assert "听泉的事" in page.text
    assert "听泉里" in page.text  # with several estates each row names its own


def test_the_running_meeting_stands_first_and_lights_the_lantern(client: Client, world: World) -> None:
    convened(world, title="先召集的", days=3)
    started(world, convened(world, title="正在开", days=9))
    for person in (world.resident, world.chair):
        page = client.as_(person).get("/meetings/").text
        assert 'class="brand lit"' in page
        assert "On now" in page
    desk = client.as_(world.chair).get("/meetings/").text
    assert desk.index("正在开") < desk.index("先召集的")


def test_past_meetings_have_their_own_tab_last_first(client: Client, world: World) -> None:
    for days, title in ((4, "早的"), (6, "晚的")):
        meeting = convened(world, title=title, days=days)
        adjourn(meeting=started(world, meeting), actor_id=world.chair.id)
    assert "早的" not in client.as_(world.resident).get("/meetings/").text
    past = client.get("/meetings/?show=past").text
    assert past.index("晚的") < past.index("早的")


def test_a_called_meeting_that_nobody_started_is_past_after_half_a_day(client: Client, world: World) -> None:
    convened(world, title="没人来", days=3)
    client.as_(world.resident)
    with clock.stopped(NOW + timedelta(days=3, hours=11)):
        assert "没人来" in client.get("/meetings/").text
    with clock.stopped(NOW + timedelta(days=3, hours=13)):
        assert "没人来" not in client.get("/meetings/").text
        assert "没人来" in client.get("/meetings/?show=past").text


def test_a_draft_put_away_is_shown_to_planners_only(client: Client, world: World) -> None:
    cancel_meeting(meeting=draft(world, title="算了"), reason="", actor_id=world.chair.id)
    assert "算了" not in client.as_(world.resident).get("/meetings/?show=past").text
    assert "算了" in client.as_(world.chair).get("/meetings/?show=past").text


@pytest.mark.parametrize("tab", ["", "?show=past"])
@pytest.mark.parametrize("part", ["resident", "chair", "supervisor", "partner"])
def test_empty_lists_say_what_to_do(client: Client, world: World, part: str, tab: str) -> None:
    page = client.as_(getattr(world, part)).get(f"/meetings/{tab}")
    assert 'class="empty"' in page.text


def test_nobody_signed_in_is_led_to_sign_in(client: Client, world: World) -> None:
    for path in ("/meetings/", "/meetings/new"):
        answer = client.as_(None).get(path)
        assert answer.status_code == 303
        assert "/sign-in" in answer.headers["Location"]


@pytest.mark.parametrize("part", ["resident", "chair"])
def test_thirty_meetings_cost_as_many_queries_as_five(
    client: Client, world: World, part: str, count_queries: list[str]
) -> None:
    client.as_(getattr(world, part))
    costs = []
    for more in (5, 25):
        for number in range(more):
            convened(world, f"议题{number}", "又一项", days=3 + number)
        count_queries.clear()
        assert client.get("/meetings/").status_code == 200
        costs.append(len(count_queries))
    assert costs[0] == costs[1]
    assert "page=2" in client.get("/meetings/").text
