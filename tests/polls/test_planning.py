"""Polls of all types from plan to result: options, electorates, exclusions, deadlines, ties and second votes."""

from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.polls.casting import Receipt, Refusal
from council.polls.kinds import Electorate
from council.polls.models import PollState, RollEntry, Secrecy
from council.polls.operations import close_poll, publish_result
from council.polls.planning.checks import NewOption
from council.polls.planning.deadlines import close_due
from council.polls.planning.electorates import roll_of
from council.polls.planning.forms import parse_options
from council.polls.planning.operations import (
    begin_poll,
    exclude_option,
    exclude_voter,
    extend_poll,
    include_voter,
    plan_runoff,
    record_lot,
)
from council.polls.planning.queries import reasons_of
from council.polls.results import counted_view
from council.polls.rules import Why
from council.residents.operations import enrol
from council.roster.models import Lot, LotKind, Ownership
from tests.polls.kinds import begun, entry_of, mark_all, marks, planned
from tests.support.world import World

WAYS = ("甲", "乙", "丙")

pytestmark = pytest.mark.usefixtures("in_english")


def test_a_choice_with_a_floor_goes_into_a_second_vote(world: World) -> None:
    """S4: A 19, B 17, none 6 of 42: no majority; between A and B 24 to 18."""
    first = begun(world, "choice", ["东门", "西门", "都不要"], floor="half", nobody=["c"])
    mark_all(first, world.members, {'"a"': 19, '"b"': 17, '"c"': 6})
    closed = close_poll(poll=first, actor_id=world.chair.id)
    assert closed.result is not None
    assert (closed.result["outcome"], closed.result["count"]["runoff"]) == ("runoff", ["a", "b"])
    second = plan_runoff(poll=closed, closes_at=None, actor_id=world.chair.id)
    assert plan_runoff(poll=closed, closes_at=None, actor_id=world.chair.id).id == second.id
    assert [option.title for option in second.options] == ["东门", "西门"]
    begin_poll(poll=second, actor_id=world.chair.id)
    mark_all(second, world.members, {'"a"': 24, '"b"': 18})
    view = counted_view(close_poll(poll=second, actor_id=world.chair.id))
    assert view is not None
    assert (view.outcome, view.verdict) == ("chosen", "东门")


def test_a_tie_waits_for_a_lot_drawn_in_public(world: World) -> None:
    poll = begun(world, "choice", WAYS)
    mark_all(poll, world.members, {'"a"': 5, '"b"': 5, '"c"': 1})
    closed = close_poll(poll=poll, actor_id=world.chair.id)
    assert (closed.result or {})["outcome"] == "tie"
    with pytest.raises(Invalid, match="every name"):
        record_lot(poll=closed, order=["a"], seed="", method="order", witness="何静", actor_id=world.chair.id)
    with pytest.raises(Invalid, match="watched"):
        record_lot(poll=closed, order=["a", "b"], seed="", method="order", witness=" ", actor_id=world.chair.id)
    settled = record_lot(
        poll=closed, order=["b", "a"], seed="碗里抽签", method="order", witness="何静", actor_id=world.chair.id
    )
    assert settled.result is not None
    assert (settled.result["outcome"], settled.result["count"]["winners"]) == ("chosen", ["b"])
    with pytest.raises(Conflict, match="no open tie"):
        record_lot(poll=settled, order=["a", "b"], seed="", method="order", witness="何静", actor_id=world.chair.id)


def test_a_ranking_in_pairs_and_an_election_of_several(world: World) -> None:
    ranking = begun(world, "ranking", WAYS)
    mark_all(ranking, world.members, {'["a","b","c"]': 10, '["b","c","a"]': 8, '["c","b"]': 5})
    assert (close_poll(poll=ranking, actor_id=None).result or {})["count"]["winners"] == ["b"]
    election = begun(world, "election", WAYS, method="stv-scottish", seats=2, secrecy=Secrecy.ROLL_ONLY)
    mark_all(election, world.members, {'["a","c"]': 12, '["b"]': 5, '["c"]': 4})
    assert (close_poll(poll=election, actor_id=None).result or {})["count"]["winners"] == ["a", "c"]


def test_points_and_consent(world: World) -> None:
    points = begun(world, "choice", WAYS, method="score")
    mark_all(points, world.members, {'{"a":5,"b":1}': 3, '{"b":4}': 4})
    assert (close_poll(poll=points, actor_id=None).result or {})["count"]["winners"] == ["b"]
    circle = begun(world, "consent")
    mark_all(circle, world.members, {'{"answer":"consent"}': 3, '{"answer":"objection","reason":"太急"}': 1})
    assert (close_poll(poll=circle, actor_id=None).result or {})["outcome"] == "not_carried"


