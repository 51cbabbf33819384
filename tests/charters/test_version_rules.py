"""The life of a version as a table, and how it stands on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.charters.presets import PROCEDURES
from council.charters.rules import Force
from council.charters.rules.example import example
from council.charters.rules.versions import (
    MOVES,
    Standing,
    Step,
    VersionState,
    after,
    last_day,
    may_adopt,
    standing,
    takes_remarks,
)
from council.tally.decision import decide
from council.tally.figures import Figures

DAY = date(2026, 3, 1)


def test_the_way_from_draft_to_force() -> None:
    state = VersionState.DRAFT
    for step in (Step.CONSULT, Step.ADOPT, Step.FILE, Step.ENFORCE):
        found = after(state, step)
        assert found is not None
        state = found
    assert state is VersionState.IN_FORCE


@pytest.mark.parametrize("state", list(VersionState))
@pytest.mark.parametrize("step", list(Step))
def test_what_is_not_in_the_table_cannot_be_done(state: VersionState, step: Step) -> None:
    assert after(state, step) == MOVES.get((state, step))


def test_what_was_adopted_is_never_withdrawn() -> None:
    withdrawable = {state for state, step in MOVES if step is Step.WITHDRAW}
    assert withdrawable == {VersionState.DRAFT, VersionState.CONSULTED}


@given(st.integers(-400, 400), st.integers(1, 400), st.integers(-400, 800))
def test_one_that_replaces_another_holds_from_the_day_the_other_ends(first: int, length: int, on: int) -> None:
    begins, ends, day = (DAY + timedelta(days=days) for days in (first, first + length, on))
    old = standing("in_force", begins, ends, day)
    new = standing("in_force", ends, None, day)
    assert (old is Standing.IN_FORCE) + (new is Standing.IN_FORCE) == (1 if day >= begins else 0)
    assert (old is Standing.SUPERSEDED) == (new is Standing.IN_FORCE)


def test_other_states_stand_as_they_are() -> None:
    assert standing("filed", None, None, DAY) is Standing.FILED
    assert standing("in_force", DAY + timedelta(days=1), None, DAY) is Standing.COMING


def test_fifteen_days_do_not_count_the_first() -> None:
    assert last_day(DAY) == date(2026, 3, 16)


def test_remarks_are_taken_up_to_and_on_the_last_day() -> None:
    assert takes_remarks("consulted", DAY, DAY)
    assert not takes_remarks("consulted", DAY, DAY + timedelta(days=1))
    assert not takes_remarks("adopted", DAY, DAY)


def test_only_what_binds_adopts() -> None:
    assert [force for force in Force if may_adopt(force)] == [Force.BINDING]


def test_the_example_of_the_council() -> None:
    found = example(PROCEDURES["gy_council"].rule, 46)
    assert found is not None
    assert (found.entitled, found.quorum, found.present, found.passes) == (46, 31, 33, 17)


@given(st.sampled_from(sorted(PROCEDURES)), st.integers(1, 700))
def test_an_example_says_what_the_count_would_say(code: str, people: int) -> None:
    rule = PROCEDURES[code].rule
    found = example(rule, people)
    if rule is None or found is None or rule.weighs:
        return
    for votes, outcome in ((found.passes, "carried"), (found.passes - 1, "not_carried")):
        if votes <= found.present:
            against = found.present - votes
            assert decide(rule, Figures(people, found.present, votes, against, 0)).outcome in (outcome, "no_quorum")
    assert (
        found.quorum is None
        or decide(rule, Figures(people, found.quorum, 1, 0, 0)).has_quorum
        or any(test.counted == "participating" for test in rule.stage("quorum"))
    )


def test_nobody_makes_no_example() -> None:
    assert example(PROCEDURES["gy_council"].rule, 0) is None
    assert example(None, 46) is None
