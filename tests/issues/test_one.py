"""The page of one issue: what each reader sees and can do, with htmx and without."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from markupsafe import Markup

from council.base import clock
from council.base.db import db
from council.followup.operations import start_task
from council.issues import operations, panels
from council.issues.models import Issue, IssueState
from council.issues.timeline import story
from council.journal.operations import Ref, record
from tests.followup.conftest import Tasks
from tests.support.client import Client
from tests.support.world import World


def done(world: World, issue: Issue) -> Issue:
    operations.acknowledge(issue=issue, actor_id=world.grid_officer.id)
    return operations.solve_on_the_spot(issue=issue, actor_id=world.grid_officer.id, answer="换了阀门")


def path(issue: Issue, *more: str) -> str:
    return "/".join(["/issues", issue.number, *more])


OFFICERS = ["chair", "recorder", "grid_officer", "supervisor", "community_staff", "street_staff"]
READERS = ["resident", "neighbour", *OFFICERS]


@pytest.mark.parametrize("part", READERS)
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_everyone_of_the_estate_sees_it(client: Client, world: World, issue: Issue, part: str, language: str) -> None:
    page = client.as_(getattr(world, part)).get(path(issue), language=language)
    assert page.status_code == 200
    assert 'data-test="next-step"' in page.text
    assert "秦朗" in page.text


@pytest.mark.parametrize("part", ["stranger", "partner"])
@pytest.mark.parametrize("act", ["", "support", "support/withdrawal", "feedback", "acknowledgement", "rejection"])
def test_for_others_it_does_not_exist(client: Client, world: World, issue: Issue, part: str, act: str) -> None:
    client.as_(getattr(world, part))
    answer = client.post(path(issue, act)) if act else client.get(path(issue))
    assert answer.status_code == 404
    assert issue.title not in answer.text


def test_a_number_nobody_has_is_not_found(client: Client, world: World) -> None:
    assert client.as_(world.resident).get("/issues/GY-2026-9999").status_code == 404


def test_a_number_may_be_typed_small(client: Client, world: World, issue: Issue) -> None:
    assert client.as_(world.resident).get(path(issue).lower()).status_code == 200


def test_neighbours_read_a_masked_name_and_officers_the_whole(client: Client, world: World, issue: Issue) -> None:
    assert "周*" in client.as_(world.neighbour).get(path(issue)).text
    assert "周敏" not in client.get(path(issue)).text
    assert "周敏" in client.as_(world.grid_officer).get(path(issue)).text


def test_an_anonymous_name_is_hidden_from_all_but_the_officers_in_charge(
    client: Client, world: World, raised: Callable[..., Issue]
) -> None:
    issue = raised(anonymous=True)
    for person in (world.neighbour, world.recorder, world.supervisor):
        text = client.as_(person).get(path(issue)).text
        assert "周*" not in text
        assert "周敏" not in text
        assert "a neighbour" in text
    assert "周敏" in client.as_(world.chair).get(path(issue)).text


def test_supporting_twice_counts_once(client: Client, world: World, issue: Issue) -> None:
    client.as_(world.neighbour)
    assert 'data-test="support-issue"' in client.get(path(issue)).text
    for _ in range(2):
        assert client.post(path(issue, "support")).location == path(issue)
    page = client.get(path(issue)).text
    assert "1 neighbour has it too" in page
    assert 'data-test="withdraw-support"' in page
    client.post(path(issue, "support", "withdrawal"))
    assert "No other neighbour" in client.get(path(issue)).text


def test_htmx_gets_the_very_part_of_the_page(client: Client, world: World, issue: Issue) -> None:
    part = client.as_(world.neighbour).post(path(issue, "support"), htmx=True)
    assert part.status_code == 200
    assert part.text.strip().startswith('<section class="support" id="support"')
    assert "<html" not in part.text
    assert "1 neighbour has it too" in part.text


def test_the_own_issue_offers_no_support(client: Client, world: World, issue: Issue) -> None:
    assert "support-issue" not in client.as_(world.resident).get(path(issue)).text
    assert client.post(path(issue, "support")).status_code == 403


def test_a_settled_issue_says_why_it_takes_no_support(client: Client, world: World, issue: Issue) -> None:
    operations.reject(issue=issue, actor_id=world.chair.id, reason="请找城管热线")
    page = client.as_(world.neighbour).get(path(issue)).text
    assert "support-issue" not in page
    assert "请找城管热线" in page
    assert client.post(path(issue, "support")).status_code == 409


def test_officers_accept_decline_and_solve(client: Client, world: World, issue: Issue) -> None:
    client.as_(world.grid_officer)
    assert 'data-test="acknowledge"' in client.get(path(issue)).text
    assert client.post(path(issue, "acknowledgement")).status_code == 303
    assert client.post(path(issue, "resolution"), {"answer": ""}).status_code == 422
    assert client.post(path(issue, "resolution"), {"answer": "换了灯泡"}).status_code == 303
    assert db.session.get_one(Issue, issue.id).state == IssueState.RESOLVED
    assert client.post(path(issue, "rejection"), {"reason": "晚了"}).status_code == 409
    assert "换了灯泡" in client.as_(world.resident).get(path(issue)).text


def test_declining_without_a_reason_comes_back(client: Client, world: World, issue: Issue) -> None:
    answer = client.as_(world.chair).post(path(issue, "rejection"), {"reason": " "})
    assert answer.status_code == 422
    assert '<a href="#reject-reason">Say why' in answer.text


@pytest.mark.parametrize("act", ["acknowledgement", "rejection", "resolution", "closure"])
@pytest.mark.parametrize("part", ["resident", "neighbour", "recorder"])
def test_others_may_not_handle_it(client: Client, world: World, issue: Issue, part: str, act: str) -> None:
    answer = client.as_(getattr(world, part)).post(path(issue, act), {"reason": "x", "answer": "x"})
    assert answer.status_code == 403
    text = client.get(path(issue)).text
    assert not re.search('data-test="(acknowledge|reject|resolve|close)"', text)


def test_the_resident_is_asked_when_it_is_done(client: Client, world: World, issue: Issue) -> None:
    done(world, issue)
    assert 'id="feedback"' in client.as_(world.resident).get(path(issue)).text
    assert 'id="feedback"' not in client.as_(world.neighbour).get(path(issue)).text
    assert client.post(path(issue, "feedback"), {"solved": "yes"}).status_code == 403
    assert client.as_(world.resident).post(path(issue, "feedback"), {"solved": "yes"}).status_code == 303
    assert db.session.get_one(Issue, issue.id).state == IssueState.CONFIRMED


@pytest.mark.parametrize("sent", [{}, {"solved": "maybe"}, {"solved": "no"}, {"solved": "partly", "reason": " "}])
def test_an_unclear_answer_comes_back_in_place(
    client: Client, world: World, issue: Issue, sent: dict[str, str]
) -> None:
    done(world, issue)
    client.as_(world.resident)
    page = client.post(path(issue, "feedback"), sent)
    part = client.post(path(issue, "feedback"), sent, htmx=True)
    for answer in (page, part):
        assert answer.status_code == 422
        assert "error-summary" in answer.text
    assert part.text.strip().startswith('<section class="card card--live" id="feedback"')
    assert db.session.get_one(Issue, issue.id).state == IssueState.RESOLVED


def test_no_opens_it_again_and_the_reason_is_read_by_who_is_in_charge(
    client: Client, world: World, issue: Issue
) -> None:
    done(world, issue)
    sent = {"solved": "no", "reason": "还是漏水", "once": "k"}
    answers = [client.as_(world.resident).post(path(issue, "feedback"), sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert db.session.get_one(Issue, issue.id).state == IssueState.ACKNOWLEDGED
    text = client.as_(world.grid_officer).get(path(issue)).text
    assert "还是漏水" in text
    assert 'data-test="resolve"' in text
    assert 'data-test="reject"' in text


def test_what_went_to_the_supervisor_is_closed_there(client: Client, world: World, issue: Issue) -> None:
    for _ in range(2):
        done(world, issue) if issue.state == "submitted" else operations.resolve(issue=issue, actor_id=world.chair.id)
        client.as_(world.resident).post(path(issue, "feedback"), {"solved": "no", "reason": "漏"})
        db.session.refresh(issue)
    assert issue.state == IssueState.SUPERVISED
    assert client.as_(world.chair).post(path(issue, "closure")).status_code == 403
    assert 'data-test="close"' in client.as_(world.supervisor).get(path(issue)).text
    assert client.post(path(issue, "closure")).status_code == 303


def supervised(client: Client, world: World, issue: Issue) -> None:
    for _ in range(2):
        done(world, issue) if issue.state == "submitted" else operations.resolve(issue=issue, actor_id=world.chair.id)
        client.as_(world.resident).post(path(issue, "feedback"), {"solved": "no", "reason": "漏"})
        db.session.refresh(issue)


def test_the_supervisor_hands_back_with_a_sentence(client: Client, world: World, issue: Issue) -> None:
    supervised(client, world, issue)
    page = client.as_(world.supervisor).get(path(issue)).text
    assert "周敏" in page, "who looks into it may ask the one who raised it"
    assert 'data-test="hand-back"' in page
    assert f"/tasks/new?issue={issue.number}" in page
    assert client.post(path(issue, "return"), {"reason": ""}).status_code == 422
    assert client.as_(world.grid_officer).post(path(issue, "return"), {"reason": "再修"}).status_code == 403
    assert client.as_(world.supervisor).post(path(issue, "return"), {"reason": "三天内再修一次"}).status_code == 303
    assert db.session.get_one(Issue, issue.id).state == IssueState.ACKNOWLEDGED, "nobody had a task from it"
    text = client.as_(world.resident).get(path(issue)).text
    assert "Handed back by the supervisor" in text
    assert "三天内再修一次" in text


def test_closing_is_offered_when_the_week_is_over(client: Client, world: World, issue: Issue) -> None:
    done(world, issue)
    client.as_(world.chair)
    assert 'data-test="close"' not in client.get(path(issue)).text
    assert client.post(path(issue, "closure")).status_code == 409
    with clock.stopped(clock.now() + timedelta(days=9)):
        assert 'data-test="close"' in client.get(path(issue)).text


def test_the_timeline_names_officers_and_leaves_supporters_out(client: Client, world: World, issue: Issue) -> None:
    operations.support(issue=issue, actor_id=world.neighbour.id)
    done(world, issue)
    text = client.as_(world.members[5]).get(path(issue)).text
    assert "秦朗" in text
    assert "换了阀门" in text
    assert "陆小满" not in text
    assert "陆*" not in text


def test_higher_rooms_fill_the_slots(
    client: Client, world: World, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = panels.Told("供水公司换阀门", who="澄源供水 贺工", by=clock.today())
    monkeypatch.setattr(panels, "issue_panels", [lambda about, actor: Markup("<p>tasks of {}</p>").format(about.id)])
    monkeypatch.setattr(panels, "next_steps", [lambda about: None, lambda about: soon])
    text = client.as_(world.neighbour).get(path(issue)).text
    assert f"<p>tasks of {issue.id}</p>" in text
    assert "Next: 供水公司换阀门" in text
    assert "澄源供水 贺工" in text


def test_a_task_is_told_once(world: World, issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    neighbour = World.actor(world.neighbour)
    with clock.stopped(clock.now()):
        operations.assign(issue=issue, actor_id=world.chair.id)
        assert [line.action for line in story(issue, neighbour).lines][-1] == "issues.issue.assigned"
        record(  # as followup does in the same moment
            action="followup.task.added",
            place_id=world.estate.id,
            actor_id=world.chair.id,
            subject=Ref("task", 1),
            touched=[Ref("issue", issue.id)],
            data={"title": "换阀门", "due_on": "2026-11-25"},
        )
    assert "issues.issue.assigned" not in [line.action for line in story(issue, neighbour).lines]


@pytest.mark.parametrize(("part", "most"), [("resident", 18), ("chair", 24), ("neighbour", 19)])
def test_the_page_asks_as_little_with_many_tasks_and_photos_as_with_one(
    client: Client, world: World, issue: Issue, count_queries: list[str], part: str, most: int
) -> None:
    tasks = Tasks(world)

    def asked() -> int:
        client.get(path(issue))  # warm
        address = path(issue)
        count_queries.clear()
        client.get(address)
        return len(count_queries)

    client.as_(getattr(world, part))
    tasks.task(issue=issue)
    few = asked()
    for number in range(6):
        start_task(task=tasks.task(issue=issue, title=f"事{number}"), actor_id=world.grid_officer.id, note="开工")
    assert asked() == few <= most
