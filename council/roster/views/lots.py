"""Lots of a place: floor areas, owners, who votes for several owners, who lives there."""

from flask import make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy import select
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.base.db import db
from council.base.errors import Forbidden, Invalid, NotVisible
from council.organisation.models import Place, PlaceKind
from council.permits.current import signed_in
from council.permits.permission import allows
from council.residents.models import Person
from council.residents.queries import find_people
from council.roster import rules
from council.roster.access import lot_for, ownership_for, place_for
from council.roster.forms import AreaForm, LotForm, OwnerForm
from council.roster.models import Lot, LotKind
from council.roster.operations import lots as operations
from council.roster.permissions import RosterAct
from council.roster.queries import households_behind, lots_below, owners_figures
from council.roster.views import bp
from council.roster.views.words import residency_word
from council.web.answers import Answer, see_other
from council.web.paging import paged


@bp.get("/roster/lots/")
def lots() -> str:
    """The lots of a place, with area, owners and who lives there."""
    place = _place_asked_for()
    text = request.args.get("q", "").strip()[:40]
    page = paged(lots_below(place.path, text), size=20)
    return render_template(
        "roster/lots.html",
        place=place,
        text=text,
        page=page,
        figures=owners_figures(place.path),
        behind=households_behind(page.items),
        area_text=rules.area_text,
        may_edit=allows(signed_in(), RosterAct.EDIT_LOTS, place),
    )


def _place_asked_for() -> Place:
    """The place of `?place=`, else the largest whose lots this person may see."""
    actor = signed_in()
    if code := request.args.get("place", ""):
        return place_for(actor, code, RosterAct.VIEW_LOTS)
    for held in sorted(actor.holdings, key=lambda held: len(held.path)):
        place = db.session.scalar(select(Place).where(Place.path == held.path))
        if place is not None and allows(actor, RosterAct.VIEW_LOTS, place):
            return place
    raise Forbidden


@bp.get("/roster/lots/new")
def new_lot() -> str:
    """The form for a lot that no import brought: a shop, a parking space."""
    place = place_for(signed_in(), request.args.get("place", ""), RosterAct.EDIT_LOTS)
    return render_template("roster/lot_new.html", form=_lot_form(place), place=place)


@bp.post("/roster/lots/new")
def enter_lot() -> Answer:
    """Enter it."""
    actor = signed_in()
    place = place_for(actor, request.args.get("place", ""), RosterAct.EDIT_LOTS)
    form = _lot_form(place)
    if form.validate_on_submit():
        try:
            chosen = place_for(actor, str(form.place.data or ""), RosterAct.EDIT_LOTS)
            area = _area(form.area.data or "") if form.area.data else None
            lot = operations.enter_lot(
                place=chosen,
                door=form.door.data or "",
                kind=LotKind(form.kind.data),
                area_cm2=area,
                actor_id=actor.person_id,
            )
            return see_other("roster.lot", lot_id=lot.id)
        except Invalid as problem:
            form.refuse(problem)
    return make_response(render_template("roster/lot_new.html", form=form, place=place), 422)


@bp.get("/roster/lots/<int:lot_id>")
def lot(lot_id: int) -> str:
    """One lot: its area, its owners now and before."""
    return _lot_page(lot_for(signed_in(), lot_id))


@bp.post("/roster/lots/<int:lot_id>/area")
def measure(lot_id: int) -> Answer:
    """Set the floor area."""
    actor = signed_in()
    found, form = lot_for(actor, lot_id, to=RosterAct.EDIT_LOTS), AreaForm()
    if form.validate_on_submit():
        try:
            operations.measure_lot(lot=found, area_cm2=_area(form.area.data or ""), actor_id=actor.person_id)
            return see_other("roster.lot", lot_id=lot_id, message=_("The floor area is entered."))
        except Invalid as problem:
            form.refuse(problem)
    return make_response(_lot_page(found, area_form=form), 422)


@bp.post("/roster/lots/<int:lot_id>/owners")
def add_owner(lot_id: int) -> Answer:
    """Enter an owner, named by name, or name and door."""
    actor = signed_in()
    found, form = lot_for(actor, lot_id, to=RosterAct.EDIT_LOTS), OwnerForm()
    if form.validate_on_submit():
        try:
            person = _the_person(found, form.person.data or "")
            operations.add_owner(lot=found, person=person, since=form.since.data, actor_id=actor.person_id)
            return see_other("roster.lot", lot_id=lot_id, message=_("%(name)s is entered.", name=person.name))
        except Invalid as problem:
            form.refuse(problem)
    return make_response(_lot_page(found, owner_form=form), 422)


@bp.post("/roster/ownerships/<int:ownership_id>/end")
def end_ownership(ownership_id: int) -> Answer:
    """They own it no more."""
    actor = signed_in()
    ended = operations.end_ownership(ownership=ownership_for(actor, ownership_id), actor_id=actor.person_id)
    return see_other("roster.lot", lot_id=ended.lot_id, message=_("The ownership has ended."))


@bp.post("/roster/ownerships/<int:ownership_id>/vote")
def name_voter(ownership_id: int) -> Answer:
    """This owner votes for the lot."""
    actor = signed_in()
    named = operations.name_voter(ownership=ownership_for(actor, ownership_id), actor_id=actor.person_id)
    return see_other("roster.lot", lot_id=named.lot_id)


def _lot_page(lot: Lot, *, owner_form: OwnerForm | None = None, area_form: AreaForm | None = None) -> str:
    area = area_form or AreaForm(formdata=None, area=lot.area)
    return render_template(
        "roster/lot.html",
        lot=lot,
        owner_form=owner_form or OwnerForm(formdata=None),
        area_form=area,
        behind=households_behind([lot]).get((lot.place_id, rules.door_of(lot.door)), []),
        residency_word=residency_word,
        may_edit=allows(signed_in(), RosterAct.EDIT_LOTS, lot),
    )


def _lot_form(place: Place) -> LotForm:
    form = LotForm()
    kinds = (PlaceKind.BUILDING, PlaceKind.ENTRANCE)
    query = select(Place).where(Place.path.startswith(place.path), Place.kind.in_(kinds)).order_by(Place.path)
    form.place.choices = [SelectChoice(spot.code, spot.name) for spot in db.session.scalars(query)]
    return form


def _area(text: str) -> int:
    area = rules.area_from(rules.plain(text))
    if area is None:
        raise Invalid(_("Write m² with a point and at most two decimals: 92.50"), field="area")
    return area


def _the_person(lot: Lot, text: str) -> Person:
    """The one person of the lot's estate whom `text` means.

    Raises:
        Invalid: nobody, or several.
    """
    estate = db.session.get(Place, lot.place.estate_id or lot.place_id)
    if estate is None:
        raise NotVisible
    people = find_people(text, limit=20)
    found = [one for one in people if one.place is not None and one.place.path.startswith(estate.path)]
    if not found:
        raise Invalid(_("Nobody of this estate has this name. Put the owner on the roster first."), field="person")
    if len(found) > 1:
        raise Invalid(_("Several people have this name. Add the door: name, blank, door."), field="person")
    return found[0]
