"""The card “who is my building head”: for people who are signed in and live there, never on a public page."""

from dataclasses import dataclass

from council.media.models import Photo
from council.permits.actor import Office
from council.residents.models import Appointment
from council.residents.offices.queries import officers_on
from council.residents.offices.words import duty_word

#: Whom a resident calls, in this order.
ORDER = (
    Office.BUILDING_HEAD,
    Office.GRID_OFFICER,
    Office.ESTATE_HEAD,
    Office.HUB_HOUSEHOLD_HEAD,
    Office.MEDIATOR,
    Office.PATROL_LEADER,
    Office.SAFETY_OFFICER,
    Office.LEGAL_OFFICER,
)
#: Who has a card even where nobody holds the office: whom to call instead.
ALWAYS = frozenset({Office.BUILDING_HEAD, Office.GRID_OFFICER, Office.ESTATE_HEAD, Office.MEDIATOR})


@dataclass(frozen=True)
class Card:
    """An officer as a resident sees them; without a name the office is vacant. `phone` is whom to call."""

    office: Office
    duty: str
    name: str = ""
    place: str = ""
    phone: str = ""
    photo: Photo | None = None

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds the office."""
        return not self.name


def cards_for(home: str, service: str) -> list[Card]:
    """The cards for somebody who lives at the path `home`; `service` is the number to call where nobody can be."""
    held = officers_on(home)
    cards = []
    for office in ORDER:
        theirs = [_card(each) for each in held if each.office == office]
        cards += theirs or ([Card(office, duty_word(office), phone=service)] if office in ALWAYS else [])
    return cards


def _card(held: Appointment) -> Card:
    person = held.person
    office = Office(held.office)
    return Card(office, duty_word(office), person.name, held.place.name, person.phone, person.photo)
