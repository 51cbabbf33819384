"""The script: what a rehearsal needs of the real meeting, as plain rows. Reads the real database and changes nothing.

Copied are the line of places, the procedure, the meeting with its agenda, the titles of its issues, and of people only
those who run it (name and office; no phone number, no door). Whoever else a row speaks of is left out. Seats keep what
their votes weigh; the lots of which that is made are named anew.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select

from council.base import clock, ids
from council.base.db import Base, db
from council.charters.models import PlaceProcedure
from council.issues.models import Issue
from council.issues.states import IssueState
from council.meetings.kinds import OPEN_TO_ALL
from council.meetings.members import Called, called_by
from council.meetings.models import AgendaItem, ItemState, Meeting, MeetingState, Member, WallView
from council.organisation.models import Place, PlaceSetting
from council.rehearsal.rules import CROWD, MOST
from council.residents.models import Appointment, Person

Row = dict[str, Any]
#: Of a person nothing but name and place goes along; of an issue its title.
LEFT_OUT: dict[str, Row] = {
    "person": {"phone": "", "external_id": None, "household_rep": False, "session_epoch": 0},
    "issue": {"detail": "", "spot": "", "answer": "", "source": "resident", "support_count": 0, "pressing": 0},
}


@dataclass
class Script:
    """Rows by table, in the order in which they are written, and the seats to be filled with invented people."""

    meeting_id: int
    place_id: int
    chair_id: int
    tables: list[tuple[Table, list[Row]]] = field(default_factory=list)
    #: what each seat is called as
    seats: list[Called] = field(default_factory=list)
    #: whether those who sit there are called by name
    called: bool = True
    #: opens the rehearsal's wall without sign-in
    wall_token: str = field(default_factory=lambda: ids.token(18))

    def kept(self, table: Table) -> set[int]:
        """The ids of the rows of a table that go along."""
        return {row["id"] for each, rows in self.tables if each is table for row in rows}

    def add(self, model: type[Base], where: ColumnElement[bool], **changes: object) -> None:
        """Take the rows of a model along, changed, and cut loose from what does not go along."""
        table = _table(model)
        found = db.session.execute(select(table).where(where).order_by(table.c.id)).mappings().all()
        rows = [dict(row) | LEFT_OUT.get(table.name, {}) | changes for row in found]
        self.tables.append((table, rows))
        for column in table.columns:
            for key in column.foreign_keys:
                self._cut_loose(rows, column.name, bool(column.nullable), key.column.table)

    def _cut_loose(self, rows: list[Row], column: str, optional: bool, target: Table) -> None:
        """Where a row speaks of one who does not go along: of nobody, or of the chair."""
        kept = self.kept(target)
        instead = None if optional else {"person": self.chair_id, "place": self.place_id}.get(target.name)
        for row in rows:
            if row[column] is not None and row[column] not in kept:
                row[column] = instead


def read_script(meeting: Meeting, actor_id: int) -> Script:
    """Everything that the rehearsal of `meeting` begins with; `actor_id` runs it beside its chair."""
    script = Script(meeting.id, meeting.place_id, meeting.chair_id)
    line = [int(part) for part in meeting.place.path.strip("/").split("/")]
    script.add(Place, or_(Place.id.in_(line), Place.path.startswith(meeting.place.path)))
    script.add(PlaceSetting, PlaceSetting.place_id.in_(line))
    people = {meeting.chair_id, actor_id, meeting.recorder_id or meeting.chair_id}
    _add_people(script, people)
    script.add(PlaceProcedure, PlaceProcedure.place_id.in_(line))
    items = select(AgendaItem.issue_id).where(AgendaItem.meeting_id == meeting.id, AgendaItem.issue_id.is_not(None))
    public = Issue.restricted.is_(False), Issue.state != IssueState.MERGED
    script.add(Issue, Issue.id.in_(items) & public[0] & public[1], reporter_id=meeting.chair_id, entered_by_id=None)
    script.add(Meeting, Meeting.id == meeting.id, **_fresh(script, meeting))
    untouched = {"state": ItemState.PLANNED, "opened_at": None, "closed_at": None}
    script.add(AgendaItem, AgendaItem.meeting_id == meeting.id, **untouched)
    _add_seats(script, meeting, people)
    return script


def read_person(script: Script, person_id: int) -> Script:
    """One more who comes to run it, for a rehearsal that has begun from `script`."""
    more = Script(script.meeting_id, script.place_id, script.chair_id, tables=list(script.tables))
    before = len(more.tables)
    _add_people(more, {person_id})
    more.tables = more.tables[before:]
    return more


def _add_people(script: Script, people: Collection[int]) -> None:
    script.add(Person, Person.id.in_(people))
    script.add(Appointment, Appointment.person_id.in_(people) & Appointment.place_id.in_(script.kept(_table(Place))))


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _fresh(script: Script, meeting: Meeting) -> Row:
    """The meeting as called for now: its own code and wall, so that no phone mistakes one for the other."""
    now = clock.now()
    return {
        "state": MeetingState.CONVENED,
        "code": ids.digits(6),
        "wall_token": script.wall_token,
        "wall_view": WallView.AUTO,
        "version": 0,
        "starts_at": min(meeting.starts_at, now),
        "convened_at": meeting.convened_at or now,
        "started_at": None,
        "closed_at": None,
        "series_id": None,
        "series_on": None,
    }


def _add_seats(script: Script, meeting: Meeting, people: Collection[int]) -> None:
    """As many seats as are called: those of the people who go along, and the others for invented members."""
    if meeting.kind in OPEN_TO_ALL:
        script.seats, script.called = [Called("")] * CROWD, False
        return
    query = select(Member.person_id, Member.category, Member.weight, Member.label)
    rows = db.session.execute(query.where(Member.meeting_id == meeting.id)).all()
    called = {row[0]: Called(*row[1:]) for row in rows} or dict(called_by(meeting.kind, meeting.place))
    called = dict(zip(called, _doors_invented(called.values()), strict=True))
    own = [
        {"meeting_id": meeting.id, "person_id": person_id, **called[person_id]._asdict()}
        for person_id in sorted(people)
        if person_id in called
    ]
    script.tables.append((_table(Member), own))
    script.seats = [seat for person_id, seat in called.items() if person_id not in people][:MOST]


def _doors_invented(seats: Iterable[Called]) -> list[Called]:
    """The seats with invented doors where real ones stood: whoever plays along sees them."""
    return [seat._replace(label=str(101 + number)) if seat.label else seat for number, seat in enumerate(seats)]
