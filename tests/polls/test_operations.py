"""From draft to published, on the database."""

import pytest
from flask_babel import force_locale
from sqlalchemy import delete, func, select

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.journal.models import JournalEntry
from council.journal.queries import history, verify
from council.journal.sentences import sentence
from council.polls.counting import Inconsistent
from council.polls.models import Ballot, RollEntry
from council.polls.operations import (
    cancel_poll,
    close_poll,
    draft_poll,
    open_poll,
    publish_result,
    reopen_poll,
)
from council.polls.queries import result_view, turnout, turnouts
from council.polls.rules import Voter, ballots_digest, roll_hash
from tests.polls.making import ABOUT, casts, draft, opened, roll, vote_all
from tests.support.world import World


def _entries() -> int:
    return db.session.scalar(select(func.count(JournalEntry.id))) or 0


def test_a_vote_from_opening_to_publishing(world: World) -> None:
    poll = opened(world)
    assert (poll.state, poll.entitled, poll.present) == ("open", 46, 33)
    assert poll.roll_hash == roll_hash(poll.id, roll(world))
    vote_all(poll, world, 21, 8, 3)
    assert turnout(poll.id) == (32, 33)
    close_poll(poll=poll, actor_id=world.chair.id)
    publish_result(poll=poll, actor_id=world.chair.id)
    assert poll.state == "published"
    assert poll.result is not None
    assert poll.result["outcome"] == "carried"
    assert poll.result["figures"]["heads"] == {
        "entitled": 46, "present": 33, "for": 21, "against": 8, "abstain": 3
    }  # fmt: skip
    votes = [(world.members[n].id, "for" if n < 21 else "against" if n < 29 else "abstain") for n in range(32)]
    assert poll.ballots_digest == ballots_digest(poll.id, votes)


def test_the_result_reads_with_its_exact_numbers(world: World) -> None:
    poll = opened(world)
    vote_all(poll, world, 21, 8, 3)
    result = result_view(close_poll(poll=poll, actor_id=world.chair.id))
    assert result is not None
    with force_locale("en"):
        assert result.sentence == "entitled 46, present 33, 17 needed, 21 in favour: carried"
        assert result.verdict == "Carried"
        assert [(row[0], row[3]) for row in result.rows] == [("for", 21), ("against", 8), ("abstain", 3), ("none", 1)]
        assert (result.base, result.line) == (("present", 33), 17)
        assert [pair[1] for pair in result.pairs] == [46, 33, 17]


def test_half_is_not_more_than_half(world: World) -> None:
    poll = opened(world, present=34)
    vote_all(poll, world, 17, 10, 2)
    closed = close_poll(poll=poll, actor_id=None)
    assert closed.result is not None
    assert closed.result["outcome"] == "not_carried"


def test_below_the_quorum_nothing_opens_and_nothing_is_written(world: World) -> None:
    poll = draft(world)
    before = _entries()
    with pytest.raises(Conflict, match=r"(?=.*30)(?=.*46)(?=.*31)"):
        open_poll(poll=poll, roll=roll(world, 30), actor_id=world.chair.id)
    assert (poll.state, _entries()) == ("draft", before)
    assert db.session.scalar(select(func.count(RollEntry.id)).where(RollEntry.poll_id == poll.id)) == 0
    assert open_poll(poll=poll, roll=roll(world, 31), actor_id=world.chair.id).state == "open"


def test_opening_and_closing_twice_is_once(world: World) -> None:
    poll = opened(world)
    open_poll(poll=poll, roll=roll(world, 46), actor_id=world.recorder.id)
    assert poll.present == 33
    vote_all(poll, world, 5, 0, 0)
    first = dict(close_poll(poll=poll, actor_id=world.chair.id).result or {})
    before, version = _entries(), poll.version
    assert close_poll(poll=poll, actor_id=world.recorder.id).result == first
    assert (_entries(), poll.version, poll.closed_by) == (before, version, world.chair.id)
    publish_result(poll=poll, actor_id=None)
    after = _entries()
    assert publish_result(poll=poll, actor_id=None).state == "published"
    assert close_poll(poll=poll, actor_id=None).state == "published"
    assert _entries() == after


