"""Papers of a meeting in its minutes: what lay there, by its title, masked for the public."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask_babel import force_locale

from council.base import clock
from council.meetings.attachments.models import Paper
from council.meetings.attachments.operations import attach, withdraw
from council.meetings.models import AgendaItem, Meeting
from council.meetings.operations.planning import convene
from council.meetings.operations.session import adjourn
from council.minutes.facts import document as minutes_of
from council.minutes.rules import redacted
from tests.meetings.plans import NOW, draft, started
from tests.support.world import World


@pytest.fixture(autouse=True)
def _sunday(session: None) -> Iterator[None]:
    with clock.stopped(NOW), force_locale("en"):
        yield


@pytest.fixture
def meeting(world: World) -> Meeting:
    return draft(world, "东门限行", "路灯")


def a_text(world: World, item: AgendaItem, title: str = "限行办法") -> Paper:
    return attach(item=item, title=title, text="晚八点到早六点。", actor_id=world.chair.id)


def test_the_minutes_name_the_papers_that_stand(world: World, meeting: Meeting) -> None:
    kept, gone = a_text(world, meeting.items[0]), a_text(world, meeting.items[0], title="旧办法")
    convene(meeting=meeting, actor_id=world.chair.id)
    withdraw(paper=gone, reason="有新的", actor_id=world.chair.id)
    found = minutes_of(meeting, {})["items"]
    assert [each["papers"] for each in found] == [[{"title": kept.title}], []]


def test_what_lay_there_stays_in_the_minutes_and_its_title_is_masked(world: World, meeting: Meeting) -> None:
    paper = a_text(world, meeting.items[0], title=f"{world.resident.name}反映的噪音")
    convene(meeting=meeting, actor_id=world.chair.id)
    running = started(world, meeting)
    with clock.stopped(running.starts_at + timedelta(hours=1)):
        adjourn(meeting=running, actor_id=world.chair.id)
    with clock.stopped(running.starts_at + timedelta(hours=2)):
        withdraw(paper=paper, reason="有新的", actor_id=world.chair.id)
    found = minutes_of(running, {})
    assert found["items"][0]["papers"] == [{"title": paper.title}]
    public = redacted(found, mask=lambda name: f"{name[0]}*", others=[world.resident.name])
    assert public["items"][0]["papers"] == [{"title": f"{world.resident.name[0]}*反映的噪音"}]
