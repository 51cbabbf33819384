"""Who hears of what, once, and how it is read."""

import pytest

from council.base.db import db
from council.followup.operations import finish_task, start_task
from council.issues.operations import acknowledge, support
from council.journal.deliveries import deliver_pending
from council.notifications.models import News
from council.notifications.operations import mark_read
from council.notifications.queries import unread
from tests.followup.conftest import Tasks
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture
def tasks(world: World) -> Tasks:
    """A maker of issues and tasks."""
    return Tasks(world)


def heard(person_id: int) -> list[str]:
    """The actions in a person's inbox, oldest first."""
    rows = db.session.scalars(db.select(News).where(News.person_id == person_id).order_by(News.id))
    return [news.entry.action for news in rows]


def test_reporter_and_supporters_hear_others_acts_only(tasks: Tasks) -> None:
    world = tasks.world
    issue = tasks.issue()
    support(actor_id=world.neighbour.id, issue=issue)
    acknowledge(actor_id=world.grid_officer.id, issue=issue)
    deliver_pending()
    assert heard(world.resident.id) == ["issues.issue.acknowledged"]
    assert heard(world.neighbour.id) == ["issues.issue.acknowledged"]
    assert heard(world.grid_officer.id) == []
    assert heard(world.stranger.id) == []


def test_an_act_of_the_reporter_is_no_news_to_the_reporter(tasks: Tasks) -> None:
    world = tasks.world
    issue = tasks.issue()
    tasks.task(issue=issue, lead_person_id=world.resident.id)
    deliver_pending()
    before = heard(world.resident.id)
    task = tasks.task(title="自己来", issue=issue, lead_person_id=world.resident.id)
    start_task(task=task, actor_id=world.resident.id)
    deliver_pending()
    assert heard(world.resident.id) == [*before, "followup.task.added"]


def test_who_is_in_charge_hears_of_the_task_and_a_unit_through_its_contact(tasks: Tasks) -> None:
    tasks.task()
    tasks.task(lead_unit_id=tasks.world.unit.id)
    deliver_pending()
    assert heard(tasks.world.grid_officer.id) == ["followup.task.added"]
    assert heard(tasks.world.partner.id) == ["followup.task.added"]


def test_the_loop_reaches_the_reporter_and_is_told_once(tasks: Tasks) -> None:
    world = tasks.world
    task = tasks.task(issue=tasks.issue())
    start_task(task=task, actor_id=world.grid_officer.id)
    finish_task(task=task, actor_id=world.grid_officer.id, note="好了")
    deliver_pending()
    deliver_pending()
    expected = ["followup.task.added", "followup.task.started", "followup.task.done", "issues.issue.resolved"]
    assert heard(world.resident.id) == expected
    assert unread(world.resident.id) == 4


def test_the_page_lists_news_with_sentences_and_marks_them_read(client: Client, tasks: Tasks) -> None:
    world = tasks.world
    issue = tasks.issue("东门太暗")
    task = tasks.task(issue=issue)
    deliver_pending()
    page = client.as_(world.resident).get("/news").text
    assert f"/tasks/{task.id}" in page
    assert "换灯48盏" in page
    assert "东门太暗" in page
    newest = db.session.scalar(db.select(db.func.max(News.id)).where(News.person_id == world.resident.id))
    start_task(task=task, actor_id=world.grid_officer.id)
    deliver_pending()
    client.post("/news/read", {"up_to": str(newest)})
    assert unread(world.resident.id) == 1


def test_nobody_marks_another_persons_news(client: Client, tasks: Tasks) -> None:
    tasks.task(issue=tasks.issue())
    deliver_pending()
    client.as_(tasks.world.neighbour).post("/news/read", {"up_to": "999999"})
    assert unread(tasks.world.resident.id) == 1
    mark_read(person_id=tasks.world.resident.id, up_to=999_999)
    assert unread(tasks.world.resident.id) == 0


def test_an_empty_inbox_says_what_will_stand_there(client: Client, world: World) -> None:
    assert "No news yet" in client.as_(world.stranger).get("/news").text


def test_the_page_asks_the_same_for_3_and_18_news(client: Client, tasks: Tasks, count_queries: list[str]) -> None:
    def ask() -> int:
        db.session.expire_all()
        count_queries.clear()
        client.get("/news")
        return len(count_queries)

    def happen(times: int) -> None:
        for each in range(times):
            tasks.task(issue=tasks.issue(f"事{each}"))
        deliver_pending()

    client.as_(tasks.world.resident)
    happen(3)
    few = ask()
    happen(15)
    assert ask() == few
