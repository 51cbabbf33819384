"""Partner units and their contact persons."""

from collections.abc import Sequence

from flask import render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.admin.access import paths_for, places_for, row_for
from council.admin.saving import Sheet, saved, shown
from council.admin.views import bp
from council.base.errors import Invalid
from council.base.ids import row_id
from council.organisation.forms import ContactForm, UnitForm
from council.organisation.models import PartnerContact, PartnerUnit, Place, PlaceKind
from council.organisation.operations import (
    add_contact,
    add_unit,
    change_contact,
    change_unit,
    close_unit,
    end_contact,
)
from council.organisation.permissions import PlaceAct
from council.organisation.queries import units_listed
from council.permits.actor import Office
from council.permits.current import signed_in
from council.residents.queries import holders, holdings_of
from council.web.answers import Answer, see_other
from council.web.paging import paged

LARGE = (PlaceKind.STREET, PlaceKind.COMMUNITY, PlaceKind.ESTATE)


@bp.get("/admin/units")
def units() -> str:
    """The units of one's places, with whom to call there."""
    actor = signed_in()
    paths = paths_for(actor, PlaceAct.MANAGE_UNITS)
    text = request.args.get("q", "").strip()[:40]
    return render_template("admin/units.html", page=paged(units_listed(paths, text)), text=text)


@bp.route("/admin/units/new", methods=["GET", "POST"])
def new_unit() -> Answer:
    """A new unit."""
    actor = signed_in()
    places = places_for(actor, PlaceAct.MANAGE_UNITS, *LARGE)
    form = UnitForm()
    form.place.choices = choices(places)
    sheet = Sheet(_("A new partner unit"), url_for("admin.units"), _("Partner units"), _("Add"), icon="plus")
    if request.method == "GET":
        return shown(form, sheet)
    return saved(
        form,
        sheet,
        lambda: add_unit(
            name=form.name.data or "",
            phone=form.phone.data or "",
            place=chosen(form.place.data, places),
            actor_id=actor.person_id,
            key=form.key,
        ),
        lambda: see_other("admin.units", message=_("Added.")),
    )


@bp.route("/admin/units/<int:unit_id>/edit", methods=["GET", "POST"])
def edit_unit(unit_id: int) -> Answer:
    """Another name or number."""
    actor = signed_in()
    unit = row_for(actor, PartnerUnit, unit_id, to=PlaceAct.MANAGE_UNITS)
    form = UnitForm(data={"name": unit.name, "phone": unit.phone, "revision": unit.revision})
    del form.place
    sheet = Sheet(_("Edit %(name)s", name=unit.name), url_for("admin.units"), _("Partner units"), _("Save"))
    if request.method == "GET":
        return shown(form, sheet)
    return saved(
        form,
        sheet,
        lambda: change_unit(
            unit=unit,
            name=form.name.data or "",
            phone=form.phone.data or "",
            revision=form.seen_revision,
            actor_id=actor.person_id,
        ),
        lambda: see_other("admin.units", message=_("Saved.")),
    )


@bp.post("/admin/units/<int:unit_id>/closure")
def end_unit(unit_id: int) -> Answer:
    """The unit no longer works with the council."""
    actor = signed_in()
    unit = row_for(actor, PartnerUnit, unit_id, to=PlaceAct.MANAGE_UNITS)
    close_unit(unit=unit, actor_id=actor.person_id)
    return see_other("admin.units", message=_("%(name)s is no partner unit any more.", name=unit.name))


@bp.route("/admin/units/<int:unit_id>/contacts/new", methods=["GET", "POST"])
def new_contact(unit_id: int) -> Answer:
    """Somebody more to call there."""
    actor = signed_in()
    unit = row_for(actor, PartnerUnit, unit_id, to=PlaceAct.MANAGE_UNITS)
    form = ContactForm()
    form.person.choices = _people(unit)
    title = _("A contact person of %(name)s", name=unit.name)
    sheet = Sheet(title, url_for("admin.units"), _("Partner units"), _("Add"), icon="plus")
    if request.method == "GET":
        return shown(form, sheet)
    return saved(
        form,
        sheet,
        lambda: add_contact(
            unit=unit,
            name=form.name.data or "",
            duty=form.duty.data or "",
            phone=form.phone.data or "",
            person_id=_person(form, unit),
            actor_id=actor.person_id,
            key=form.key,
        ),
        lambda: see_other("admin.units", message=_("Added.")),
    )


@bp.route("/admin/contacts/<int:contact_id>/edit", methods=["GET", "POST"])
def edit_contact(contact_id: int) -> Answer:
    """What is known of a contact person."""
    actor = signed_in()
    contact = row_for(actor, PartnerContact, contact_id, to=PlaceAct.MANAGE_UNITS)
    form = ContactForm(obj=contact, person=str(contact.person_id or ""))
    form.person.choices = _people(contact.unit)
    sheet = Sheet(_("Edit %(name)s", name=contact.name), url_for("admin.units"), _("Partner units"), _("Save"))
    if request.method == "GET":
        return shown(form, sheet)
    return saved(
        form,
        sheet,
        lambda: change_contact(
            contact=contact,
            name=form.name.data or "",
            duty=form.duty.data or "",
            phone=form.phone.data or "",
            person_id=_person(form, contact.unit),
            revision=form.seen_revision,
            actor_id=actor.person_id,
        ),
        lambda: see_other("admin.units", message=_("Saved.")),
    )


@bp.post("/admin/contacts/<int:contact_id>/end")
def remove_contact(contact_id: int) -> Answer:
    """No longer their contact."""
    actor = signed_in()
    contact = row_for(actor, PartnerContact, contact_id, to=PlaceAct.MANAGE_UNITS)
    end_contact(contact=contact, actor_id=actor.person_id)
    return see_other("admin.units", message=_("%(name)s is no contact person any more.", name=contact.name))


def choices(places: Sequence[Place]) -> list[SelectChoice]:
    """Places to choose from, each shifted right by how deep it lies."""
    least = min((place.path.count("/") for place in places), default=0)
    shift = "\u2003"
    return [SelectChoice(place.code, f"{shift * (place.path.count('/') - least)}{place.name}") for place in places]


def chosen(code: object, places: Sequence[Place]) -> Place:
    """The place of this code.

    Raises:
        Invalid: it is not among `places`.
    """
    found = next((place for place in places if place.code == code), None)
    if found is None:
        raise Invalid(_("Choose a place."), field="place")
    return found


def _people(unit: PartnerUnit) -> list[SelectChoice]:
    """Who holds the office of contact for the unit, and so can sign in for it."""
    found = [row[0] for row in holders((Office.PARTNER_CONTACT,), below=unit.place.path)]
    held = holdings_of([person.id for person in found])
    speaking = [person for person in found if any(holding.unit_id == unit.id for holding in held.get(person.id, ()))]
    return [SelectChoice("", _("Nobody")), *(SelectChoice(str(person.id), person.name) for person in speaking)]


def _person(form: ContactForm, unit: PartnerUnit) -> int | None:
    picked = str(form.person.data or "")
    return row_id(picked) if picked in {str(choice.value) for choice in _people(unit)} else None
