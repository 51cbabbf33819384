"""What phones show alike is drawn once a second, and anew as soon as the room changes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, template_rendered
from flask_babel import force_locale

from council.base import clock
from council.meetings.drawn import KEPT_FOR, Shared, shared_fragments
from council.meetings.loading import load_room
from council.meetings.operations.session import check_in, open_item
from tests.meetings import evening
from tests.support.world import World

NOW = datetime(2026, 10, 24, 11, 30, tzinfo=UTC)
DRAWN = "meetings/_phone_state.html"


@pytest.fixture(autouse=True)
def page(app: Flask, session: None) -> Iterator[None]:
    """Pages draw inside a request."""
    with app.test_request_context():
        yield


@pytest.fixture
def drawings(app: Flask) -> Iterator[list[str]]:
    """The templates that were drawn, by name."""
    seen: list[str] = []

    def note(_sender: object, template: object, **_rest: object) -> None:
        seen.append(str(getattr(template, "name", "")))

    with template_rendered.connected_to(note, app):
        yield seen


def _at(meeting_id: int, moment: datetime, locale: str = "en") -> Shared:
    with clock.stopped(moment), force_locale(locale):
        return shared_fragments(load_room(meeting_id))


def test_many_phones_in_one_second_are_one_drawing(world: World, drawings: list[str]) -> None:
    meeting_id = evening.with_item(world).meeting_id
    first = _at(meeting_id, NOW)
    assert _at(meeting_id, NOW + KEPT_FOR - timedelta(milliseconds=1)) is first
    assert drawings.count(DRAWN) == 1
    assert _at(meeting_id, NOW + KEPT_FOR) is not first, "clocks run in it"


def test_a_change_is_shown_at_once(world: World) -> None:
    item = evening.with_item(world, present=3)
    before = _at(item.meeting_id, NOW)
    assert evening.ITEMS[1] in before.now
    open_item(item=item.meeting.items[2], actor_id=world.chair.id)
    after = _at(item.meeting_id, NOW)
    assert evening.ITEMS[2] in after.now
    assert evening.ITEMS[1] not in after.now
    check_in(meeting=item.meeting, person_id=world.members[3].id)
    assert _at(item.meeting_id, NOW).hall != after.hall


def test_each_language_has_its_own(world: World) -> None:
    meeting_id = evening.with_item(world).meeting_id
    assert "Under discussion" in _at(meeting_id, NOW).now
    assert "Under discussion" not in _at(meeting_id, NOW, "zh_CN").now


def test_a_clock_put_back_does_not_keep_a_drawing(world: World) -> None:
    meeting_id = evening.with_item(world).meeting_id
    first = _at(meeting_id, NOW)
    assert _at(meeting_id, NOW - timedelta(hours=1)) is not first
