"""How long misses make wait, and whom a flood of them does not hold back: for any history of misses."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from council.accounts import guessing_rules as rules
from council.accounts.guessing_rules import Misses

NOON = datetime(2026, 11, 25, 4, tzinfo=UTC)
pauses = st.lists(st.floats(0, 7200), max_size=80)


def after(pauses: list[float], miss: object) -> tuple[Misses, datetime]:
    seen, now = Misses(), NOON
    for pause in pauses:
        now += timedelta(seconds=pause)
        seen = miss(seen, now)  # type: ignore[operator]
    return seen, now


@given(pauses, st.sampled_from([30, 60, 900]))
def test_nobody_waits_longer_than_the_longest_nor_for_less_than_six_misses(pauses: list[float], longest: int) -> None:
    seen, now = after(pauses, rules.missed)
    left = rules.seconds_left(seen, longest, now)
    assert 0 <= left <= longest
    assert not (left and len(pauses) <= rules.FREE)


@given(pauses, st.floats(0, 1000), st.floats(0, 1000))
def test_waiting_always_helps(pauses: list[float], soon: float, later: float) -> None:
    seen, now = after(pauses, rules.missed)
    first = rules.seconds_left(seen, 900, now + timedelta(seconds=soon))
    assert rules.seconds_left(seen, 900, now + timedelta(seconds=soon + later)) <= first


def test_each_miss_beyond_the_free_ones_doubles_the_wait() -> None:
    waits = [rules.wait_after(misses, 60) for misses in range(13)]
    assert waits == [0, 0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert rules.wait_after(500, rules.longest("password")) == 900
    assert rules.longest("slip") == 60


def test_an_hour_of_rest_forgets() -> None:
    seen = Misses(count=40, at=NOON)
    assert rules.seconds_left(seen, 900, NOON + rules.REST) == 0
    assert rules.missed(seen, NOON + rules.REST).count == 1


@given(pauses)
def test_an_address_is_never_fuller_than_its_bucket(pauses: list[float]) -> None:
    seen, now = after(pauses, rules.address_missed)
    assert 0 <= rules.fullness(seen, now) <= rules.BURST
    assert rules.address_wait(seen, now) <= rules.REFILL


def test_an_address_may_miss_sixty_times_then_once_in_two_seconds() -> None:
    seen, now = after([0.0] * 59, rules.address_missed)
    assert rules.address_wait(seen, now) == 0
    seen = rules.address_missed(seen, now)
    assert rules.address_wait(seen, now) == 2
    assert rules.address_wait(seen, now + timedelta(seconds=2)) == 0


def test_a_seasoned_device_gets_through_once_and_600_of_them_do() -> None:
    seen, now = after([0.0] * 60, rules.address_missed)
    old, fresh = now - timedelta(seconds=3), now - timedelta(seconds=2)
    assert rules.gets_through(seen, Misses(), old, now)
    assert not rules.gets_through(seen, Misses(), fresh, now)
    assert not rules.gets_through(seen, Misses(), None, now)
    assert not rules.gets_through(seen, Misses(1, now), old, now)
    for _miss in range(rules.NEWCOMERS):
        assert rules.gets_through(seen, Misses(), old, now)
        seen = rules.address_missed(seen, now)
    assert not rules.gets_through(seen, Misses(), old, now)
    assert rules.gets_through(seen, Misses(), old, now + rules.WINDOW)


def test_an_ipv6_household_is_one_address() -> None:
    assert rules.network_of("2001:db8:1:2::9") == rules.network_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert rules.network_of("2001:db8:1:3::9") != rules.network_of("2001:db8:1:2::9")
    assert rules.network_of("::ffff:192.0.2.7") == rules.network_of("192.0.2.7") == "192.0.2.7"
    assert rules.network_of("fe80::1%eth0") == "fe80::/64"
    assert rules.network_of("unix:") == rules.network_of("") == ""
