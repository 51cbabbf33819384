"""Votes against the close, on real databases with real threads: accepted equals counted, always."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from council.base import clock
from council.base.db import db
from council.journal.queries import history
from council.polls.casting import Receipt, Refusal, cast
from council.polls.models import Ballot, Poll, RollEntry
from council.polls.operations import close_poll, open_poll
from council.polls.rules import Choice, Voter, Why
from council.residents.models import Person
from tests.polls.arenas import arena
from tests.polls.making import draft
from tests.support.client import identity
from tests.support.world import World

pytestmark = pytest.mark.race

ROUNDS = 150
VOTERS = 8
TAPS = 50


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with a database that threads can really fight over."""
    with arena(request.param, tmp_path_factory.mktemp("race")) as app:
        yield app


@pytest.fixture(scope="module")
def people(ground: Flask) -> list[int]:
    """The ids of the voters."""
    with ground.app_context():
        return [member.id for member in World.load().members[:VOTERS]]


def _open_poll(app: Flask, people: list[int]) -> int:
    with app.app_context():
        poll = draft(World.load())
        roll = [Voter(person, present=True) for person in people]
        return open_poll(poll=poll, roll=roll, actor_id=None).id


def _in_context(app: Flask, act: Callable[[], object]) -> object:
    with app.app_context():
        return act()


def _close(poll_id: int) -> Poll:
    return close_poll(poll=db.session.get_one(Poll, poll_id), actor_id=None)


def test_eight_voters_against_a_random_close(ground: Flask, people: list[int]) -> None:
    chance = random.Random(20261121)
    seen = Counter[str]()
    with ThreadPoolExecutor(VOTERS + 1) as pool:
        for _ in range(ROUNDS):
            poll_id = _open_poll(ground, people)
            wishes = [chance.choice(list(Choice)) for _ in people]
            answers = _race(ground, pool, chance, poll_id, people, wishes)
            seen += _check(ground, poll_id, wishes, answers)
    # A race that one side always wins shows nothing.
    assert seen["accepted"] > ROUNDS
    assert seen["late"] > ROUNDS // 5


def _race(
    app: Flask,
    pool: ThreadPoolExecutor,
    chance: random.Random,
    poll_id: int,
    people: list[int],
    wishes: list[Choice],
) -> list[Receipt | Refusal]:
    """Some people vote at once; then the rest and the chair start at the same instant, some with errands to do."""
    first = chance.randint(0, VOTERS - 1)
    start = Barrier(VOTERS - first + 1)

    def vote(person: int, choice: Choice, waits: bool, errands: int) -> Receipt | Refusal:
        db.session.execute(text("SELECT 1"))  # connected, as in a server that is warm
        if waits:
            start.wait(10)
            for _ in range(errands):
                db.session.execute(text("SELECT 1"))
        return cast(poll_id=poll_id, person_id=person, epoch=0, choice=choice, now=clock.now())

    def close() -> Poll:
        poll = db.session.get_one(Poll, poll_id)
        start.wait(10)
        return close_poll(poll=poll, actor_id=None)

    def send(who: int, waits: bool) -> Future[object]:
        errands = chance.randint(0, 12)
        return pool.submit(_in_context, app, lambda: vote(people[who], wishes[who], waits, errands))

    early = [future.result(30) for future in [send(who, False) for who in range(first)]]
    rest = [send(who, True) for who in range(first, VOTERS)]
    pool.submit(_in_context, app, close).result(30)
    return [*early, *(future.result(30) for future in rest)]  # type: ignore[list-item]


def _check(app: Flask, poll_id: int, wishes: list[Choice], answers: list[Receipt | Refusal]) -> Counter[str]:
    accepted = Counter(str(wish) for wish, answer in zip(wishes, answers, strict=True) if isinstance(answer, Receipt))
    late = [answer for answer in answers if isinstance(answer, Refusal)]
    assert all(answer.why == Why.CLOSED for answer in late)
    with app.app_context():
        poll = db.session.get_one(Poll, poll_id)
        assert poll.state == "closed"
        assert poll.result is not None
        heads = poll.result["figures"]["heads"]
        stored = select(Ballot.choice, func.count()).where(Ballot.poll_id == poll_id).group_by(Ballot.choice)
        in_table = {row[0]: row[1] for row in db.session.execute(stored)}
        marks = select(func.count(RollEntry.marked_at)).where(RollEntry.poll_id == poll_id)
        assert {choice: heads[choice] for choice in Choice if heads[choice]} == dict(accepted) == in_table
        assert db.session.scalar(marks) == accepted.total()
    return Counter(accepted=accepted.total(), late=len(late))


def test_fifty_posts_of_one_voter_are_one_ballot(ground: Flask, people: list[int]) -> None:
    poll_id = _open_poll(ground, people)
    start = Barrier(TAPS)
    with ground.app_context():
        who = identity(db.session.get_one(Person, people[0]))

    def post(_: int) -> str:
        client = ground.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = who
        start.wait(10)
        answer = client.post(f"/polls/{poll_id}/ballots", data={"choice": "for"}, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        return str(re.findall(r'(?:ballot-receipt"|class="num")>([^<]+)<', answer.text))

    with ThreadPoolExecutor(TAPS) as pool:
        answers = set(pool.map(post, range(TAPS)))
    assert len(answers) == 1, "the receipts differ"
    assert answers != {"[]"}
    with ground.app_context():
        assert db.session.scalar(select(func.count(Ballot.id)).where(Ballot.poll_id == poll_id)) == 1
        result = _close(poll_id).result
        assert result is not None
        assert result["figures"]["heads"]["for"] == 1


def test_two_chairs_closing_at_once_get_one_result(ground: Flask, people: list[int]) -> None:
    for _ in range(20):
        poll_id = _open_poll(ground, people)
        with ground.app_context():
            for person in people[:5]:
                cast(poll_id=poll_id, person_id=person, epoch=0, choice="for", now=clock.now())
        start = Barrier(2)

        def close(poll_id: int = poll_id, start: Barrier = start) -> tuple[object, ...]:
            start.wait(10)
            poll = _close(poll_id)
            return poll.state, poll.closed_at, poll.version, str(poll.result), poll.ballots_digest

        with ThreadPoolExecutor(2) as pool:
            first, second = (future.result(30) for future in [pool.submit(_in_context, ground, close) for _ in "ab"])
        assert first == second
        with ground.app_context():
            entries = [entry.action for entry in history("poll", poll_id)]
            assert entries.count("polls.poll.closed") == 1
