"""The numbers of a place: from counters that the facts prove; the public list; several at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import update

from council.base import clock
from council.base.db import db, transaction
from council.issues import operations
from council.issues.models import Issue, IssueCount, IssueState, Solved
from council.issues.operations.counting import mend_counts, wrong_counts
from council.issues.queries.clocks import category_by_code
from council.issues.queries.numbers import period, report
from council.issues.rules.numbers import What, median_hours
from council.issues.states import Clock
from tests.support.client import Client
from tests.support.world import World

Raised = Callable[..., Issue]
NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
YEAR = period("2026", date(2026, 11, 18))


def life(world: World, raised: Raised, *answers: tuple[Solved, int]) -> Issue:
    """An issue of the resident: taken after two hours, done after five more, judged by `answers` in turn."""
    with clock.stopped(NOW):
        issue = raised()
    with clock.stopped(NOW + timedelta(hours=2)):
        operations.acknowledge(actor_id=world.chair.id, issue=issue)
    for at, (solved, score) in enumerate(answers):
        with clock.stopped(NOW + timedelta(hours=7 + 2 * at)):
            operations.solve_on_the_spot(actor_id=world.chair.id, issue=issue, answer="办好了")
        with clock.stopped(NOW + timedelta(hours=8 + 2 * at)):
            operations.give_feedback(
                actor_id=world.resident.id, issue=issue, solved=solved, reason="还差一点", score=score
            )
    return issue


def test_the_counters_are_what_the_facts_say(world: World, raised: Raised) -> None:
    life(world, raised, (Solved.NO, 1), (Solved.YES, 5))
    issue = life(world, raised, (Solved.PARTLY, 3))
    operations.reject(actor_id=world.chair.id, issue=raised(), reason="不归小区管")
    safety = category_by_code("safety")
    assert safety is not None
    operations.categorise(actor_id=world.chair.id, issue=issue, category=safety)
    assert wrong_counts() == {}
    found = report(world.estate.path, YEAR)
    assert (found.all.n(What.RAISED), found.all.n(What.RESOLVED), found.all.n(What.CONFIRMED)) == (3, 3, 2)
    assert (found.all.n(What.REOPENED), found.all.n(What.REJECTED)) == (1, 1)
    assert (found.all.solved_rate, found.all.satisfied_rate) == (Fraction(2, 3), Fraction(1, 3))
    assert found.medians[Clock.ACKNOWLEDGE] == 2
    assert found.by_category[safety.id].n(What.CONFIRMED) == 1
    assert report(world.other_estate.path, YEAR).all.n(What.RAISED) == 0


def test_a_wrong_counter_is_found_and_mended(world: World, raised: Raised) -> None:
    life(world, raised, (Solved.YES, 5))
    with transaction():
        db.session.execute(update(IssueCount).where(IssueCount.what == What.RAISED).values(n=7))
    assert list(wrong_counts().values()) == [(7, 1)]
    assert mend_counts() == 1
    assert wrong_counts() == {}


@pytest.mark.parametrize(
    ("code", "begin", "end"),
    [
        ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
        ("2026-02", date(2026, 2, 1), date(2026, 3, 1)),
        ("2025", date(2025, 1, 1), date(2026, 1, 1)),
        ("nonsense-Q9", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_a_period_is_read_from_the_address(code: str, begin: date, end: date) -> None:
    asked = period(code, date(2026, 11, 18))
    assert (asked.begin, asked.end) == (begin, end)


def test_the_median_is_one_that_was_counted() -> None:
    assert median_hours({1: 3, 5: 2, 9: 1}) == 1
    assert median_hours({1: 1, 5: 1, 9: 1}) == 5
    assert median_hours({}) is None


def test_the_page_is_public_and_asks_little(
    client: Client, world: World, raised: Raised, count_queries: list[str]
) -> None:
    life(world, raised, (Solved.YES, 4))
    page = client.get("/places/GY/numbers?period=2026")
    assert page.status_code == 200
    assert "100 %" in page.text
    count_queries.clear()
    client.get("/places/GY/numbers?period=2026")
    assert len(count_queries) <= 8
    assert client.get("/places/GY/numbers.csv").text.splitlines()[1].startswith("All,1,")
    assert client.get("/places/NO/numbers").status_code == 404


def test_everyone_reads_what_is_open_but_no_names_and_no_disputes(client: Client, world: World, raised: Raised) -> None:
    raised(title="3栋楼道积水", detail="电话13900001111")
    dispute = raised(title="楼上漏水赔偿")
    operations.mark_dispute(actor_id=world.chair.id, issue=dispute, kind="邻里漏水")
    page = client.get("/places/GY/issues").text
    assert "3栋楼道积水" in page
    assert "邻里漏水" in page
    for hidden in ("楼上漏水赔偿", dispute.number, world.resident.name, "13900001111"):
        assert hidden not in page


def test_several_at_once_name_what_could_not_be_done(client: Client, world: World, raised: Raised) -> None:
    first, second, gone = raised(), raised(), raised()
    for issue in (first, second):
        operations.acknowledge(actor_id=world.chair.id, issue=issue)
    operations.reject(actor_id=world.chair.id, issue=gone, reason="不归小区管")
    fields = {"number": [first.number, second.number, gone.number], "act": "resolve"}
    client.as_(world.chair)
    assert first.title in client.post("/issues/several", fields).text
    said = {**fields, "sure": "1", "said": "都办好了", f"said-{second.number}": "阀门换了"}
    page = client.post("/issues/several", said)
    assert "2 of 3" in page.text
    assert (first.answer, second.answer) == ("都办好了", "阀门换了")
    assert "2 of 3" not in client.post("/issues/several", said).text or first.state == IssueState.RESOLVED
    assert client.as_(world.neighbour).post("/issues/several", said).text.count("not done") == 3
