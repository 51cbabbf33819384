"""A small neighbourhood for tests: two estates, one council of 46, one person for each part.

The people are named after their part, so that a test reads as a story: `world.chair` may, `world.stranger` may not.
"""

from dataclasses import dataclass
from datetime import date

from council.base.db import db
from council.organisation.models import HotlineKind, PartnerUnit, Place, PlaceKind
from council.organisation.operations import add_hotline, add_place, add_unit
from council.organisation.queries import place_by_code
from council.permits.actor import Actor, Office
from council.residents.models import Person
from council.residents.operations import appoint, enrol
from council.residents.queries import load_actor

SINCE = date(2026, 1, 1)
#: Members of the council of the estate, the chair among them.
MEMBERS = 46


@dataclass
class World:
    """Handles on the neighbourhood."""

    street: Place
    community: Place
    estate: Place
    building: Place
    other_estate: Place
    resident: Person
    neighbour: Person
    chair: Person
    recorder: Person
    grid_officer: Person
    supervisor: Person
    community_staff: Person
    street_staff: Person
    administrator: Person
    partner: Person
    stranger: Person
    members: list[Person]
    unit: PartnerUnit

    @classmethod
    def load(cls) -> "World":
        """Find everything again in the present session."""
        places = {name: place_by_code(code) for name, code in PLACES.items()}
        people = {key: person for person in db.session.scalars(db.select(Person)) if (key := person.key)}
        unit = db.session.scalar(db.select(PartnerUnit).where(PartnerUnit.code == "water"))
        members = [people[f"member-{number}"] for number in range(1, MEMBERS + 1)]
        named = {part: people[part] for part in PARTS}
        return cls(**places, **named, members=members, chair=members[0], unit=unit)  # type: ignore[arg-type]

    @staticmethod
    def actor(person: Person) -> Actor:
        """`person` as the permits see them."""
        actor = load_actor(person.id)
        assert actor is not None
        return actor


PLACES = {
    "street": "ST",
    "community": "ST-C1",
    "estate": "GY",
    "building": "GY-B3",
    "other_estate": "TQ",
}
PARTS = (
    "resident",
    "neighbour",
    "recorder",
    "grid_officer",
    "supervisor",
    "community_staff",
    "street_staff",
    "administrator",
    "partner",
    "stranger",
)


def build_world() -> None:
    """Make the neighbourhood, through the rooms' own operations."""
    street = add_place(kind=PlaceKind.STREET, code="ST", name="青檐街道")
    community = add_place(kind=PlaceKind.COMMUNITY, code="ST-C1", name="灯桥社区", parent=street)
    estate = add_place(kind=PlaceKind.ESTATE, code="GY", name="桂雨里小区", parent=community)
    grid = add_place(kind=PlaceKind.GRID, code="GY-G7", name="第7网格", parent=estate)
    building = add_place(kind=PlaceKind.BUILDING, code="GY-B3", name="3栋", parent=grid)
    other = add_place(kind=PlaceKind.ESTATE, code="TQ", name="听泉里", parent=community)
    other_building = add_place(kind=PlaceKind.BUILDING, code="TQ-B1", name="1栋", parent=other)
    for number, kind in enumerate(HotlineKind):
        add_hotline(kind=kind, phone=f"0700 12 000{number + 1}", place=estate)
    unit = add_unit(code="water", name="供水公司", phone="0700 12 0009", place=street)

    enrol(key="resident", name="周敏", place=building, door="302", phone="19900000001")
    enrol(key="neighbour", name="陆小满", place=building, door="301")
    enrol(key="stranger", name="贺远", place=other_building, door="101")
    _officer("recorder", "何静", Office.RECORDER, estate, building)
    _officer("grid_officer", "秦朗", Office.GRID_OFFICER, grid, building)
    _officer("supervisor", "孟知秋", Office.SUPERVISOR, estate, building)
    _officer("community_staff", "苏文", Office.COMMUNITY_STAFF, community, None)
    _officer("street_staff", "顾晓", Office.STREET_STAFF, street, None)
    _officer("administrator", "方管", Office.ADMINISTRATOR, street, None)
    partner = enrol(key="partner", name="钱水生", place=None)
    appoint(person=partner, office=Office.PARTNER_CONTACT, place=street, since=SINCE, unit=unit)
    for number in range(1, MEMBERS + 1):
        name = "唐守诚" if number == 1 else f"代表{number:02d}"
        member = enrol(key=f"member-{number}", name=name, place=building, door=f"{400 + number}")
        category = "representative" if number <= 39 else "party"
        appoint(person=member, office=Office.COUNCIL_MEMBER, place=estate, since=SINCE, category=category)
        if number == 1:
            appoint(person=member, office=Office.ESTATE_HEAD, place=estate, since=SINCE)


def _officer(key: str, name: str, office: Office, place: Place, home: Place | None) -> None:
    person = enrol(key=key, name=name, place=home, door=f"1{len(key):02d}" if home else "")
    appoint(person=person, office=office, place=place, since=SINCE)
