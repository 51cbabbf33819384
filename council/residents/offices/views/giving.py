"""Giving an office, and letting somebody follow its holder. Each step has an address, so it works without script."""

from typing import Any

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Forbidden, Invalid
from council.base.ids import row_id
from council.journal.operations import Ref
from council.organisation.models import PartnerUnit
from council.organisation.queries import units
from council.permits.actor import Actor, Office
from council.permits.current import signed_in
from council.permits.permission import allows
from council.residents.models import Appointment, Person, Way
from council.residents.offices import hooks, operations
from council.residents.offices.access import (
    appointment_for,
    candidate_for,
    offices_to_give,
    places_to_fill,
    seat_for,
    seat_of,
)
from council.residents.offices.forms import AppointForm, TermForm, as_invalid
from council.residents.offices.permissions import OfficeAct, Seat
from council.residents.offices.queries import history_of
from council.residents.offices.rules import SINGLE, longest
from council.residents.offices.views import bp
from council.residents.offices.words import hint_word, term_state
from council.residents.people.permissions import RecordAct
from council.residents.people.queries import FOR_OUTSIDERS, candidates
from council.web.answers import Answer, see_other
from council.web.paging import paged


@bp.get("/offices/new")
def new() -> str:
    """Step by step: which office, for which place, who, from when to when."""
    actor = signed_in()
    office, code = request.args.get("office", ""), request.args.get("place", "")
    seat = seat_for(actor, office, code)
    if seat is None:
        return _choose_seat(office, code)
    person = candidate_for(seat, row_id(request.args.get("person")))
    if person is None:
        return _find(seat, url_for("residents.offices.new", office=seat.office, place=seat.place.code))
    form = AppointForm(formdata=None)
    _begin(form, seat)
    return render_template("residents/office_new.html", **_term_page(form, seat, person))


@bp.post("/offices/new")
def appoint() -> Answer:
    """Give the office."""
    actor = signed_in()
    _offices_of(actor)
    seat = seat_for(actor, request.args.get("office", ""), request.args.get("place", ""))
    person = candidate_for(seat, row_id(request.args.get("person"))) if seat else None
    if seat is None or person is None:
        raise Invalid(_("Choose the office, the place and the person first."))
    form = AppointForm()
    _offer_units(form, seat)
    if form.validate_on_submit():
        try:
            made = operations.appoint(
                person=person,
                office=seat.office,
                place=seat.place,
                category=str(form.category.data or "") if seat.office is Office.COUNCIL_MEMBER else "",
                unit=_unit(form, seat),
                actor_id=actor.person_id,
                key=form.key,
                **_term(form, seat),
            )
        except (Invalid, Conflict) as problem:
            form.refuse(as_invalid(problem))
        else:
            said = _("%(name)s holds the office.", name=made.person.name)
            return see_other("residents.offices.show", appointment_id=made.id, message=said)
    return make_response(render_template("residents/office_new.html", **_term_page(form, seat, person)), 422)


@bp.get("/offices/<int:appointment_id>/replacement/new")
def replacement(appointment_id: int) -> str:
    """Who follows, and from which day."""
    held = appointment_for(signed_in(), appointment_id, to=OfficeAct.FILL)
    seat = seat_of(held)
    person = candidate_for(seat, row_id(request.args.get("person")))
    if person is None:
        return _find(seat, url_for("residents.offices.replacement", appointment_id=held.id), held)
    form = TermForm(formdata=None)
    _begin(form, seat)
    return render_template("residents/office_new.html", **_term_page(form, seat, person, held))


@bp.post("/offices/<int:appointment_id>/replacement/new")
def replace(appointment_id: int) -> Answer:
    """Let somebody follow the holder."""
    actor = signed_in()
    held = appointment_for(actor, appointment_id, to=OfficeAct.FILL)
    seat = seat_of(held)
    person = candidate_for(seat, row_id(request.args.get("person")))
    if person is None:
        raise Invalid(_("Choose the person first."))
    form = TermForm()
    if form.validate_on_submit():
        try:
            made = operations.replace_holder(
                appointment=held, person=person, actor_id=actor.person_id, key=form.key, **_term(form, seat)
            )
        except (Invalid, Conflict) as problem:
            form.refuse(as_invalid(problem))
        else:
            said = _("%(name)s follows %(before)s.", name=made.person.name, before=held.person.name)
            return see_other("residents.offices.show", appointment_id=made.id, message=said)
    return make_response(render_template("residents/office_new.html", **_term_page(form, seat, person, held)), 422)


