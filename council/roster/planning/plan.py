"""Making the plan: row by row, with a verdict for each."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from council.roster.planning.belongings import Belongings
from council.roster.planning.doubles import Doubles
from council.roster.planning.grounds import Grounds, Spot
from council.roster.planning.matching import Matching
from council.roster.planning.plans import Change, Line, NewPerson, Plan, Verdict
from council.roster.planning.snapshot import PersonRow, Rights, Snapshot
from council.roster.reading.problems import Problem
from council.roster.reading.rows import RosterRow
from council.roster.reading.sheets import Sheet
from council.roster.rules import name_of, phone_of

STEP = 250
#: What a row sets on a person, beside their door.
FIELDS = ("name", "phone", "residency", "adult", "household_rep", "external_id")
#: What nobody changes on the record of a person whose offices reach further: it is the way into their account.
GUARDED = frozenset({"name", "phone", "external_id"})
#: What a new person is where the file says nothing.
DEFAULTS: dict[str, Any] = {
    "phone": "",
    "residency": "registered",
    "adult": True,
    "household_rep": False,
    "external_id": None,
}


def plan_import(
    sheet: Sheet, snapshot: Snapshot, rights: Rights, *, progress: Callable[[int], None] = lambda _rows: None
) -> Plan:
    """What this file means for this roster. Nothing is written, and the same arguments give the same plan."""
    return _Planner(sheet, snapshot, rights).run(progress)


class _Planner:
    def __init__(self, sheet: Sheet, snapshot: Snapshot, rights: Rights) -> None:
        self._rows: Sequence[RosterRow] = sheet.rows
        self._rights = rights
        self._snapshot = snapshot
        self.plan = Plan(ignored=sheet.ignored)
        self._wrong: dict[int, list[Problem]] = defaultdict(list)
        numbers = {row.number for row in sheet.rows}
        for problem in sheet.problems:
            (self._wrong[problem.row] if problem.row in numbers else self.plan.problems).append(problem)
        self._grounds = Grounds(snapshot, self.plan)
        self._matching = Matching(snapshot)
        self._belongings = Belongings(snapshot, self.plan, self._grounds)
        self._doubles = Doubles()
        #: (place, door) → who speaks for the household once the file is written
        self._speakers: dict[tuple[int, str], set[int]] = defaultdict(set)
        for person in snapshot.people:
            if person.household_rep and person.merged_into_id is None and person.left_on is None:
                self._speakers[self._matching.door(person)].add(person.id)

    def run(self, progress: Callable[[int], None]) -> Plan:
        done: list[tuple[Line, RosterRow, Spot]] = []
        for at, row in enumerate(self._rows, start=1):
            if self.plan.problems and row.number not in self._wrong:
                continue  # the heading is wrong: nobody knows what this row says, only which cells no row may hold
            line = Line(row.number, Verdict.UNCHANGED, row.name, "", problems=self._wrong.get(row.number, []))
            self.plan.lines.append(line)
            spot = None if line.problems else self._judge(row, line)
            if spot is not None:
                done.append((line, row, spot))
            if line.problems:
                line.verdict = Verdict.WRONG
                line.changes.clear()
            if not line.where:
                line.where = " ".join(part for part in (row.building, row.entrance, row.door) if part)
            if at % STEP == 0:
                progress(at)
        self._check_speakers(done)
        self.plan.not_in_file = self._not_in_file()
        return self.plan

    def _judge(self, row: RosterRow, line: Line) -> Spot | None:
        spot = self._grounds.spot(row)
        if isinstance(spot, Problem):
            line.problems.append(spot)
            return None
        line.where = self._grounds.where(spot.place, row.door)
        line.problems.extend(self._doubles.check(row, spot))
        found = self._matching.find(row, spot)
        if isinstance(found, Problem):
            if all(found.code != problem.code for problem in line.problems):
                line.problems.append(found)
            return None
        line.problems.extend(self._forbidden_offices(row))
        if line.problems:
            return None
        person = self._enrol(row, spot, line) if found is None else self._update(found, row, spot, line)
        if not line.problems:
            line.changes.extend(self._belongings.changes(row, spot, person))
            if line.verdict is Verdict.UNCHANGED and line.changes:
                line.verdict = Verdict.CHANGED
        return spot

    def _enrol(self, row: RosterRow, spot: Spot, line: Line) -> int:
        ref = -len(self.plan.people) - 1
        values = {name: _said(row, name) for name in FIELDS}
        values = {name: DEFAULTS.get(name) if value is None else value for name, value in values.items()}
        home = self._grounds.household_at(spot)
        self.plan.people.append(NewPerson(ref, {**values, "household_id": home, "place_id": spot.place}))
        line.verdict = Verdict.NEW
        if values["household_rep"]:
            self._speakers[spot.place, spot.door].add(ref)
        return ref

    def _update(self, person: PersonRow, row: RosterRow, spot: Spot, line: Line) -> int:
        values: dict[str, Any] = {}
        for name in FIELDS:
            said, today = _said(row, name), getattr(person, name)
            if name == "external_id" and self._matching.is_taken(row.external_id):
                continue  # theirs, or of a record that was merged into theirs: it stays where it is
            if said is not None and not _same(name, said, today):
                values[name] = said
                line.changes.append(Change(name, today, said))
        before = self._matching.door(person)
        if before != (spot.place, spot.door):
            line.changes.append(Change("home", self._grounds.where(*before), line.where))
        if person.left_on is not None:
            values["left_on"] = None
            line.changes.append(Change("left_on", person.left_on.isoformat(), None))
        if person.id in self._rights.guarded and GUARDED & values.keys():
            column = sorted(GUARDED & values.keys())[0]
            line.problems.append(Problem(row.number, column, "guarded", {"name": person.name}))
            return person.id
        if before != (spot.place, spot.door):
            values |= {"household_id": self._grounds.household_at(spot), "place_id": spot.place}
        self._speak(person, values, before, spot)
        if values:
            self.plan.updates.append({"id": person.id, **values})
        return person.id

    def _speak(self, person: PersonRow, values: dict[str, Any], before: tuple[int, str], spot: Spot) -> None:
        self._speakers[before].discard(person.id)
        if values.get("household_rep", person.household_rep):
            self._speakers[spot.place, spot.door].add(person.id)

    def _forbidden_offices(self, row: RosterRow) -> list[Problem]:
        return [
            Problem(row.number, "office", "office_not_yours", {"office": office})
            for office in row.office
            if office not in self._rights.offices
        ]

    def _check_speakers(self, done: list[tuple[Line, RosterRow, Spot]]) -> None:
        """A row that makes a second representative behind a door, beside one whom the file does not name."""
        for line, row, spot in done:
            if row.household_rep and len(self._speakers[spot.place, spot.door]) > 1 and not line.problems:
                line.problems.append(Problem(row.number, "household_rep", "speaker_already", {"door": row.door}))
                line.verdict = Verdict.WRONG
                line.changes.clear()

    def _not_in_file(self) -> int:
        if self.plan.problems:
            return 0
        scope, places, seen = self._snapshot.scope.path, self._grounds.by_id, self._matching.seen
        return sum(
            person.id not in seen and places[person.place_id].path.startswith(scope)
            for person in self._snapshot.people
            if person.merged_into_id is None and person.left_on is None
        )


def _said(row: RosterRow, name: str) -> Any:
    """What the row says for a field; None where it says nothing."""
    value = getattr(row, name)
    return None if value == "" else value


def _same(name: str, said: Any, today: Any) -> bool:
    if name == "phone":
        return bool(said == (phone_of(today) or today))
    if name == "name":
        return bool(said == name_of(today))
    return bool(said == today)
