"""What the page of the cast shows: who there is, what each can try next, and the council that is on."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from council.base.db import db
from council.demo.cast.named import CAST, person_key
from council.meetings.models import Meeting, MeetingState
from council.residents.models import Person


@dataclass(frozen=True)
class Card:
    """One person of the cast: the key to sign in with, the name, who that is, what to try."""

    key: str
    name: str
    role: str
    hint: str


@dataclass(frozen=True)
class Cards:
    """The named parts, and the other members of the council."""

    parts: Sequence[Card]
    members: Sequence[Card]


def cards(language: str) -> Cards:
    """The cast with the names in the database; members with a part of their own appear once, as that part."""
    wanted = {person_key(member.key) for member in CAST}
    rows = db.session.execute(select(Person.key, Person.name).where(Person.key.in_(wanted)))
    names: dict[str, str] = {row[0]: row[1] for row in rows}
    hints = _hints()
    parts: list[Card] = []
    members: list[Card] = []
    shown: set[str] = set()
    for member in CAST:
        key = person_key(member.key)
        if key in shown or key not in names:
            continue
        shown.add(key)
        card = Card(member.key, names[key], member.role.say(language), hints.get(member.key, ""))
        (parts if member.key in hints else members).append(card)
    return Cards(parts, members)


def _hints() -> dict[str, str]:
    return {
        "resident-zhou": _("Raise an issue, follow your leaking stairwell, vote in tonight's council."),
        "chair-tang": _("Open the vote on item 4, close it, show the result, write the resolution, give out tasks."),
        "clerk-he": _("Watch the minutes fill themselves; finish and publish those of the evening talk."),
        "grid-qin": _("Accept the new issues, work on your tasks, make a sign-in link for a neighbour."),
        "resident-liu": _("An old neighbour without a phone: see what others raised for her."),
        "teller-a": _("Check in members who have no phone."),
        "teller-b": _("Check in members who have no phone."),
        "partner-water": _("Change the valve: report your task done, and the resident is asked."),
        "supervisor-meng": _("See what is overdue and what came back unsolved."),
        "community-admin": _("Look after three estates; start and finish your own tasks."),
        "street-admin": _("See all 37 grids with their lights in one view."),
    }


def running_council() -> Meeting | None:
    """The council that is in session, for the wall and the code."""
    query = select(Meeting).where(Meeting.state == MeetingState.IN_SESSION).order_by(Meeting.id).limit(1)
    return db.session.scalar(query)