def test_a_vote_is_changed_until_the_end_and_repeats_are_harmless(world: World) -> None:
    poll = begun(world, "choice", WAYS)
    first = marks(poll, world.chair, '"a"')
    assert isinstance(first, Receipt)
    again = marks(poll, world.chair, '"a"')
    assert isinstance(again, Receipt)
    assert (first.fresh, again.fresh) == (True, False)
    changed = marks(poll, world.chair, '"b"')
    assert isinstance(changed, Receipt)
    assert changed.fresh
    result = close_poll(poll=poll, actor_id=None).result or {}
    assert result["count"]["rounds"][0]["votes"] == {"a": 0, "b": 1, "c": 0}
    late = marks(poll, world.chair, '"a"')
    assert isinstance(late, Refusal)
    assert late.why == Why.CLOSED


def test_any_adult_of_a_household_casts_its_one_vote(world: World) -> None:
    son = enrol(key="son", name="周小明", place=world.building)
    son.household_id = world.resident.household_id
    db.session.commit()
    poll = begun(world, "choice", WAYS, electorate=Electorate.HOUSEHOLDS)
    entries = db.session.scalars(db.select(RollEntry).where(RollEntry.poll_id == poll.id)).all()
    assert len({entry.household_id for entry in entries}) == len(entries) == poll.entitled
    assert isinstance(marks(poll, son, '"a"'), Receipt)
    changed = marks(poll, world.resident, '"b"')
    assert isinstance(changed, Receipt)
    assert (changed.ballot.marks, poll.entitled) == ('"b"', len(entries))
    assert (close_poll(poll=poll, actor_id=None).result or {})["count"]["ballots"] == 1


def test_owners_count_once_with_all_their_area(world: World) -> None:
    owner, partner = world.resident, world.neighbour
    today = clock.today()
    for door, area, owners in (
        ("101", 925_000, [owner]),
        ("102", 783_000, [owner]),
        ("201", 925_000, [partner, owner]),
    ):
        lot = Lot(place_id=world.building.id, door=door, kind=LotKind.DWELLING, area_cm2=area)
        db.session.add(lot)
        db.session.flush()
        db.session.add_all(Ownership(lot_id=lot.id, person_id=each.id, since=today) for each in owners)
    db.session.add(Lot(place_id=world.building.id, door="301", kind=LotKind.DWELLING, area_cm2=None))
    db.session.flush()
    roll = {voter.person_id: voter for voter in roll_of("owners", world.estate)}
    assert {key: voter.weight for key, voter in roll.items()} == {owner.id: 1_708_000, partner.id: 925_000}
    assert roll[owner.id].label == "101, 102"


def test_the_other_electorates(world: World) -> None:
    assert len(roll_of("members", world.estate)) == len(world.members)
    assert 0 < len(roll_of("representatives", world.estate)) <= len(world.members)
    persons = {voter.person_id for voter in roll_of("persons", world.estate)}
    assert world.resident.id in persons
    assert world.stranger.id not in persons
    assert roll_of("persons", world.estate, [world.resident.id]) == [
        voter for voter in roll_of("persons", world.estate) if voter.person_id != world.resident.id
    ]


def test_whoever_has_an_interest_is_not_on_the_roll(world: World) -> None:
    poll = planned(world, "choice", WAYS)
    member, other = world.members[3], world.members[4]
    exclude_voter(poll=poll, person_id=member.id, reason="承包人的家人", actor_id=world.chair.id)
    exclude_voter(poll=poll, person_id=member.id, reason="承包人的妹妹", actor_id=world.chair.id)
    exclude_voter(poll=poll, person_id=other.id, reason="弄错了", actor_id=world.chair.id)
    include_voter(poll=poll, person_id=other.id, actor_id=world.chair.id)
    begin_poll(poll=poll, actor_id=world.chair.id)
    assert poll.entitled == len(world.members) - 1
    refused = marks(poll, member, '"a"')
    assert isinstance(refused, Refusal)
    assert refused.why == Why.NOT_ON_ROLL
    with pytest.raises(Conflict, match="begun"):
        exclude_voter(poll=poll, person_id=other.id, reason="太晚", actor_id=world.chair.id)


def test_a_deadline_closes_by_itself_and_can_be_put_off(world: World) -> None:
    poll = planned(world, "choice", WAYS)
    poll.closes_at = clock.now() + timedelta(hours=2)
    db.session.commit()
    begin_poll(poll=poll, actor_id=world.chair.id)
    with pytest.raises(Invalid, match="put off"):
        extend_poll(poll=poll, closes_at=clock.now() + timedelta(hours=1), reason="早点", actor_id=world.chair.id)
    later = clock.now() + timedelta(hours=4)
    extend_poll(poll=poll, closes_at=later, reason="下雨了", actor_id=world.chair.id)
    extend_poll(poll=poll, closes_at=later, reason="下雨了", actor_id=world.chair.id)
    with clock.stopped(clock.now() + timedelta(hours=3)):
        assert isinstance(marks(poll, world.chair, '"a"'), Receipt)
        assert close_due(clock.now()) == 0
    with clock.stopped(later):
        late = marks(poll, world.members[1], '"a"')
        assert isinstance(late, Refusal)
        assert late.why == Why.CLOSED
        assert close_due(clock.now()) == 1
    db.session.refresh(poll)
    assert (poll.state, (poll.result or {})["count"]["ballots"]) == (PollState.CLOSED, 1)
    with clock.stopped(clock.now() - timedelta(hours=1)):  # the clock steps back: what is closed stays closed
        assert isinstance(marks(poll, world.members[2], '"a"'), Refusal)


