"""What the pages of issues need beside the issue: places to choose, names to show, the text for the group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base.db import db
from council.issues import panels
from council.issues.models import Issue
from council.issues.queries import ids_in, last_place_code, officers_for
from council.issues.rules import NextStep, Party, next_step
from council.organisation.models import HotlineKind, Place, PlaceKind
from council.organisation.queries import hotlines, pickable_places
from council.permits.actor import Actor, Office
from council.web.qr import whole_address

#: Whose turn it is → the offices that hold it, to show a name.
OFFICES = {
    Party.GRID_OFFICER: (Office.GRID_OFFICER,),
    Party.ESTATE_HEAD: (Office.ESTATE_HEAD,),
    Party.SUPERVISOR: (Office.SUPERVISOR,),
}


def place_choices(estates: Sequence[Place]) -> list[tuple[str, str]]:
    """Where something can be, as (code, words): the buildings of `estates`, and for each “somewhere in the estate”."""
    choices = []
    for estate in estates:
        prefix = f"{estate.name} " if len(estates) > 1 else ""
        buildings = [place for place in pickable_places(estate.path) if place.kind != PlaceKind.ESTATE]
        choices += [(place.code, f"{prefix}{place.name}") for place in buildings]
        choices.append((estate.code, _("Elsewhere in %(estate)s", estate=estate.name)))
    return choices


def estate_places(estate_id: int | None) -> list[tuple[str, str]]:
    """The places of one estate that an issue can be about, as (code, words)."""
    estate = db.session.get(Place, estate_id) if estate_id else None
    return place_choices([estate]) if estate is not None else []


def place_filters(estates: Sequence[Place]) -> list[tuple[str, str]]:
    """Places to narrow a list by, as (code, words): the buildings of the only estate, or the estates."""
    if len(estates) != 1:
        return [(estate.code, estate.name) for estate in estates]
    return [(place.code, place.name) for place in pickable_places(estates[0].path)]


def remembered_place(actor: Actor, codes: Sequence[str]) -> str:
    """The one of `codes` to start from: the place of the last issue, else the own building, else the first."""
    last = last_place_code(actor.person_id)
    if last in codes:
        return str(last)
    near = select(Place.code).where(Place.id.in_(ids_in(actor.home)), Place.code.in_(codes))
    own = db.session.scalars(near.order_by(func.length(Place.path).desc())).first()
    return own or next(iter(codes), "")


@dataclass(frozen=True)
class Next:
    """The next step in words of a higher room (`told`), or by its code, with the names of those whose turn it is."""

    step: NextStep
    names: Sequence[str]
    told: panels.Told | None

    @property
    def by(self) -> date | datetime | None:
        """By when."""
        return self.told.by if self.told and self.told.by else self.step.by


def next_of(issue: Issue) -> Next:
    """What comes next for `issue`, who does it and by when."""
    step = next_step(issue.state, issue.due_at)
    offices = OFFICES.get(step.who)
    names = officers_for(offices, issue.place)[:2] if offices else ()
    return Next(step, names, panels.told(issue))


def address_of(issue: Issue) -> str:
    """The whole address of an issue's page, for a text that leaves the site."""
    return whole_address(url_for("issues.show", number=issue.number))


def group_text(issue: Issue) -> str:
    """What to paste into the neighbours' group."""
    return _(
        "[%(number)s] %(title)s (%(place)s). Do you have it too? Open and tap “I have it too”: %(address)s",
        number=issue.number,
        title=issue.title,
        place=issue.place.name,
        address=address_of(issue),
    )


def request_line(estate_id: int) -> str:
    """The number to call about issues; empty where none is known."""
    return next((line.phone for line in hotlines(estate_id) if line.kind == HotlineKind.REQUEST), "")
