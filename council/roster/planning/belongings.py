"""What a row says beside the person: the lot behind the door, who owns it, which offices are held."""

from collections import defaultdict
from collections.abc import Iterator

from council.roster.planning.grounds import Grounds, Spot
from council.roster.planning.plans import Change, NewLot, NewOffice, NewOwnership, Plan
from council.roster.planning.snapshot import LotRow, Snapshot
from council.roster.reading.rows import RosterRow
from council.roster.rules import area_text, door_of


class Belongings:
    """Plans lots, ownerships and appointments."""

    def __init__(self, snapshot: Snapshot, plan: Plan, grounds: Grounds) -> None:
        self._plan = plan
        self._grounds = grounds
        self._lots: dict[tuple[int, str], tuple[int, int | None]] = {}
        for lot in sorted(snapshot.lots, key=_dwellings_first):
            if lot.kind != "parking":
                self._lots.setdefault((lot.place_id, door_of(lot.door)), (lot.id, lot.area_cm2))
        self._owned: dict[tuple[int, int], int] = {(row.lot_id, row.person_id): row.id for row in snapshot.owners}
        self._offices: dict[tuple[int, str], list[str]] = defaultdict(list)
        for held in snapshot.offices:
            self._offices[held.person_id, held.office].append(held.path)

    def changes(self, row: RosterRow, spot: Spot, person: int) -> list[Change]:
        """What this row changes about lot, ownership and offices; planned as well."""
        return [*self._area(row, spot), *self._owner(row, spot, person), *self._held(row, spot, person)]

    def _area(self, row: RosterRow, spot: Spot) -> Iterator[Change]:
        lot = self._lots.get((spot.place, spot.door))
        if row.floor_area is None or (lot is not None and lot[1] == row.floor_area):
            return
        if lot is None:
            self._new_lot(row, spot)
        else:
            self._plan.areas.append((lot[0], row.floor_area))
            self._lots[spot.place, spot.door] = (lot[0], row.floor_area)
        yield Change("floor_area", area_text(lot[1]) if lot else None, area_text(row.floor_area))

    def _owner(self, row: RosterRow, spot: Spot, person: int) -> Iterator[Change]:
        if row.owner is None:
            return
        lot = self._lots.get((spot.place, spot.door))
        ownership = self._owned.get((lot[0], person)) if lot else None
        if row.owner == (ownership is not None):
            return
        if ownership is not None:
            self._plan.ended.append(ownership)
        else:
            lot_ref = lot[0] if lot else self._new_lot(row, spot)
            self._plan.ownerships.append(NewOwnership(lot_ref, person))
        yield Change("owner", not row.owner, row.owner)

    def _held(self, row: RosterRow, spot: Spot, person: int) -> Iterator[Change]:
        for office in row.office:
            place, path = self._grounds.path_of(office, spot)
            held = self._offices.get((person, office), ())
            if not any(known.startswith(path) or path.startswith(known) for known in held):
                self._plan.offices.append(NewOffice(person, office, place))
                yield Change("office", None, office)

    def _new_lot(self, row: RosterRow, spot: Spot) -> int:
        ref = -len(self._plan.lots) - 1
        kind = "shop" if row.residency == "shop" else "dwelling"
        self._plan.lots.append(NewLot(ref, spot.place, spot.door, kind, row.floor_area))
        self._lots[spot.place, spot.door] = (ref, row.floor_area)
        return ref


def _dwellings_first(lot: LotRow) -> tuple[bool, int]:
    return lot.kind != "dwelling", lot.id
