"""Paper, hands and house calls in the same poll as the phones: every double attempt is caught and named (S7)."""

import pytest

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.journal.models import JournalEntry
from council.polls.casting import Receipt, Refusal
from council.polls.kinds import Electorate
from council.polls.models import Ballot, Secrecy
from council.polls.operations import close_poll, count_again, publish_result
from council.polls.papers import channels, operations
from council.polls.papers.queries import by_state, waiting
from council.polls.rules import Why
from council.residents.operations import enrol
from tests.polls.kinds import begun, entry_of, mark_all, marks
from tests.support.world import World

WAYS = ("甲", "乙", "丙")

pytestmark = pytest.mark.usefixtures("in_english")


def test_s7_a_paper_vote_read_twice_closes_the_phones_way(world: World) -> None:
    grandmother, son = world.resident, enrol(key="son", name="刘儿子", place=world.building)
    son.household_id = grandmother.household_id
    db.session.commit()
    poll = begun(world, "choice", WAYS, electorate=Electorate.HOUSEHOLDS)
    operations.print_papers(poll=poll, count=47, actor_id=world.recorder.id)
    for member in world.members[:3]:
        operations.hand_out(poll=poll, entry_id=entry_of(poll, member).id, actor_id=world.recorder.id)
    entry = entry_of(poll, grandmother)
    paper = operations.hand_out(poll=poll, entry_id=entry.id, actor_id=world.grid_officer.id)
    assert paper is not None
    assert operations.hand_out(poll=poll, entry_id=entry.id, actor_id=world.grid_officer.id) is paper
    assert paper.serial == "0004"
    refused = marks(poll, son, '"a"')
    assert isinstance(refused, Refusal)
    assert refused.why == Why.ON_PAPER
    operations.enter(poll=poll, serial="0004", marks='"b"', teller_id=world.recorder.id)
    assert (paper.state, entry.marked_at) == ("read", None)
    operations.enter(poll=poll, serial="0004", marks='"b"', teller_id=world.chair.id)
    assert paper.state == "counted"
    assert entry.marked_at is not None
    for serial in ("0001", "0002", "0003"):
        operations.void(poll=poll, serial=serial, reason="没有交回", actor_id=world.recorder.id)
    closed = close_poll(poll=poll, actor_id=None)
    assert closed.result is not None
    assert closed.result["channels"] == {"paper": 1}
    assert closed.result["count"]["winners"] == ["b"]


def test_two_readings_that_differ_are_a_conflict_until_two_agree(world: World) -> None:
    poll = begun(world, "choice", WAYS)
    operations.print_papers(poll=poll, count=2, actor_id=1)
    operations.hand_out(poll=poll, entry_id=entry_of(poll, world.chair).id, actor_id=1)
    operations.enter(poll=poll, serial="0001", marks='"a"', teller_id=world.recorder.id)
    with pytest.raises(Conflict, match="second person"):
        operations.enter(poll=poll, serial="0001", marks='"b"', teller_id=world.recorder.id)
    again = operations.enter(poll=poll, serial="0001", marks='"a"', teller_id=world.recorder.id)
    assert again.state == "read", "the same teller with the same again changes nothing"
    paper = operations.enter(poll=poll, serial="0001", marks='"b"', teller_id=world.supervisor.id)
    assert (paper.state, waiting(poll.id)) == ("conflict", 1)
    closed = close_poll(poll=poll, actor_id=None)
    assert closed.result is None, "a paper is not settled: nothing is counted"
    with pytest.raises(Conflict, match="1 papers are still to be read"):
        publish_result(poll=closed, actor_id=None)
    with pytest.raises(Conflict, match="1 papers"):
        count_again(poll=closed, actor_id=None)
    paper = operations.enter(poll=poll, serial="0001", marks='"b"', teller_id=world.recorder.id)
    assert paper.state == "counted", "in a conflict a teller may correct the own reading"
    counted = count_again(poll=closed, actor_id=None)
    assert (counted.result or {})["count"]["winners"] == ["b"]
    with pytest.raises(Conflict, match="is counted"):
        operations.enter(poll=poll, serial="0001", marks='"c"', teller_id=world.chair.id)


