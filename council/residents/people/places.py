"""Choosing the building or entrance that somebody lives in."""

from collections.abc import Sequence

from flask import g
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.base.errors import Forbidden, Invalid
from council.organisation.models import Place
from council.permits.actor import Actor
from council.residents.people.forms import DoorForm
from council.residents.people.permissions import KEEPERS
from council.residents.people.queries import homes_below


def homes_of(actor: Actor) -> Sequence[tuple[Place, str]]:
    """The homes in the places whose roster `actor` keeps, with the estate's name; asked once a request.

    Raises:
        Forbidden: none.
    """
    paths = {held.path for held in actor.holdings if held.office in KEEPERS}
    if not paths:
        raise Forbidden
    if "homes" not in g:
        g.homes = homes_below(paths)
    found: Sequence[tuple[Place, str]] = g.homes
    return found


def fill_places(form: DoorForm, actor: Actor, now: Place | None = None) -> None:
    """Offer the homes; `now` is chosen until another is."""
    homes = homes_of(actor)
    several = len({estate for _place, estate in homes}) > 1
    form.place.choices = [
        SelectChoice(place.code, f"{estate} {place.name}" if several else place.name) for place, estate in homes
    ]
    if not form.is_submitted() and now is not None:
        form.place.data = now.code


def choose_place(form: DoorForm, actor: Actor) -> Place:
    """The home that was chosen.

    Raises:
        Invalid: none of those offered.
    """
    found = next((place for place, _estate in homes_of(actor) if place.code == form.place.data), None)
    if found is None:
        raise Invalid(_("Choose the building."), field="place")
    return found
