"""Terms and seats, as pure rules."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from council.permits.actor import Office
from council.residents.offices.rules import (
    EXPECTED,
    FITS,
    SINGLE,
    Term,
    TermProblem,
    cannot_stand_beside,
    fits,
    in_the_way,
    is_ending_soon,
    last_day_before,
    longest,
    same_line,
    term_problem,
)

TODAY = date(2026, 11, 25)
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))
terms = st.builds(Term, days, st.one_of(st.none(), days))


def test_every_office_has_a_kind_of_place_and_a_vacancy_is_of_one() -> None:
    assert set(FITS) == set(Office)
    assert all(fits(office, kind) for office, kind in EXPECTED.items())
    assert set(EXPECTED) >= SINGLE


@pytest.mark.parametrize(
    ("office", "kind", "can"),
    [
        (Office.BUILDING_HEAD, "entrance", True),
        (Office.BUILDING_HEAD, "grid", False),
        (Office.GRID_OFFICER, "grid", True),
        (Office.GRID_OFFICER, "building", False),
        (Office.ESTATE_HEAD, "estate", True),
        (Office.ESTATE_HEAD, "community", False),
        (Office.STREET_STAFF, "community", False),
    ],
)
def test_what_fits(office: Office, kind: str, can: bool) -> None:
    assert fits(office, kind) is can


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(terms, terms)
def test_overlap_is_a_day_in_both(one: Term, other: Term) -> None:
    day = max(one.since, other.since)
    assert one.overlaps(other) is (one.holds_on(day) and other.holds_on(day))
    assert one.overlaps(other) is other.overlaps(one)


@given(days, st.integers(-2, 3000))
def test_who_follows_never_overlaps_who_was_before(since: date, length: int) -> None:
    old = Term(since - timedelta(days=300), last_day_before(since))
    assert not old.overlaps(Term(since, since + timedelta(days=length)))
    assert in_the_way(Term(since), [old]) is None
    assert in_the_way(last := Term(last_day_before(since)), [old]) == old, last


@given(days)
def test_a_term_is_five_years_at_most(since: date) -> None:
    last = longest(since)
    assert term_problem(Term(since, last)) is None
    assert term_problem(Term(since, last + timedelta(days=1))) is TermProblem.TOO_LONG
    assert term_problem(Term(since, since - timedelta(days=1))) is TermProblem.BACKWARDS
    assert term_problem(Term(since)) is None
    assert 5 * 365 - 1 <= (last - since).days <= 5 * 366


def test_a_leap_days_term_ends_five_years_on() -> None:
    assert longest(date(2028, 2, 29)) == date(2033, 2, 28)


@pytest.mark.parametrize(("left", "soon"), [(-1, False), (0, True), (30, True), (31, False)])
def test_a_term_ends_soon_within_thirty_days(left: int, soon: bool) -> None:
    assert is_ending_soon(TODAY + timedelta(days=left), TODAY) is soon
    assert not is_ending_soon(None, TODAY)


def test_supervisors_hold_nothing_that_they_watch() -> None:
    assert Office.ESTATE_HEAD in cannot_stand_beside(Office.SUPERVISOR)
    assert cannot_stand_beside(Office.RECORDER) == {Office.SUPERVISOR}
    assert not cannot_stand_beside(Office.MEDIATOR)
    assert same_line("/1/2/", "/1/2/3/")
    assert not same_line("/1/2/", "/1/20/")
