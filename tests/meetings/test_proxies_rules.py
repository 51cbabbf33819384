"""What decides on a proxy, pure; and several at the same instant, on real databases with real threads."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from council.base.db import db
from council.meetings.models import Meeting
from council.meetings.proxies.models import Proxy
from council.meetings.proxies.operations import lodge
from council.meetings.proxies.rules import Asked, Why, cap_for, may_take_back, refusal
from council.tally.policies import Policies, ProxyCap
from tests.meetings.test_proxies import called
from tests.meetings.test_races import at_once
from tests.polls.arenas import arena
from tests.support.world import World

THREE = ProxyCap(count=3)
FINE = Asked(
    cap=THREE,
    state="convened",
    at_desk=False,
    giver_here=False,
    given_already=False,
    same_person=False,
    adult=True,
    holder_called=True,
    others_may=False,
    holder_gives=False,
    held=1,
    weight=1,
    total=46,
)


def test_the_rule_itself_goes_before_what_is_usual() -> None:
    own = ProxyCap(share=Fraction(1, 10))
    assert cap_for(None, None) is None
    assert cap_for(THREE, Policies()) == THREE
    assert cap_for(None, Policies(proxies=own)) == own, "a council whose own rules allow it"
    assert cap_for(THREE, Policies(proxies=own)) == own
    for nothing in (ProxyCap(count=0), ProxyCap(share=Fraction(0))):
        assert cap_for(THREE, Policies(proxies=nothing)) is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, None),
        ({"cap": None}, Why.NOT_ALLOWED),
        ({"state": "draft"}, Why.CLOSED),
        ({"state": "closed", "at_desk": True}, Why.CLOSED),
        ({"state": "in_session"}, Why.BEGUN),
        ({"state": "in_session", "at_desk": True}, None),
        ({"giver_here": True, "at_desk": True}, Why.GIVER_HERE),
        ({"given_already": True}, Why.ANOTHER),
        ({"same_person": True}, Why.SELF),
        ({"adult": False}, Why.NO_ADULT),
        ({"holder_called": False}, Why.NOT_CALLED),
        ({"holder_called": False, "others_may": True}, None),
        ({"holder_gives": True}, Why.PASSED_ON),
        ({"held": 3}, None),
        ({"held": 4}, Why.TOO_MANY),
        ({"cap": ProxyCap(share=Fraction(1, 10)), "weight": 5}, Why.TOO_MANY),
    ],
)
def test_what_speaks_against_it(change: dict[str, object], why: Why | None) -> None:
    assert refusal(replace(FINE, **change)) == why  # type: ignore[arg-type]


@given(held=st.integers(1, 9), weight=st.integers(1, 100), total=st.integers(100, 1000), count=st.integers(1, 5))
def test_nobody_gets_beyond_the_cap(held: int, weight: int, total: int, count: int) -> None:
    asked = replace(FINE, cap=ProxyCap(count, Fraction(1, 5)), held=held, weight=weight, total=total)
    assert (refusal(asked) is None) == (held <= count and weight * 5 <= total)


def test_until_when_it_is_taken_back() -> None:
    for on_paper in (True, False):
        assert may_take_back("convened", at_desk=False, on_paper=on_paper)
        assert may_take_back("convened", at_desk=True, on_paper=on_paper)
        assert not may_take_back("in_session", at_desk=False, on_paper=on_paper)
        assert may_take_back("in_session", at_desk=True, on_paper=on_paper) == on_paper, "what the desk wrote down"
        assert not may_take_back("closed", at_desk=True, on_paper=on_paper)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with arena(request.param, tmp_path_factory.mktemp("proxies")) as app:
        yield app


@pytest.mark.race
def test_two_for_one_seat_and_four_for_one_holder(ground: Flask) -> None:
    with ground.test_request_context():
        world = World.load()
        key = called(world).id
        ids = [member.id for member in world.members]

    def name(giver: int, holder: int) -> tuple[int, object]:
        return key, lambda meeting: lodge(meeting=meeting, giver_id=giver, holder_id=holder, actor_id=giver)

    at_once(ground, Meeting, *(name(ids[10], holder) for holder in ids[20:24]))  # type: ignore[arg-type]
    at_once(ground, Meeting, *(name(giver, ids[30]) for giver in ids[11:15]))  # type: ignore[arg-type]
    with ground.app_context():
        held = db.session.scalars(db.select(Proxy.holder_id).where(Proxy.meeting_id == key)).all()
    assert (len(held), held.count(ids[30])) == (4, 3), "one for the seat, and three of four"
