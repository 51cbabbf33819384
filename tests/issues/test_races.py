"""Two people at once on real databases: one takes the issue and the other is told who; counters stay true."""

from collections.abc import Iterator

import pytest
from flask import Flask

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.issues import operations
from council.issues.models import Issue, IssueState, Solved
from council.issues.operations.counting import wrong_counts
from council.issues.operations.neighbours import wrong_supports
from council.issues.operations.standing import wrong_standings
from council.issues.queries.handling import merged_into
from council.journal.queries import history
from tests.polls.arenas import arena, at_once
from tests.support.world import World

pytestmark = pytest.mark.race

ROUNDS = 15


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a database that threads can fight over."""
    with arena(request.param, tmp_path_factory.mktemp("issues")) as app:
        yield app


def new_issue(app: Flask, title: str = "楼道灯坏了") -> int:
    with app.test_request_context():
        world = World.load()
        return operations.raise_issue(actor_id=world.resident.id, place=world.building, title=title).id


def the(issue_id: int) -> Issue:
    return db.session.get_one(Issue, issue_id)


def people(app: Flask) -> dict[str, int]:
    with app.test_request_context():
        world = World.load()
        return {
            "resident": world.resident.id,
            "chair": world.chair.id,
            "officer": world.grid_officer.id,
            **{f"member-{n}": member.id for n, member in enumerate(world.members)},
        }


def test_of_two_officers_one_takes_it_and_the_other_is_told_who(ground: Flask) -> None:
    who = people(ground)
    for _ in range(ROUNDS):
        key = new_issue(ground)
        answers = at_once(
            ground,
            *(
                lambda person=person, key=key: operations.acknowledge(actor_id=who[person], issue=the(key)).state
                for person in ("officer", "chair")
            ),
        )
        lost = [answer for answer in answers if isinstance(answer, Conflict)]
        assert len(lost) == 1, answers
        assert any(name in str(lost[0]) for name in ("秦朗", "唐守诚"))
        with ground.test_request_context():
            taken = [entry for entry in history("issue", key) if entry.action == "issues.issue.acknowledged"]
            assert len(taken) == 1
            db.session.remove()


def test_ten_neighbours_at_once_are_ten_and_the_counters_true(ground: Flask) -> None:
    who = people(ground)
    key = new_issue(ground)
    at_once(
        ground,
        *(
            lambda n=n: operations.support(actor_id=who[f"member-{n % 10}"], issue=the(key)).support_count
            for n in range(20)
        ),
    )
    with ground.test_request_context():
        assert the(key).support_count == 10
        assert (wrong_supports(), wrong_standings(), wrong_counts()) == ([], {}, {})
        db.session.remove()


def test_merged_both_ways_at_once_one_way_wins(ground: Flask) -> None:
    who = people(ground)
    for _ in range(ROUNDS):
        one, other = new_issue(ground), new_issue(ground, "楼道的灯坏了")
        at_once(
            ground,
            lambda one=one, other=other: _merge(who["chair"], one, other),
            lambda one=one, other=other: _merge(who["officer"], other, one),
        )
        with ground.test_request_context():
            states = sorted([the(one).state, the(other).state])
            assert states == [IssueState.MERGED, IssueState.SUBMITTED]
            assert len(merged_into(one)) + len(merged_into(other)) == 1
            assert wrong_standings() == {}
            db.session.remove()


def _merge(actor_id: int, source: int, target: int) -> object:
    try:
        return operations.merge(actor_id=actor_id, source=the(source), target=the(target), reason="一样").id
    except Invalid as refused:
        return refused


def test_the_last_word_is_one_word(ground: Flask) -> None:
    who = people(ground)
    for _ in range(ROUNDS):
        key = new_issue(ground)
        with ground.test_request_context():
            operations.acknowledge(actor_id=who["chair"], issue=the(key))
            operations.solve_on_the_spot(actor_id=who["chair"], issue=the(key), answer="修好了")
            db.session.remove()
        answers = at_once(
            ground,
            lambda key=key: (
                operations.give_feedback(actor_id=who["resident"], issue=the(key), solved=Solved.YES, score=5).id
            ),
            lambda key=key: (
                operations.give_feedback(actor_id=who["resident"], issue=the(key), solved=Solved.NO, reason="没有").id
            ),
        )
        assert sum(isinstance(answer, Conflict) for answer in answers) == 1, answers
        with ground.test_request_context():
            assert wrong_counts() == {}
            db.session.remove()