def _choose_seat(office: str, code: str) -> str:
    actor = signed_in()
    offices = _offices_of(actor)
    chosen = Office(office) if office in {each.value for each in offices} else None
    return render_template(
        "residents/office_choose.html",
        offices=offices,
        chosen=chosen,
        places=places_to_fill(actor, chosen) if chosen else (),
        code=code,
    )


def _offices_of(actor: Actor) -> list[Office]:
    """The offices that `actor` may give. Raises `Forbidden` without any."""
    offices = offices_to_give(actor)
    if not offices:
        raise Forbidden(_("Your own office gives none. Ask the community's staff."))
    return offices


def _find(seat: Seat, address: str, held: Appointment | None = None) -> str:
    text = request.args.get("q", "").strip()[:40]
    page = paged(candidates(seat.office, seat.place, text), size=10)
    now = [each for each in history_of(seat.office, seat.place.id) if term_state(each) in ("now", "soon", "coming")]
    return render_template(
        "residents/office_find.html",
        seat=seat,
        address=address,
        joint="&" if "?" in address else "?",
        page=page,
        text=text,
        held=held,
        now=now,
        taken=held is None and seat.office in SINGLE and bool(now),
        hint=hint_word(seat.office),
        from_outside=_from_outside(seat) if held is None else "",
    )


def _from_outside(seat: Seat) -> str:
    """Where somebody who lives elsewhere is added for this seat; empty where that cannot be, or is not the reader's."""
    may = seat.office in FOR_OUTSIDERS and allows(signed_in(), RecordAct.ENROL_OUTSIDER, seat.place)
    return url_for("residents.records.new_outsider", office=seat.office.value, place=seat.place.code) if may else ""


def _begin(form: TermForm, seat: Seat) -> None:
    today = clock.today()
    form.since.data = today
    if seat.office is not Office.ADMINISTRATOR:
        form.until.data = longest(today)
    form.way.data = Way.APPOINTED.value
    if isinstance(form, AppointForm):
        _offer_units(form, seat)


def _term_page(form: TermForm, seat: Seat, person: Person, held: Appointment | None = None) -> dict[str, Any]:
    """What the last step shows. Its form goes to its own address, which names the office, the place and the person."""
    return {"form": form, "seat": seat, "person": person, "held": held, "hint": hint_word(seat.office)}


def _term(form: TermForm, seat: Seat) -> dict[str, Any]:
    number = form.resolution.data or ""
    origin = hooks.origin_of(number, seat.place) if number else None
    if number and origin is None:
        raise Invalid(
            _("There is no resolution with this number here. Look it up, or leave it empty."), field="resolution"
        )
    return {
        "since": form.since.data,
        "until": form.until.data,
        "way": Way(form.way.data),
        "origin": Ref(*origin) if origin else None,
        "letter": form.letter.data or "",
    }


def _offer_units(form: AppointForm, seat: Seat) -> None:
    if seat.office in (Office.PARTNER_CONTACT, Office.COUNCIL_MEMBER):
        found = [SelectChoice(str(unit.id), unit.name) for unit in units(below=seat.place.path)]
        form.unit.choices = [SelectChoice("", "–"), *found]


def _unit(form: AppointForm, seat: Seat) -> PartnerUnit | None:
    if seat.office not in (Office.PARTNER_CONTACT, Office.COUNCIL_MEMBER):
        return None
    key = row_id(str(form.unit.data or ""))
    offered = {str(choice[0]) for choice in form.unit.iter_choices()}
    unit = db.session.get(PartnerUnit, key) if key is not None and str(key) in offered else None
    if unit is None and seat.office is Office.PARTNER_CONTACT:
        raise Invalid(_("Choose the unit."), field="unit")
    return unit
