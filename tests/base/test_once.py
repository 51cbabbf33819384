"""A form sent twice does its work once."""

from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db, transaction
from council.base.errors import Conflict
from council.base.once import answered, keep, own_key
from council.base.series import next_number, start_after
from council.issues.operations import raise_issue
from council.meetings.models import MeetingKind
from council.meetings.operations.planning import plan_meeting
from council.organisation.models import Place
from tests.support.world import World


def test_the_first_answer_is_given_again(world: World) -> None:
    key = own_key("test.made", world.chair.id, "k1")
    with transaction():
        assert answered(key, Place) is None
        keep(key, world.estate.id)
    with transaction():
        found = answered(key, Place)
        assert found is not None
        assert found.code == "GY"
        assert answered(own_key("test.made", world.chair.id, "k2"), Place) is None


def test_a_key_belongs_to_one_person_and_one_verb(world: World) -> None:
    with transaction():
        keep(own_key("test.made", world.chair.id, "k1"), world.estate.id)
    with transaction():
        assert answered(own_key("test.made", world.recorder.id, "k1"), Place) is None
        assert answered(own_key("test.other", world.chair.id, "k1"), Place) is None


def test_the_key_of_a_removed_row_says_so(world: World) -> None:
    key = own_key("test.made", world.chair.id, "k1")
    with transaction():
        keep(key, 2_000_000_000)
    with transaction(), pytest.raises(Conflict) as refused:
        answered(key, Place)
    assert str(refused.value.message)


def test_a_form_without_a_key_is_never_answered(world: World) -> None:
    assert own_key("test.made", world.chair.id, None) is None
    assert own_key("test.made", world.chair.id, "") is None
    with transaction():
        keep(None, 1)
        assert answered(None, Place) is None


def test_nobody_loses_an_issue_to_the_key_of_somebody_else(world: World) -> None:
    mine = raise_issue(actor_id=world.resident.id, place=world.building, title="灯不亮", key="same")
    again = raise_issue(actor_id=world.resident.id, place=world.building, title="灯不亮", key="same")
    theirs = raise_issue(actor_id=world.neighbour.id, place=world.building, title="水管漏", key="same")
    assert again.id == mine.id
    assert (theirs.id != mine.id, theirs.title, theirs.reporter_id) == (True, "水管漏", world.neighbour.id)


def test_the_key_of_another_kind_of_form_breaks_nothing(world: World) -> None:
    """The key that raised an issue, sent with a form of another kind, makes what that form is for."""
    raise_issue(actor_id=world.chair.id, place=world.building, title="灯不亮", key="same")
    meeting = plan_meeting(
        kind=MeetingKind.WEEKEND_COUNCIL,
        place=world.estate,
        venue="院里",
        starts_at=clock.now() + timedelta(days=9),
        actor_id=world.chair.id,
        key="same",
    )
    assert meeting.venue == "院里"


def test_a_series_counts_without_gaps_and_goes_back_with_its_transaction(world: World) -> None:
    with transaction():
        assert [next_number("s"), next_number("s"), next_number("t")] == [1, 2, 1]
    try:
        with transaction():
            assert next_number("s") == 3
            raise RuntimeError
    except RuntimeError:
        pass
    with transaction():
        assert next_number("s") == 3
        start_after("paper", 112)
        assert next_number("paper") == 113
    db.session.commit()
