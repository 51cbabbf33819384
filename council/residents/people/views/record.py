"""Pages of a person's record at the desk."""

from flask import make_response, render_template
from flask_babel import gettext as _

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.media.models import Photo
from council.media.uploads import Taken, take_photos
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import allows, demand
from council.residents.access import Account, account_for
from council.residents.models import Person
from council.residents.offices.forms import as_invalid
from council.residents.offices.queries import offices_of
from council.residents.offices.words import term_state
from council.residents.panels import all_acts_for
from council.residents.people import operations
from council.residents.people.forms import DoorForm, LeavingForm, RecordForm, WhoForm
from council.residents.people.permissions import RecordAct
from council.residents.people.places import choose_place, fill_places
from council.residents.people.queries import members_of
from council.residents.people.views import bp
from council.web.answers import Answer, see_other


def _account(actor: Actor, person_id: int, to: RecordAct = RecordAct.SEE) -> Account:
    """The account of a person whose record `actor` may see, and do `to` with."""
    account = account_for(actor, person_id)
    demand(actor, RecordAct.SEE, account)
    demand(actor, to, account, _("This person's own office reaches further than yours."))
    return account


@bp.get("/people/<int:person_id>")
def show(person_id: int) -> str:
    """Somebody's record: where they live and with whom, offices now and before, the phone number with stars."""
    actor = signed_in()
    return _page(actor, _account(actor, person_id))


@bp.post("/people/<int:person_id>/phone")
def phone(person_id: int) -> str:
    """The same page with the whole phone number, once; the journal keeps that it was seen."""
    actor = signed_in()
    account = _account(actor, person_id, RecordAct.SHOW_PHONE)
    operations.note_phone_shown(person=account.person, actor_id=actor.person_id)
    return _page(actor, account, phone_shown=True)


def _page(actor: Actor, account: Account, *, phone_shown: bool = False, taken: Taken | None = None) -> str:
    person = account.person
    return render_template(
        "residents/person.html",
        person=person,
        household=[one for one in members_of(person.household_id) if one.id != person.id],
        offices=[(held, term_state(held)) for held in offices_of(person.id)],
        merged_into=db.session.get(Person, person.merged_into_id) if person.merged_into_id else None,
        acts=all_acts_for(actor, account) if person.is_current else [],
        phone_shown=phone_shown,
        may_edit=person.merged_into_id is None and allows(actor, RecordAct.EDIT, account),
        may_show_phone=allows(actor, RecordAct.SHOW_PHONE, account),
        taken=taken,
    )


@bp.route("/people/<int:person_id>/edit", methods=["GET", "POST"])
def edit(person_id: int) -> Answer | str:
    """Correct a record."""
    actor = signed_in()
    person = _account(actor, person_id, RecordAct.EDIT).person
    form = RecordForm(obj=person) if person.place else WhoForm(obj=person)
    if form.validate_on_submit():
        operations.change_record(person=person, values=_typed(form), actor_id=actor.person_id)
        return see_other("residents.records.show", person_id=person_id, message=_("The record is corrected."))
    page = render_template("residents/person_edit.html", person=person, form=form)
    return make_response(page, 422 if form.errors else 200)


def _typed(form: WhoForm) -> dict[str, object]:
    """The fields of a record in a form; how they live here only of whoever does."""
    values: dict[str, object] = {name: form[name].data or "" for name in ("name", "phone", "residency") if name in form}
    return values | {name: bool(form[name].data) for name in ("adult", "household_rep") if name in form}


@bp.route("/people/<int:person_id>/home/edit", methods=["GET", "POST"])
def home(person_id: int) -> Answer | str:
    """Let somebody live behind another door."""
    actor = signed_in()
    person = _account(actor, person_id, RecordAct.EDIT).person
    form = DoorForm()
    fill_places(form, actor, person.place)
    if form.validate_on_submit():
        try:
            place = choose_place(form, actor)
            operations.move_to(person=person, place=place, door=form.door.data or "", actor_id=actor.person_id)
        except Invalid as problem:
            form.refuse(problem)
        else:
            return see_other("residents.records.show", person_id=person_id, message=_("The new door is entered."))
    page = render_template("residents/person_home.html", person=person, form=form)
    return make_response(page, 422 if form.errors else 200)


@bp.route("/people/<int:person_id>/leaving/new", methods=["GET", "POST"])
def leaving(person_id: int) -> Answer | str:
    """Say that somebody moved away or died."""
    actor = signed_in()
    person = _account(actor, person_id, RecordAct.EDIT).person
    form = LeavingForm()
    if form.left_on.data is None and not form.is_submitted():
        form.left_on.data = clock.today()
    if form.validate_on_submit() and form.left_on.data is not None:
        try:
            operations.mark_as_left(person=person, on=form.left_on.data, actor_id=actor.person_id)
        except (Invalid, Conflict) as problem:
            form.refuse(as_invalid(problem))
        else:
            said = _("%(name)s is off the lists. You can take it back here.", name=person.name)
            return see_other("residents.records.show", person_id=person_id, message=said)
    offices = [held for held in offices_of(person_id) if term_state(held) in ("now", "soon", "coming")]
    page = render_template("residents/person_leaving.html", person=person, form=form, offices=offices)
    return make_response(page, 422 if form.errors or form.form_errors else 200)


@bp.post("/people/<int:person_id>/return")
def bring_back(person_id: int) -> Answer:
    """Take “left” back."""
    actor = signed_in()
    person = _account(actor, person_id, RecordAct.EDIT).person
    operations.bring_back(person=person, actor_id=actor.person_id)
    said = _("%(name)s is on the lists again. Offices that ended are given anew.", name=person.name)
    return see_other("residents.records.show", person_id=person_id, message=said)


@bp.post("/people/<int:person_id>/portrait")
def portrait(person_id: int) -> Answer | str:
    """Set somebody's portrait: checked and made anew like every photo."""
    actor = signed_in()
    account = _account(actor, person_id, RecordAct.EDIT)
    taken = take_photos(actor=actor, limit=1)
    if not taken.photos and not taken.problems:
        taken.problems.append(_("Choose a photo first."))
    if taken.problems:
        return make_response(_page(actor, account, taken=taken), 422)
    return _set_portrait(actor, account.person, taken.photos[0])


@bp.post("/people/<int:person_id>/portrait/removal")
def remove_portrait(person_id: int) -> Answer:
    """Take somebody's portrait away."""
    actor = signed_in()
    return _set_portrait(actor, _account(actor, person_id, RecordAct.EDIT).person, None)


def _set_portrait(actor: Actor, person: Person, photo: Photo | None) -> Answer:
    operations.set_portrait(person=person, photo=photo, actor_id=actor.person_id)
    said = _("The portrait is set.") if photo else _("The portrait is gone.")
    return see_other("residents.records.show", person_id=person.id, message=said)
