"""Who may see the offices of a place, and give or end them: always from above."""

from dataclasses import dataclass
from typing import Any

from council.organisation.models import Place
from council.permits.actor import STAFF, Actor, Office
from council.permits.permission import Permission, Scoped, grant, holds

#: What an estate head gives for the estate and its buildings.
OF_THE_ESTATE_HEAD = frozenset(
    {Office.BUILDING_HEAD, Office.HUB_HOUSEHOLD_HEAD, Office.PATROL_LEADER, Office.TELLER, Office.RECORDER}
)
#: What community staff give: the offices of estates and below; not the supervisors who watch over them.
OF_COMMUNITY_STAFF = OF_THE_ESTATE_HEAD | {
    Office.ESTATE_HEAD,
    Office.SAFETY_OFFICER,
    Office.LEGAL_OFFICER,
    Office.MEDIATOR,
    Office.GRID_OFFICER,
    Office.COUNCIL_MEMBER,
    Office.PARTNER_CONTACT,
}
#: What the sub-district's staff give: community staff and all below. Only administrators make their like.
OF_STREET_STAFF = OF_COMMUNITY_STAFF | {Office.COMMUNITY_STAFF, Office.SUPERVISOR}


class OfficeAct(Permission):
    """Acts on offices."""

    LOOK = "residents.office.look", "See who holds which office, and who held it before."
    FILL = "residents.office.fill", "Give somebody an office, or let somebody follow its holder."
    END = "residents.office.end", "End somebody's term in an office."


@dataclass(frozen=True)
class Seat:
    """An office of a place."""

    office: Office
    place: Place

    @property
    def scope_path(self) -> str:
        """For permits: the place it is for."""
        return self.place.path


def is_for_an_estate_head_to_give(actor: Actor, thing: Scoped) -> bool:
    """the office is building head, hub household head, patrol leader, teller or recorder"""
    return _office(thing) in OF_THE_ESTATE_HEAD


def is_for_community_staff_to_give(actor: Actor, thing: Scoped) -> bool:
    """the office is one of an estate or below it, but not supervisor"""
    return _office(thing) in OF_COMMUNITY_STAFF


def is_for_street_staff_to_give(actor: Actor, thing: Scoped) -> bool:
    """the office is community staff, supervisor, or one of an estate or below it"""
    return _office(thing) in OF_STREET_STAFF


def lives_in_the_estate(actor: Actor, thing: Scoped) -> bool:
    """lives in the place concerned, which is an estate or lies in one"""
    place = getattr(thing, "place", thing)
    return getattr(place, "estate_id", None) is not None and actor.lives_in(_estate_path(place))


def _estate_path(place: Any) -> str:
    """`/1/2/5/` of `/1/2/5/9/`: the path down to the estate."""
    head, _, _rest = place.path.partition(f"/{place.estate_id}/")
    return f"{head}/{place.estate_id}/"


def _office(thing: Scoped) -> Office | None:
    return getattr(thing, "office", None)


grant(OfficeAct.LOOK, holds(*STAFF), lives_in_the_estate)
_from_above = (
    holds(Office.ADMINISTRATOR),
    [holds(Office.STREET_STAFF), is_for_street_staff_to_give],
    [holds(Office.COMMUNITY_STAFF), is_for_community_staff_to_give],
    [holds(Office.ESTATE_HEAD), is_for_an_estate_head_to_give],
)
grant(OfficeAct.FILL, *_from_above)
grant(OfficeAct.END, *_from_above)
