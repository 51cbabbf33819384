"""S3: a hygiene dead corner. Yellow, red, stepped up; solved, “not”, opened again, confirmed; the three rates."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from sqlalchemy import select

from council.base import clock
from council.base.db import db
from council.issues import operations
from council.issues.models import Issue, IssueState, IssueUnit, Solved
from council.issues.operations.units import PartState, Role
from council.issues.queries.clocks import clocks_of
from council.issues.queries.numbers import period, report
from council.issues.rules import Light, light
from council.issues.rules.numbers import What
from council.issues.states import Clock
from council.organisation.operations import add_unit
from tests.support.client import Client
from tests.support.world import World

#: Monday, 9:00: hours of work are 9 to 12 and 13 to 18.
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def at(issue: Issue, moment: datetime) -> Light | None:
    return light(issue.warn_at, issue.due_at, moment)


def test_a_dead_corner_is_late_stepped_up_and_opened_again_once(client: Client, world: World) -> None:
    with clock.stopped(MONDAY):
        issue = operations.raise_issue(actor_id=world.resident.id, place=world.building, title="3栋后面垃圾堆成山")
    yellow_then_red(world, issue)
    worked_on_together(world, issue)
    with clock.stopped(MONDAY + timedelta(days=5)):
        operations.solve_on_the_spot(actor_id=world.chair.id, issue=issue, answer="23人周末清理干净")
    with clock.stopped(MONDAY + timedelta(days=6)):
        answer = {"solved": Solved.NO, "reason": "碎砖还在", "score": 2}
        operations.give_feedback(actor_id=world.resident.id, issue=issue, **answer)
        assert (issue.state, issue.reopened) == (IssueState.ASSIGNED, 1)
    with clock.stopped(MONDAY + timedelta(days=7)):
        for row in issue_units(issue):
            operations.report_part(actor_id=world.partner.id, row=row, state=PartState.DONE, said="碎砖运走了")
        operations.solve_on_the_spot(actor_id=world.chair.id, issue=issue, answer="碎砖已运走")
        operations.give_feedback(actor_id=world.resident.id, issue=issue, solved=Solved.YES, score=4)
    assert issue.state == IssueState.CONFIRMED
    told_in_the_timeline(client, world, issue)
    rates(world)


def yellow_then_red(world: World, issue: Issue) -> None:
    """Eight working hours from 9:00 with an hour for lunch: due at 18:00, near its end from 80 %, 16:24, on."""
    assert issue.due_at == MONDAY + timedelta(hours=9)
    assert at(issue, MONDAY + timedelta(hours=7, minutes=23)) is Light.OK
    assert at(issue, MONDAY + timedelta(hours=7, minutes=24)) is Light.SOON
    assert at(issue, MONDAY + timedelta(hours=9, minutes=1)) is Light.LATE
    with clock.stopped(MONDAY + timedelta(hours=8)):
        assert operations.step_up_late() == 0
    with clock.stopped(MONDAY + timedelta(hours=10)):
        assert operations.step_up_late() == 1
        assert operations.step_up_late() == 0
        operations.acknowledge(actor_id=world.grid_officer.id, issue=issue)


def worked_on_together(world: World, issue: Issue) -> None:
    with clock.stopped(MONDAY + timedelta(days=1)):
        station = add_unit(code="sanitation", name="环卫站", phone="0700 12 0011", place=world.street)
        ask = operations.ask_unit
        ask(actor_id=world.chair.id, issue=issue, unit=world.unit, role=Role.LEAD, part="找车")
        ask(actor_id=world.chair.id, issue=issue, unit=station, role=Role.SUPPORT, part="出人清运")
        for row in issue_units(issue):
            operations.report_part(actor_id=world.partner.id, row=row, state=PartState.DONE, said="办了")


def issue_units(issue: Issue) -> list[IssueUnit]:
    query = select(IssueUnit).where(IssueUnit.issue_id == issue.id).order_by(IssueUnit.id)
    return list(db.session.scalars(query))


def told_in_the_timeline(client: Client, world: World, issue: Issue) -> None:
    steps = [row.step for row in clocks_of(issue.id)]
    assert steps == [Clock.ACKNOWLEDGE, Clock.ANSWER, Clock.SOLVE, Clock.JUDGE, Clock.SOLVE, Clock.JUDGE]
    page = client.as_(world.resident).get(f"/issues/{issue.number}").text
    assert "碎砖还在" in page
    assert "23人周末清理干净" in page


def rates(world: World) -> None:
    found = report(world.estate.path, period("2026", date(2026, 11, 25))).all
    assert (found.n(What.ANSWERED), found.n(What.ANSWERED_IN_TIME)) == (1, 1)
    assert (found.n(What.RESOLVED), found.n(What.CONFIRMED), found.n(What.REOPENED)) == (2, 1, 1)
    assert found.answered_rate == 1
    assert (found.solved_rate, found.satisfied_rate) == (Fraction(1, 2), Fraction(1, 2))