def test_every_double_attempt_is_caught_and_named(world: World) -> None:
    """Phone, paper, hands, helper: whoever has one way has no other, in any order."""
    poll = begun(world, "straw")
    by_phone, on_paper, by_hand, helped = world.members[:4]
    entries = {person.id: entry_of(poll, person).id for person in world.members[:4]}
    operations.print_papers(poll=poll, count=4, actor_id=1)
    assert isinstance(marks(poll, by_phone, '"for"'), Receipt)
    operations.hand_out(poll=poll, entry_id=entries[on_paper.id], actor_id=1)
    channels.by_hand(poll=poll, entry_ids=[entries[by_hand.id]], actor_id=1)
    channels.enter_for(poll=poll, entry_id=entries[helped.id], choice="for", marks="", actor_id=1)
    for person, says in (
        (by_phone, "has voted by phone"),
        (on_paper, "has a paper"),
        (by_hand, "votes by hand"),
        (helped, "helper has entered"),
    ):
        entry = entries[person.id]
        if person is not on_paper:
            with pytest.raises(Conflict, match=f"{person.name}|{says}"):
                operations.hand_out(poll=poll, entry_id=entry, actor_id=1)
        if person is not by_hand:
            with pytest.raises(Conflict, match=says):
                channels.by_hand(poll=poll, entry_ids=[entry], actor_id=1)
        with pytest.raises(Conflict, match=says):
            channels.enter_for(poll=poll, entry_id=entry, choice="against", marks="", actor_id=1)
        if person is not by_phone:
            refused = marks(poll, person, '"for"')
            assert isinstance(refused, Refusal)
            assert refused.why in (Why.ON_PAPER, Why.BY_HAND, Why.BY_HELPER)
    channels.set_hands(poll=poll, counts={"against": 1}, actor_id=1)
    operations.enter(poll=poll, serial="0001", marks='"abstain"', teller_id=world.recorder.id)
    operations.enter(poll=poll, serial="0001", marks='"abstain"', teller_id=world.supervisor.id)
    result = close_poll(poll=poll, actor_id=None).result or {}
    heads = result["figures"]["heads"]
    assert (heads["for"], heads["against"], heads["abstain"]) == (2, 1, 1)
    assert result["channels"] == {"phone": 1, "paper": 1, "hands": 1, "helper": 1}


def test_hands_never_exceed_those_who_vote_by_hand(world: World) -> None:
    poll = begun(world, "straw")
    channels.by_hand(poll=poll, entry_ids=[entry_of(poll, p).id for p in world.members[:3]], actor_id=1)
    with pytest.raises(Invalid, match="4 hands were counted, but only 3"):
        channels.set_hands(poll=poll, counts={"for": 4}, actor_id=1)
    channels.set_hands(poll=poll, counts={"for": 3}, actor_id=1)
    channels.set_hands(poll=poll, counts={"for": 1, "against": 2}, actor_id=1)
    heads = (close_poll(poll=poll, actor_id=None).result or {})["figures"]["heads"]
    assert (heads["for"], heads["against"]) == (1, 2)


def test_hands_are_for_named_votes_for_and_against(world: World) -> None:
    for poll in (begun(world, "choice", WAYS), begun(world, "straw", secrecy=Secrecy.ROLL_ONLY)):
        with pytest.raises(Conflict, match="only in votes by name"):
            channels.by_hand(poll=poll, entry_ids=[entry_of(poll, world.chair).id], actor_id=1)


def test_hands_are_not_counted_where_votes_weigh(world: World) -> None:
    poll = begun(world, "straw")
    entry = entry_of(poll, world.chair)
    channels.by_hand(poll=poll, entry_ids=[entry.id], actor_id=1)
    heavy = entry_of(poll, world.members[1])
    heavy.weight = 2
    db.session.commit()
    with pytest.raises(Conflict, match="weigh differently"):
        channels.by_hand(poll=poll, entry_ids=[heavy.id], actor_id=1)