def test_reopening_keeps_the_ballots_and_tells_why(world: World) -> None:
    poll = opened(world)
    vote_all(poll, world, 4, 0, 0)
    close_poll(poll=poll, actor_id=None)
    with pytest.raises(Invalid):
        reopen_poll(poll=poll, reason="  ", actor_id=None)
    reopen_poll(poll=poll, reason="网络断了", actor_id=world.chair.id)
    assert (poll.state, poll.result, poll.closed_at) == ("open", None, None)
    assert turnout(poll.id) == (4, 33)
    casts(poll, world.members[4], "against")
    close_poll(poll=poll, actor_id=None)
    assert poll.result is not None
    assert poll.result["figures"]["heads"]["against"] == 1
    publish_result(poll=poll, actor_id=None)
    with pytest.raises(Conflict):
        reopen_poll(poll=poll, reason="再来", actor_id=None)
    with pytest.raises(Conflict):
        cancel_poll(poll=poll, reason="再来", actor_id=None)


def test_what_may_not_follow_is_refused(world: World) -> None:
    poll = draft(world)
    for refused in (close_poll, publish_result):
        with pytest.raises(Conflict):
            refused(poll=poll, actor_id=None)
    with pytest.raises(Conflict):
        reopen_poll(poll=poll, reason="x", actor_id=None)
    cancel_poll(poll=poll, reason="议题改期", actor_id=None)
    cancel_poll(poll=poll, reason="议题改期", actor_id=None)
    with pytest.raises(Conflict):
        open_poll(poll=poll, roll=roll(world), actor_id=None)
    assert poll.state == "cancelled"


def test_marks_without_ballots_are_not_counted(world: World) -> None:
    poll = opened(world)
    vote_all(poll, world, 3, 0, 0)
    db.session.execute(delete(Ballot).where(Ballot.poll_id == poll.id))
    db.session.commit()
    with pytest.raises(Inconsistent):
        close_poll(poll=poll, actor_id=None)
    db.session.expire_all()
    assert poll.state == "open"


def test_drafting_needs_a_question_and_a_rule(world: World) -> None:
    with pytest.raises(Invalid):
        draft(world, question="   ")
    with pytest.raises(Invalid):
        draft(world, question="字" * 201)
    with pytest.raises(Invalid):
        draft(world, procedure="evening_talk")
    assert draft(world, procedure="evening_talk", straw=True).rule is None


def test_a_draft_sent_twice_is_one(world: World) -> None:
    first, second = (
        draft_poll(
            place=world.estate,
            subject=ABOUT,
            question="换灯",
            procedure_code="gy_council",
            actor_id=None,
            key="same",
        )
        for _ in range(2)
    )
    assert first.id == second.id


def test_a_straw_poll_has_shares_and_no_verdict(world: World) -> None:
    poll = opened(world, present=5, straw=True, procedure="evening_talk")
    assert poll.rule is None
    vote_all(poll, world, 3, 1, 1)
    result = result_view(close_poll(poll=poll, actor_id=None))
    assert result is not None
    assert (result.outcome, result.needed, result.line, result.sentence) == (None, None, None, "")
    assert result.base == ("present", 5)
    with pytest.raises(Conflict):
        open_poll(poll=draft(world, straw=True), roll=[Voter(world.chair.id, False)], actor_id=None)


def test_the_same_person_cannot_stand_on_a_roll_twice(world: World) -> None:
    twice = [Voter(world.chair.id, True), Voter(world.chair.id, True)]
    with pytest.raises(ValueError, match="twice"):
        open_poll(poll=draft(world, straw=True), roll=twice, actor_id=None)


def test_every_act_is_in_the_journal_with_its_hash_and_reads_well(world: World) -> None:
    poll = opened(world)
    vote_all(poll, world, 2, 1, 0)
    close_poll(poll=poll, actor_id=None)
    reopen_poll(poll=poll, reason="网络断了", actor_id=None)
    close_poll(poll=poll, actor_id=None)
    publish_result(poll=poll, actor_id=None)
    entries = history("poll", poll.id)
    verbs = [entry.action.rpartition(".")[2] for entry in entries]
    assert verbs == ["drafted", "opened", "closed", "reopened", "closed", "published"]
    assert entries[1].data["roll_hash"] == poll.roll_hash
    assert entries[4].data["ballots_digest"] == poll.ballots_digest
    assert [entry.id for entry in history(*ABOUT)] == [entry.id for entry in entries]
    assert all(sentence(entry) != entry.action for entry in entries)
    assert list(verify()) == []


def test_many_polls_have_their_turnout_in_one_query(world: World, count_queries: list[str]) -> None:
    polls = [opened(world, present=31 + number) for number in range(3)]
    vote_all(polls[1], world, 2, 0, 0)
    first, second, third = (poll.id for poll in polls)
    count_queries.clear()
    assert turnouts([first, second, third]) == {first: (0, 31), second: (2, 32), third: (0, 33)}
    assert len(count_queries) == 1
