"""The table of moves, proven: whatever people do in whatever order, an issue goes only where the table says."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Forbidden, Invalid
from council.issues import operations
from council.issues.models import Issue, IssueState, Solved
from council.issues.operations.counting import wrong_counts
from council.issues.operations.disputes import MediationState
from council.issues.operations.neighbours import wrong_supports
from council.issues.operations.standing import wrong_standings
from council.issues.operations.units import Role
from council.issues.queries.clocks import clocks_of
from council.issues.rules import AT_REST, FINAL, MOVES
from council.issues.rules.clocks import CLOCKS
from council.journal.operations import Ref
from council.journal.queries import history
from tests.support.world import World

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
MEETING, TASK = Ref("meeting", 1), Ref("task", 1)
#: What the parts of an issue's life can do to it, by name; each may be refused.
ACTS: dict[str, Callable[[World, Issue, Issue], object]] = {
    "acknowledge": lambda w, i, _o: operations.acknowledge(actor_id=w.grid_officer.id, issue=i),
    "acknowledge, another": lambda w, i, _o: operations.acknowledge(actor_id=w.chair.id, issue=i),
    "reject": lambda w, i, _o: operations.reject(actor_id=w.chair.id, issue=i, reason="不归小区"),
    "refer": lambda w, i, _o: operations.refer(actor_id=w.chair.id, issue=i, to=w.community, reason="要街道出面"),
    "refer higher": lambda w, i, _o: operations.refer(actor_id=w.chair.id, issue=i, to=w.street, reason="要街道出面"),
    "send back": lambda w, i, _o: operations.send_back(actor_id=w.street_staff.id, issue=i, reason="小区能办"),
    "put on agenda": lambda w, i, _o: operations.put_on_agenda(actor_id=w.chair.id, issue=i, meeting=MEETING),
    "take off agenda": lambda w, i, _o: operations.take_off_agenda(actor_id=w.chair.id, issue=i, meeting=MEETING),
    "put off": lambda w, i, _o: operations.put_off(actor_id=w.chair.id, issue=i, meeting=MEETING),
    "discussed": lambda w, i, _o: operations.discussed(actor_id=w.chair.id, issue=i, meeting=MEETING),
    "assign": lambda w, i, _o: operations.assign(actor_id=w.chair.id, issue=i, task=TASK),
    "unassign": lambda w, i, _o: operations.unassign(actor_id=w.chair.id, issue=i),
    "resolve": lambda w, i, _o: operations.resolve(actor_id=w.chair.id, issue=i),
    "on the spot": lambda w, i, _o: operations.solve_on_the_spot(actor_id=w.chair.id, issue=i, answer="修好了"),
    "yes": lambda w, i, _o: operations.give_feedback(actor_id=w.resident.id, issue=i, solved=Solved.YES, score=5),
    "partly": lambda w, i, _o: operations.give_feedback(
        actor_id=w.resident.id, issue=i, solved=Solved.PARTLY, reason="差一点"
    ),
    "no": lambda w, i, _o: operations.give_feedback(actor_id=w.resident.id, issue=i, solved=Solved.NO, reason="没修"),
    "close": lambda w, i, _o: operations.close(actor_id=w.supervisor.id, issue=i),
    "hand back": lambda w, i, _o: operations.hand_back(actor_id=w.supervisor.id, issue=i, reason="再去看看"),
    "merge": lambda w, i, o: operations.merge(actor_id=w.chair.id, source=i, target=o, reason="一回事"),
    "undo merge": lambda w, i, _o: operations.undo_merge(actor_id=w.chair.id, issue=i),
    "agree": lambda w, i, _o: operations.answer_merge(actor_id=w.resident.id, issue=i, agreed=True),
    "support": lambda w, i, _o: operations.support(actor_id=w.neighbour.id, issue=i),
    "withdraw": lambda w, i, _o: operations.withdraw_support(actor_id=w.neighbour.id, issue=i),
    "dispute": lambda w, i, _o: operations.mark_dispute(actor_id=w.chair.id, issue=i, kind="邻里"),
    "mediated": lambda w, i, _o: operations.bring_mediation(
        actor_id=w.chair.id, issue=i, state=MediationState.AGREED, outcome="和好了"
    ),
    "extend": lambda w, i, _o: operations.extend(
        actor_id=w.chair.id, issue=i, until=(i.due_at or NOW) + timedelta(days=3), reason="等配件"
    ),
    "ask unit": lambda w, i, _o: operations.ask_unit(
        actor_id=w.chair.id, issue=i, unit=w.unit, role=Role.LEAD, part="换阀门"
    ),
    "step up": lambda _w, _i, _o: operations.step_up_late(),
}
lives = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 400)), min_size=1, max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=lives)
def test_an_issue_goes_only_where_the_table_says(world: World, life: list[tuple[str, int]]) -> None:
    moment = NOW
    with clock.stopped(moment):
        issue = operations.raise_issue(actor_id=world.resident.id, place=world.building, title="楼道积水")
        other = operations.raise_issue(actor_id=world.neighbour.id, place=world.building, title="楼道又积水")
    for name, hours in life:
        moment += timedelta(hours=hours)
        with clock.stopped(moment):
            one_step(world, issue, other, name)
    assert (wrong_counts(), wrong_standings(), wrong_supports()) == ({}, {}, [])


def one_step(world: World, issue: Issue, other: Issue, name: str) -> None:
    before, told = issue.state, len(history("issue", issue.id))
    try:
        ACTS[name](world, issue, other)
    except (Conflict, Forbidden, Invalid):
        db.session.refresh(issue)
        assert (issue.state, len(history("issue", issue.id))) == (before, told), f"{name} was refused and changed it"
        return
    db.session.flush()
    written = len(history("issue", issue.id)) - told
    if issue.state != before:
        assert issue.state in reachable(before), f"{name}: {before} → {issue.state}"
        assert written == 1, f"{name} moved it and wrote {written} entries"
    sound_clocks(issue)


def reachable(state: str) -> set[IssueState]:
    """Where one act leads: a move, or a move that nobody takes up and that leads back to waiting at once."""
    once = {end for (start, _act), end in MOVES.items() if start == state}
    if state == IssueState.MERGED:
        return {start for start, act in MOVES if act == "merge"}
    return once | {end for (start, act), end in MOVES.items() if start in once and act == "unassign"}


def sound_clocks(issue: Issue) -> None:
    rows = clocks_of(issue.id)
    running = [row for row in rows if row.ended_at is None]
    assert [row.step for row in running] == ([CLOCKS[IssueState(issue.state)]] if issue.state in CLOCKS else [])
    assert (issue.due_at is None) == (issue.state in AT_REST)
    for row, later in zip(rows, rows[1:], strict=False):
        assert row.ended_at is not None
        assert row.started_at <= row.ended_at <= later.started_at


def test_every_state_but_the_last_ones_has_a_way_to_an_end() -> None:
    ends = set(FINAL)
    while more := {start for (start, _act), end in MOVES.items() if end in ends} - ends:
        ends |= more
    assert ends == set(IssueState)
    assert not {start for start, _act in MOVES} & FINAL
