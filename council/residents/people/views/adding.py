"""Putting a walk-in on the roster, in less than half a minute."""

from collections.abc import Sequence

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base.errors import Invalid
from council.organisation.models import Place
from council.permits.current import signed_in
from council.permits.permission import demand
from council.residents.models import Person, Residency
from council.residents.people.forms import AddForm
from council.residents.people.operations import add_person
from council.residents.people.permissions import RecordAct
from council.residents.people.places import choose_place, fill_places
from council.residents.people.queries import similar_people
from council.residents.people.views import bp
from council.web.answers import Answer, see_other


@bp.get("/people/new")
def new() -> str:
    """The form: name, building, door, how they belong."""
    form = AddForm(formdata=None, name=request.args.get("name", "")[:60])
    fill_places(form, signed_in())
    return render_template("residents/person_new.html", form=form, similar=())


@bp.post("/people/new")
def add() -> Answer:
    """Add them; whoever is alike is shown first, so that nobody is on the roster twice."""
    actor = signed_in()
    form = AddForm()
    fill_places(form, actor)
    similar: Sequence[Person] = ()
    if form.validate_on_submit() and (place := _place(form)) is not None:
        demand(actor, RecordAct.ENROL, place)
        similar = () if form.sure.data else similar_people(form.name.data or "", place, form.door.data or "")
        if not similar:
            added = add_person(
                name=form.name.data or "",
                place=place,
                door=form.door.data or "",
                residency=Residency(form.residency.data),
                phone=form.phone.data or "",
                adult=bool(form.adult.data),
                actor_id=actor.person_id,
                key=form.key,
            )
            said = _("%(name)s is on the roster.", name=added.name)
            return see_other("residents.records.show", person_id=added.id, message=said)
        form.sure.data = "1"
    page = render_template("residents/person_new.html", form=form, similar=similar)
    return make_response(page, 422)


def _place(form: AddForm) -> Place | None:
    try:
        return choose_place(form, signed_in())
    except Invalid as problem:
        form.refuse(problem)
        return None
