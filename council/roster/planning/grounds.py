"""Where a row's door is: grid, building and entrance, found or to be made; the household behind the door."""

from collections import defaultdict
from dataclasses import dataclass

from council.roster.planning.plans import NewHousehold, NewPlace, Plan
from council.roster.planning.snapshot import PlaceRow, Snapshot
from council.roster.reading.problems import Problem
from council.roster.reading.rows import RosterRow
from council.roster.rules import door_of, entrance_words, spot_of

#: Places that buildings stand in: a grid, or an estate that has none.
HOLDERS = ("grid", "estate")
LONGEST_PLACE_NAME = 120


@dataclass(slots=True)
class Spot:
    """Where a row's people live: the entrance or the building itself, and the household if there is one."""

    holder: PlaceRow
    building: int
    place: int
    door: str
    household: int | None


class Grounds:
    """Looks places and doors up in the snapshot and in what the plan makes. References below zero are new."""

    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        self._plan = plan
        self._scope = snapshot.scope
        self._elsewhere = snapshot.codes_elsewhere
        self.by_id = {place.id: place for place in snapshot.places}
        self._codes = {place.code for place in snapshot.places} | snapshot.codes_elsewhere
        self._children: dict[int, list[PlaceRow]] = defaultdict(list)
        for place in snapshot.places:
            if place.parent_id is not None:
                self._children[place.parent_id].append(place)
        self._holders = {place.code.upper(): place for place in snapshot.places if self._holds_buildings(place)}
        self._spots: dict[tuple[int, str, str], int] = {}
        self._index_spots(snapshot)
        self.names: dict[int, str] = {place.id: place.name for place in snapshot.places}
        self.households: dict[tuple[int, str], int] = {}
        for household in snapshot.households:
            self.households.setdefault((household.place_id, door_of(household.door)), household.id)
        #: building → door → the places behind which there is such a door
        self._doors: dict[tuple[int, str], set[int]] = defaultdict(set)
        for place_id, door in self.households:
            self._doors[self._building_of(place_id), door].add(place_id)

    def spot(self, row: RosterRow) -> Spot | Problem:
        """Where this row's door is, or what is wrong with that."""
        holder = self._holder(row)
        if isinstance(holder, Problem):
            return holder
        building = self._place("building", holder.id, row.building, holder)
        place = self._place("entrance", building, row.entrance, holder) if row.entrance else building
        if problem := self._other_side(row, building, place):
            return problem
        return Spot(holder, building, place, row.door, self.households.get((place, row.door)))

    def household_at(self, spot: Spot) -> int:
        """The household behind the door, new if need be."""
        if spot.household is None:
            spot.household = self.households.get((spot.place, spot.door))
        if spot.household is None:
            spot.household = -len(self._plan.households) - 1
            self._plan.households.append(NewHousehold(spot.household, spot.place, spot.door))
            self.households[spot.place, spot.door] = spot.household
        return spot.household

    def where(self, place: int, door: str) -> str:
        """A door in words."""
        return f"{self.names.get(place, '')} {door}".strip()

    def path_of(self, office: str, spot: Spot) -> tuple[int, str]:
        """The place that an office is held for, and its path: a building's head for the building, others for the
        grid, the estate head for the estate."""
        if office in ("building_head", "hub_household_head"):
            known = self.by_id.get(spot.building)
            return spot.building, known.path if known else f"{spot.holder.path}new{spot.building}/"
        estate = self.by_id.get(spot.holder.estate_id or 0)
        place = estate if office == "estate_head" and estate else spot.holder
        return place.id, place.path

    def _holder(self, row: RosterRow) -> PlaceRow | Problem:
        if not row.place:
            return self._scope
        found = self._holders.get(row.place.upper())
        if found is not None and found.path.startswith(self._scope.path):
            return found
        known = found is not None or row.place.upper() in self._elsewhere
        code = "place_outside" if known else "place_unknown"
        return Problem(row.number, "place", code, {"text": row.place, "scope": self._scope.name})

    def _place(self, kind: str, parent: int, text: str, holder: PlaceRow) -> int:
        key = (parent, kind, spot_of(text))
        found = self._spots.get(key)
        if found is None:
            found = self._spots[key] = self._make(kind, parent, text, holder)
        return found

    def _make(self, kind: str, parent: int, text: str, holder: PlaceRow) -> int:
        ref = -len(self._plan.places) - 1
        spot = spot_of(text)
        position = int(spot) if spot.isdecimal() and len(spot) < 6 else 0
        name = text if kind == "building" else self._entrance_name(parent, text)
        root = self.by_id.get(holder.estate_id or holder.id, holder).code
        code = self._code(root if kind == "building" else self._code_of(parent), kind, position)
        self._plan.places.append(NewPlace(ref, kind, parent, code, name[:LONGEST_PLACE_NAME], position))
        self.names[ref] = name
        return ref

    def _entrance_name(self, building: int, text: str) -> str:
        name = self.names[building]
        if text.startswith(name):
            return text
        return f"{name}{text}" if not text[:1].isascii() or text[-1:] > "\u2e7f" else f"{name} {text}"

    def _code(self, root: str, kind: str, position: int) -> str:
        """A free code such as `GY-B16` or `GY-B16-E2`."""
        letter = "B" if kind == "building" else "E"
        digits = f"{position:02d}" if kind == "building" else str(position)
        code, number = f"{root[:22]}-{letter}{digits}", 1
        while code in self._codes or not position:
            position, code, number = position or 1, f"{root[:22]}-{letter}X{number}", number + 1
        self._codes.add(code)
        return code

    def _code_of(self, ref: int) -> str:
        return self.by_id[ref].code if ref > 0 else self._plan.places[-ref - 1].code

    def _other_side(self, row: RosterRow, building: int, place: int) -> Problem | None:
        """The roster has this door behind an entrance and the file does not say which, or the other way round."""
        known = self._doors.get((building, row.door))
        if not known or place in known:
            return None
        if place == building:
            others = ", ".join(sorted(self.names[other] for other in known))
            return Problem(row.number, "entrance", "entrance_missing", {"door": row.door, "names": others})
        if building in known:
            return Problem(row.number, "entrance", "entrance_too_much", {"door": row.door})
        return None

    def _holds_buildings(self, place: PlaceRow) -> bool:
        if place.kind == "grid":
            return True
        return place.kind == "estate" and not any(child.kind == "grid" for child in self._children[place.id])

    def _index_spots(self, snapshot: Snapshot) -> None:
        for place in snapshot.places:
            if place.kind not in ("building", "entrance") or place.parent_id is None:
                continue
            short = place.name
            if place.kind == "entrance":
                short = entrance_words(place.name, self.by_id[place.parent_id].name)
            for text in (short, place.name, place.code):
                self._spots.setdefault((place.parent_id, place.kind, spot_of(text)), place.id)

    def _building_of(self, place_id: int) -> int:
        place = self.by_id[place_id]
        return place.parent_id if place.kind == "entrance" and place.parent_id else place.id