def test_a_paper_given_back_opens_the_other_ways(world: World) -> None:
    poll = begun(world, "choice", WAYS)
    operations.print_papers(poll=poll, count=1, actor_id=1)
    entry = entry_of(poll, world.chair)
    operations.hand_out(poll=poll, entry_id=entry.id, actor_id=1)
    with pytest.raises(Conflict, match="no paper"):
        operations.take_back(
            poll=poll, serial="0001", entry_id=entry_of(poll, world.members[1]).id, reason="x", actor_id=1
        )
    operations.take_back(poll=poll, serial="0001", entry_id=entry.id, reason="想用手机投", actor_id=1)
    assert isinstance(marks(poll, world.chair, '"a"'), Receipt)
    with pytest.raises(Conflict, match="is void"):
        operations.enter(poll=poll, serial="0001", marks='"a"', teller_id=1)
    with pytest.raises(Conflict, match="No printed paper"):
        operations.hand_out(poll=poll, entry_id=entry_of(poll, world.members[1]).id, actor_id=1)


def test_papers_that_cannot_be(world: World) -> None:
    poll = begun(world, "choice", WAYS)
    for count in (0, 2001):
        with pytest.raises(Invalid, match="between 1"):
            operations.print_papers(poll=poll, count=count, actor_id=1)
    operations.print_papers(poll=poll, count=1, actor_id=1)
    with pytest.raises(Conflict, match="never handed out"):
        operations.enter(poll=poll, serial="0001", marks='"a"', teller_id=1)
    with pytest.raises(Invalid, match="no paper 0999"):
        operations.enter(poll=poll, serial="0999", marks='"a"', teller_id=1)
    with pytest.raises(Invalid, match="Say why"):
        operations.void(poll=poll, serial="0001", reason=" ", actor_id=1)
    close_poll(poll=poll, actor_id=None)
    with pytest.raises(Conflict, match="not open"):
        operations.print_papers(poll=poll, count=1, actor_id=1)


def test_blank_and_invalid_papers_are_recorded(world: World) -> None:
    poll = begun(world, "straw")
    operations.print_papers(poll=poll, count=2, actor_id=1)
    for member, marked in zip(world.members, ("blank", "invalid"), strict=False):
        paper = operations.hand_out(poll=poll, entry_id=entry_of(poll, member).id, actor_id=1)
        assert paper is not None
        for teller in (world.recorder, world.supervisor):
            operations.enter(poll=poll, serial=paper.serial, marks=marked, teller_id=teller.id)
    mark_all(poll, world.members[2:], {'"for"': 3})
    heads = (close_poll(poll=poll, actor_id=None).result or {})["figures"]["heads"]
    assert (heads["for"], heads["blank"], heads["invalid"]) == (3, 1, 1)


def test_a_secret_poll_takes_papers_that_belong_to_nobody(world: World) -> None:
    poll = begun(world, "choice", WAYS, secrecy=Secrecy.SECRET)
    papers = operations.print_papers(poll=poll, count=3, actor_id=1)
    assert operations.hand_out(poll=poll, entry_id=entry_of(poll, world.chair).id, actor_id=1) is None
    assert by_state(poll.id) == {"printed": 2, "out": 1}
    assert all(paper.roll_entry_id is None for paper in papers)
    out = next(paper for paper in papers if paper.state == "out")
    mark_all(poll, world.members[1:], {'"a"': 4})
    for teller in (world.recorder, world.supervisor):
        operations.enter(poll=poll, serial=out.serial, marks='"b"', teller_id=teller.id)
    assert [entry.marks for entry in out.entries] == ["", ""], "what was read is kept nowhere but in the box"
    closed = close_poll(poll=poll, actor_id=None)
    assert closed.result is not None
    assert closed.result["count"]["rounds"][0]["votes"] == {"a": 4, "b": 1, "c": 0}
    assert closed.result["channels"] == {"phone": 4, "paper": 1}


def test_the_journal_says_that_a_helper_entered_and_never_what(world: World) -> None:
    poll = begun(world, "straw")
    entry = entry_of(poll, world.members[5])
    channels.enter_for(poll=poll, entry_id=entry.id, choice="against", marks="", actor_id=world.recorder.id)
    channels.enter_for(poll=poll, entry_id=entry.id, choice="against", marks="", actor_id=world.recorder.id)
    query = db.select(JournalEntry).where(JournalEntry.action == "polls.poll.entered_for")
    noted = db.session.scalars(query).all()
    assert [(each.actor_id, each.data) for each in noted] == [(world.recorder.id, {})]
    assert db.session.scalars(db.select(Ballot.choice).where(Ballot.roll_entry_id == entry.id)).one() == "against"
