"""The way from an issue onto an agenda: in the list's rows and on the issue's page; what an issue shows of it."""

from collections.abc import Iterator

import pytest

from council.base import clock
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene
from tests.meetings.plans import NOW, an_issue, convened, draft, started
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture(autouse=True)
def _sunday() -> Iterator[None]:
    with clock.stopped(NOW):
        yield


BUTTON = 'data-test="add-to-agenda"'


def test_without_an_agenda_one_plans_a_meeting(client: Client, world: World) -> None:
    issue = an_issue(world, "楼道积水")
    for path in ("/issues/", f"/issues/{issue.number}"):
        page = client.as_(world.chair).get(path).text
        assert f"/meetings/new?issue={issue.number}" in page
        assert BUTTON not in page


def test_with_one_agenda_one_tap_is_enough(client: Client, world: World) -> None:
    issue, meeting = an_issue(world, "楼道积水"), draft(world)
    for path in ("/issues/", f"/issues/{issue.number}"):
        page = client.as_(world.chair).get(path).text
        assert page.count(BUTTON) == 1
        assert '<select class="input select" name="meeting"' not in page
    back = "/issues/?tab=open&page=1"
    for _tap in range(2):
        answer = client.post(
            "/agenda-items",
            {"meeting": str(meeting.id), "issue": issue.number, "back": back, "once": "k-6"},
        )
        assert (answer.status_code, answer.headers["Location"]) == (303, back)
    assert [item.issue_id for item in meeting.items] == [issue.id]
    for path in ("/issues/", f"/issues/{issue.number}"):
        page = client.get(path).text
        assert BUTTON not in page
        assert f"/meetings/{meeting.id}/plan" in page
        assert "Weekend council no. 1" in page


def test_with_several_agendas_one_chooses_and_drafts_come_first(client: Client, world: World) -> None:
    an_issue(world, "楼道积水")
    called, planned = convened(world, days=5), draft(world, days=9)
    page = client.as_(world.chair).get("/issues/").text
    assert page.count(BUTTON) == 1
    assert page.index(f'<option value="{planned.id}"') < page.index(f'<option value="{called.id}"')
    assert "(only discussion)" in page


def test_with_htmx_the_button_becomes_a_badge(client: Client, world: World) -> None:
    issue, meeting = an_issue(world, "楼道积水"), draft(world)
    answer = client.as_(world.chair).post(
        "/agenda-items", {"meeting": str(meeting.id), "issue": issue.number, "back": "/issues/", "once": "k"}, htmx=True
    )
    assert answer.status_code == 200
    assert answer.text.startswith(f'<div class="to-agenda" id="to-agenda-{issue.id}"')
    assert "On the agenda" in answer.text
    assert BUTTON not in answer.text


def test_nobody_is_sent_to_another_site(client: Client, world: World) -> None:
    issue, meeting = an_issue(world, "楼道积水"), draft(world)
    answer = client.as_(world.chair).post(
        "/agenda-items", {"meeting": str(meeting.id), "issue": issue.number, "back": "//example.org/"}
    )
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("chosen", ["", "x", "999999", "9" * 30])
def test_an_agenda_that_does_not_exist(client: Client, world: World, chosen: str) -> None:
    issue = an_issue(world, "楼道积水")
    answer = client.as_(world.chair).post("/agenda-items", {"meeting": chosen, "issue": issue.number})
    assert answer.status_code == 404


@pytest.mark.parametrize("part", ["resident", "recorder", "supervisor", "grid_officer"])
def test_others_have_no_button_and_no_right(client: Client, world: World, part: str) -> None:
    issue, meeting = an_issue(world, "楼道积水"), convened(world)
    client.as_(getattr(world, part))
    assert BUTTON not in client.get("/issues/").text
    assert "/meetings/new?issue" not in client.get(f"/issues/{issue.number}").text
    answer = client.post("/agenda-items", {"meeting": str(meeting.id), "issue": issue.number})
    assert answer.status_code in (403, 404)
    assert len(meeting.items) == 1


def test_a_settled_issue_has_no_button(client: Client, world: World) -> None:
    issue = an_issue(world, "楼道积水")
    draft(world)
    client.as_(world.chair).post(f"/issues/{issue.number}/rejection", {"reason": "不归小区管"})
    assert issue.state == "rejected"
    assert BUTTON not in client.get(f"/issues/{issue.number}").text


def test_the_rows_cost_the_same_for_any_number_of_issues(
    client: Client, world: World, count_queries: list[str]
) -> None:
    draft(world), convened(world)
    client.as_(world.chair)
    costs = []
    for more in (4, 12):
        for number in range(more):
            an_issue(world, f"事{number}")
        count_queries.clear()
        page = client.get("/issues/").text
        costs.append(len(count_queries))
    assert page.count(BUTTON) == 16
    assert costs[0] == costs[1]


def test_an_issue_says_where_it_is_discussed(client: Client, world: World) -> None:
    issue, meeting = an_issue(world, "楼道积水"), draft(world)
    add_item(meeting=meeting, title=issue.title, issue=issue, actor_id=world.chair.id)
    own = client.as_(world.resident).get(f"/issues/{issue.number}").text
    assert 'id="issue-talks"' not in own  # a draft is nobody's business yet
    assert 'id="issue-talks"' in client.as_(world.chair).get(f"/issues/{issue.number}").text
    convene(meeting=meeting, actor_id=world.chair.id)
    own = client.as_(world.resident).get(f"/issues/{issue.number}").text
    assert 'id="issue-talks"' in own
    assert "It is discussed at Weekend council no. 1, 3栋活动室." in own
    started(world, meeting)
    assert "On now" in client.get(f"/issues/{issue.number}").text
