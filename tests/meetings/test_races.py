"""Two chairs at the same instant, on real databases with real threads: no act is done twice, none is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from council.base.db import db
from council.base.errors import Conflict
from council.journal.queries import history
from council.meetings.models import AgendaItem, ItemState, Meeting, Motion
from council.meetings.operations.agenda import change_item, remove_item
from council.meetings.operations.session import close_item, open_item
from council.meetings.operations.votes import cancel_vote, open_straw_poll, open_vote, record_motion
from council.meetings.queries import open_poll_id
from council.polls.models import Poll
from tests.meetings import evening
from tests.meetings.plans import draft
from tests.polls.arenas import arena
from tests.support.world import World

pytestmark = pytest.mark.race

#: A meeting's id, its items' and its chair's.
Stage = tuple[int, list[int], int]

ROUNDS = 12
ITEMS = [f"第{number}件事" for number in range(ROUNDS + 1)]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with a database that threads can really fight over."""
    with arena(request.param, tmp_path_factory.mktemp("chairs")) as app:
        yield app


def at_once(app: Flask, model: type, *acts: tuple[int, Callable[[Any], object]]) -> None:
    """Each act on its row at the same instant, the row loaded before, as a page does.

    A refusal in words is an answer too.
    """
    start = Barrier(len(acts))

    def run(key: int, act: Callable[[Any], object]) -> None:
        with app.test_request_context():
            row = db.session.get_one(model, key)
            start.wait(10)
            with suppress(Conflict):
                act(row)

    with ThreadPoolExecutor(len(acts)) as pool:
        for future in [pool.submit(run, key, act) for key, act in acts]:
            future.result(30)


def item(key: int) -> AgendaItem:
    return db.session.get_one(AgendaItem, key)


def times(app: Flask, kind: str, key: int, action: str) -> int:
    with app.app_context():
        return len(history(kind, key, actions=[action]))


@pytest.fixture
def evening_on(ground: Flask) -> Stage:
    """A meeting in session: its id, its items' ids and its chair's."""
    with ground.test_request_context():
        world = World.load()
        meeting = evening.in_session(world, items=ITEMS, present=evening.QUORUM)
        return meeting.id, [each.id for each in meeting.items], world.chair.id


def test_an_item_opened_twice_at_once_is_opened_once(ground: Flask, evening_on: Stage) -> None:
    _meeting, items, chair = evening_on
    for key in items[:ROUNDS]:
        at_once(ground, AgendaItem, *[(key, lambda row: open_item(item=row, actor_id=chair))] * 2)
        assert times(ground, "agenda_item", key, "meetings.item.opened") == 1


def test_closing_the_old_item_leaves_the_new_one_on(ground: Flask, evening_on: Stage) -> None:
    meeting_id, items, chair = evening_on
    with ground.test_request_context():
        open_item(item=item(items[0]), actor_id=chair)
    for old, new in zip(items[:ROUNDS], items[1:], strict=True):
        opening = (new, lambda row: open_item(item=row, actor_id=chair))
        closing = (old, lambda row: close_item(item=row, postponed=True, actor_id=chair))
        at_once(ground, AgendaItem, opening, closing)
        with ground.app_context():
            on = [each.id for each in db.session.get_one(Meeting, meeting_id).items if each.state == ItemState.CURRENT]
            assert on == [new]


def test_two_chairs_open_one_vote(ground: Flask, evening_on: Stage) -> None:
    _meeting, items, chair = evening_on
    with ground.test_request_context():
        world = World.load()
        motion = evening.put(world, open_item(item=item(items[0]), actor_id=chair)).id
    at_once(ground, Motion, *[(motion, lambda row: open_vote(motion=row, actor_id=chair))] * 2)
    assert times(ground, "motion", motion, "meetings.vote.opened") == 1


def test_two_motions_recorded_at_once_are_one(ground: Flask, evening_on: Stage) -> None:
    _meeting, items, chair = evening_on
    words = {"title": "换灯", "text": "换48盏。", "moved_by": "", "actor_id": chair}
    for key in items[:ROUNDS]:
        with ground.test_request_context():
            open_item(item=item(key), actor_id=chair)
        at_once(ground, AgendaItem, *[(key, lambda row: record_motion(item=row, **words))] * 2)
        with ground.app_context():
            assert len(item(key).motions) == 1


def test_an_item_left_this_instant_is_asked_nothing(ground: Flask, evening_on: Stage) -> None:
    """Whoever comes second meets the other's act: a straw poll holds its item, a closed item has no straw poll."""
    _meeting, items, chair = evening_on
    for key in items[:ROUNDS]:
        with ground.test_request_context():
            open_item(item=item(key), actor_id=chair)
        closing = (key, lambda row: close_item(item=row, postponed=False, actor_id=chair))
        asking = (key, lambda row: open_straw_poll(item=row, question="怎么看？", actor_id=chair))
        at_once(ground, AgendaItem, closing, asking)
        with ground.test_request_context():
            poll_id = open_poll_id(item(key).meeting_id)
            assert (item(key).state == ItemState.CURRENT) == (poll_id is not None)
            if poll_id is not None:
                poll = db.session.get_one(Poll, poll_id)
                cancel_vote(poll=poll, meeting=item(key).meeting, reason="下一项", actor_id=chair)


def test_a_removed_item_is_said_to_be_gone(ground: Flask) -> None:
    for _round in range(ROUNDS):
        with ground.test_request_context():
            world = World.load()
            meeting = draft(world, "楼道灯")
            chair, meeting_id, key = world.chair.id, meeting.id, meeting.items[0].id
        words = {"title": "换灯", "detail": "", "minutes": 8, "actor_id": chair}
        removing = (key, lambda row, chair=chair: remove_item(item=row, actor_id=chair))
        changing = (key, lambda row, words=words: change_item(item=row, **words))
        at_once(ground, AgendaItem, removing, changing)
        assert times(ground, "meeting", meeting_id, "meetings.item.removed") == 1