def test_a_poll_that_cannot_close_does_not_hold_up_the_next(world: World) -> None:
    broken, whole = planned(world, "choice", WAYS), planned(world, "choice", WAYS)
    broken.closes_at, whole.closes_at = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=2)
    db.session.commit()
    for poll in (broken, whole):
        begin_poll(poll=poll, actor_id=world.chair.id)
    entry_of(broken, world.chair).marked_at = clock.now()  # a mark on the roll without a ballot
    db.session.commit()
    with clock.stopped(clock.now() + timedelta(hours=3)):
        assert close_due(clock.now()) == 1
    db.session.refresh(broken)
    db.session.refresh(whole)
    assert (broken.state, whole.state) == (PollState.OPEN, PollState.CLOSED)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["一个"], "at least two"),
        (["一", "一"], "twice"),
        ([str(number) for number in range(61)], "At most 60"),
        (["138-0013-8000", "乙"], "number"),
    ],
)
def test_options_that_cannot_be(world: World, options: list[str], says: str) -> None:
    with pytest.raises(Invalid, match=says):
        planned(world, "choice", options)


def test_plans_that_cannot_be(world: World) -> None:
    with pytest.raises(Invalid, match="no cost"):
        planned(world, "budget", [NewOption("车棚", 46_000), NewOption("灯")], budget=120_000)
    with pytest.raises(Invalid, match="no options"):
        planned(world, "straw", WAYS)
    with pytest.raises(Invalid, match="no rule"):
        planned(world, "motion", procedure="cn_committee_vote")
    poll = planned(world, "choice", WAYS)
    poll.closes_at = clock.now() - timedelta(minutes=1)
    db.session.commit()
    with pytest.raises(Invalid, match="has passed"):
        begin_poll(poll=poll, actor_id=None)
    empty = planned(world, "choice", WAYS, electorate=Electorate.OWNERS)
    with pytest.raises(Invalid, match="Nobody is on this roll"):
        begin_poll(poll=empty, actor_id=None)


def test_lines_of_options() -> None:
    text = "车棚 46000\n\n楼道灯：18,000元 #灯\n没有费用\n 2 号楼 9600 yuan "
    assert parse_options(text, costs=True) == [
        NewOption("车棚", 46_000),
        NewOption("楼道灯", 18_000, "灯"),
        NewOption("没有费用"),
        NewOption("2 号楼", 9_600),
    ]
    assert parse_options("车棚 46000", costs=False) == [NewOption("车棚 46000")]


def test_an_option_that_is_paid_for_is_not_counted(world: World) -> None:
    poll = planned(world, "budget", [NewOption("灯", 5), NewOption("路", 5)], budget=10)
    exclude_option(poll=poll, option_id=poll.options[1].id, reason="街道已立项", actor_id=world.chair.id)
    begin_poll(poll=poll, actor_id=None)
    mark_all(poll, world.members, {'["a"]': 2})
    assert (close_poll(poll=poll, actor_id=None).result or {})["count"]["passed"] == {"b": "excluded"}


@pytest.mark.parametrize("secrecy", [Secrecy.OPEN, Secrecy.ROLL_ONLY])
def test_reasons_are_shown_in_groups_large_enough(world: World, secrecy: Secrecy) -> None:
    from council.polls.casting import cast

    poll = begun(world, "straw", secrecy=secrecy)
    db.session.commit()
    for number, member in enumerate(world.members[:7]):
        stance = "for" if number < 5 else "against"
        cast(poll_id=poll.id, person_id=member.id, epoch=0, choice=stance, reason=f"理由{number}", now=clock.now())
    assert reasons_of(poll) == [("for", [f"理由{number}" for number in range(5)])]


def test_a_result_that_is_published_stays(world: World) -> None:
    poll = begun(world, "choice", WAYS)
    mark_all(poll, world.members, {'"a"': 2})
    publish_result(poll=close_poll(poll=poll, actor_id=None), actor_id=None)
    assert publish_result(poll=poll, actor_id=None).state == PollState.PUBLISHED
    assert entry_of(poll, world.members[0]).marked_at is not None
