"""The floor as screens show it: who speaks, who waits in which order, who has spoken for how long."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from council.base.db import db
from council.meetings.floor.models import Speech, who_of
from council.meetings.floor.rules import Hand, SpeechClock, Turn, in_order, last_side
from council.meetings.models import AgendaItem
from council.organisation.models import Place
from council.residents.models import Person


@dataclass(frozen=True, slots=True)
class Speaker(Hand):
    """A hand with what screens say of its owner: a name, where from (the building), how often spoken before."""

    name: str
    whence: str
    state: str
    turn: int
    clock: SpeechClock
    reminded: str
    started_at: datetime | None


@dataclass(frozen=True, slots=True)
class Floor:
    """The floor on one item: who speaks, who waits in the order they come, who has spoken, who was not reached."""

    present: Speaker | None = None
    waiting: Sequence[Speaker] = ()
    spoken: Sequence[Speaker] = ()
    dropped: Sequence[Speaker] = ()


def floor_of(item_id: int) -> Floor:
    """The floor on an item, in one query."""
    return _sorted(_rows(AgendaItem.id == item_id))


def speeches_in(meeting_id: int) -> list[tuple[int, Speaker]]:
    """(item id, speaker) of all that was spoken in a meeting, in the order of the agenda and then of speaking."""
    rows = _rows(AgendaItem.meeting_id == meeting_id, Speech.state == Turn.SPOKEN)
    return [(row.Speech.item_id, _speaker(row, 0)) for row in rows]


def queue_of(item_id: int) -> list[Speech]:
    """The hands that are up, in the order they come, as rows to change."""
    found = {row.id: row for row in db.session.scalars(select(Speech).where(Speech.item_id == item_id))}
    return [found[speaker.id] for speaker in floor_of(item_id).waiting]


def hand_up(item_id: int, person_id: int) -> Speech | None:
    """The hand of a person that waits or speaks on an item."""
    query = select(Speech).where(Speech.item_id == item_id, Speech.person_id == person_id)
    return db.session.scalar(query.where(Speech.state.in_((Turn.WAITING, Turn.SPEAKING))))


def _rows(*where: Any) -> Sequence[Any]:
    home, building = aliased(Place), aliased(Place)
    query = (
        select(Speech, Person.name, home.name.label("home"), building.name.label("building"))
        .join(AgendaItem, AgendaItem.id == Speech.item_id)
        .outerjoin(Person, Person.id == Speech.person_id)
        .outerjoin(home, home.id == Person.place_id)
        .outerjoin(building, (building.id == home.parent_id) & (home.kind == "entrance"))
        .where(*where)
        .order_by(AgendaItem.position, AgendaItem.id, Speech.started_at, Speech.id)
        .execution_options(populate_existing=True)
    )
    return db.session.execute(query).all()


def _sorted(rows: Sequence[Any]) -> Floor:
    times: Counter[str] = Counter()
    speakers = []
    for row in sorted(rows, key=lambda row: (row.Speech.started_at is None, row.Speech.started_at, row.Speech.id)):
        times[row.Speech.who] += row.Speech.state in (Turn.SPOKEN, Turn.SPEAKING)
        speakers.append(_speaker(row, times[row.Speech.who] + (row.Speech.state == Turn.WAITING)))
    by_state = {state: [each for each in speakers if each.state == state] for state in Turn}
    had = [*by_state[Turn.SPOKEN], *by_state[Turn.SPEAKING]]
    side = last_side(each.stance for each in had)
    return Floor(
        present=next(iter(by_state[Turn.SPEAKING]), None),
        waiting=in_order(by_state[Turn.WAITING], spoken=times, last=side),
        spoken=by_state[Turn.SPOKEN],
        dropped=[*by_state[Turn.TAKEN_DOWN], *by_state[Turn.NOT_REACHED]],
    )


def _speaker(row: Any, turn: int) -> Speaker:
    speech: Speech = row.Speech
    return Speaker(
        id=speech.id,
        who=who_of(speech.person_id, speech.name),
        stance=speech.stance,
        name=row.name or speech.name,
        whence=row.building or row.home or "",
        state=speech.state,
        turn=turn,
        clock=speech.clock,
        reminded=speech.reminded,
        started_at=speech.started_at,
    )
