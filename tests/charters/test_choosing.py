"""A place chooses a procedure and tightens it; the nearest place counts; older versions stay."""

from datetime import timedelta
from fractions import Fraction

import pytest

from council.base import clock
from council.base.errors import Invalid
from council.charters.operations import choose_procedure
from council.charters.operations.choosing import Looser
from council.charters.presets import procedure
from council.charters.procedures import above, bodies_of, procedure_for, versions
from council.charters.rules import Body, UnknownProcedure
from council.charters.rules.tightening import Own, Share
from council.journal.queries import history
from council.meetings.kinds import BLUEPRINTS
from council.meetings.models import MeetingKind
from council.organisation.models import Place
from tests.support.world import World

THREE_QUARTERS = Share(">=", Fraction(3, 4))


def choose(world: World, place: Place, own: Own, *, code: str = "gy_council", days: int = 0):  # type: ignore[no-untyped-def]
    return choose_procedure(
        place=place,
        code=code,
        own=own,
        valid_from=clock.today() + timedelta(days=days),
        actor_id=world.community_staff.id,
    )


def test_without_a_choice_the_preset_holds(world: World) -> None:
    for name in ("weekend_council", "gy_council"):
        held = procedure_for(world.estate, name)
        assert (held.rules, held.chosen) == (procedure("gy_council"), None)
    with pytest.raises(UnknownProcedure):
        procedure_for(world.estate, "cn_nobody")


@pytest.mark.parametrize("kind", list(MeetingKind))
def test_every_kind_of_meeting_is_held_by_the_rules_of_a_body(world: World, kind: MeetingKind) -> None:
    body = BLUEPRINTS[kind].body
    assert procedure_for(world.estate, body).rules.kind == body


def test_the_nearest_place_counts(world: World) -> None:
    choose(world, world.community, Own(notice_days=5))
    assert procedure_for(world.estate, "weekend_council").rules.notice_days == 5
    assert procedure_for(world.other_estate, "weekend_council").rules.notice_days == 5
    choose(world, world.estate, Own(quorum=THREE_QUARTERS, notice_days=7))
    held = procedure_for(world.estate, "weekend_council").rules
    assert held.notice_days == 7
    assert held.rule is not None
    assert held.rule.stage("quorum")[0].fraction == Fraction(3, 4)
    assert procedure_for(world.other_estate, "weekend_council").rules.notice_days == 5
    assert procedure_for(world.street, "weekend_council").chosen is None


def test_it_holds_from_its_day(world: World) -> None:
    choose(world, world.estate, Own(notice_days=5), days=10)
    assert procedure_for(world.estate, "gy_council").rules.notice_days == 3
    later = clock.today() + timedelta(days=10)
    assert procedure_for(world.estate, "gy_council", later).rules.notice_days == 5
    with pytest.raises(Invalid) as refused:
        choose(world, world.estate, Own(notice_days=6), days=-1)
    assert refused.value.field == "valid_from"


def test_replaced_never_edited(world: World) -> None:
    first = choose(world, world.estate, Own(notice_days=5))
    second = choose(world, world.estate, Own(notice_days=4))
    assert [row.number for row in versions(world.estate, "weekend_council")] == [2, 1]
    assert procedure_for(world.estate, "gy_council").chosen_id == second.id
    assert first.notice_days == 5
    entry = history("place_procedure", second.id)[0]
    assert (entry.action, entry.data["notice_days"]) == ("charters.procedure.chosen", 4)


def test_a_looser_number_is_refused_with_what_would_do(world: World) -> None:
    loose = Own(quorum=Share(">", Fraction(1, 2)), majority=Share(">=", Fraction(1, 2)), notice_days=2)
    with pytest.raises(Looser) as refused:
        choose(world, world.estate, loose)
    assert list(refused.value.problems) == ["quorum", "majority", "notice_days"]
    assert "at least 2/3" in refused.value.problems["quorum"]
    assert "more than half" in refused.value.problems["majority"]


def test_what_the_community_chose_binds_its_estates(world: World) -> None:
    choose(world, world.community, Own(majority=Share(">=", Fraction(2, 3))))
    base = above(world.estate, "gy_council", clock.today())
    assert base.rule is not None
    assert base.rule.stage("pass")[0].fraction == Fraction(2, 3)
    with pytest.raises(Looser):
        choose(world, world.estate, Own(majority=Share(">=", Fraction(3, 5))))
    kept = choose(world, world.estate, Own(notice_days=5))
    assert kept.majority == ">=2/3"


def test_a_choice_keeps_all_its_numbers(world: World) -> None:
    """So what the community changes later does not change what the estate chose."""
    choose(world, world.community, Own(notice_days=5))
    choose(world, world.estate, Own(quorum=THREE_QUARTERS))
    choose(world, world.community, Own(notice_days=9))
    assert procedure_for(world.estate, "gy_council").rules.notice_days == 5


def test_a_body_may_follow_another_preset(world: World) -> None:
    choose(world, world.estate, Own(), code="cn_village_meeting_households")
    assert procedure_for(world.estate, "residents_meeting").rules.code == "cn_village_meeting_households"
    assert procedure_for(world.estate, "cn_residents_meeting").rules.code == "cn_residents_meeting"


def test_the_same_form_twice_makes_one_version(world: World) -> None:
    made = [
        choose_procedure(
            place=world.estate,
            code="gy_council",
            own=Own(notice_days=5),
            valid_from=clock.today(),
            actor_id=world.community_staff.id,
            key="same",
        ).id
        for _ in range(2)
    ]
    assert made[0] == made[1]


def test_all_bodies_in_one_query(world: World, count_queries: list[str]) -> None:
    choose(world, world.estate, Own(notice_days=5))
    count_queries.clear()
    held = bodies_of(world.estate, clock.today())
    assert len(count_queries) == 1
    assert {each.rules.kind for each in held} == set(Body)
    assert [each.rules.notice_days for each in held if each.rules.kind is Body.WEEKEND_COUNCIL] == [5]
