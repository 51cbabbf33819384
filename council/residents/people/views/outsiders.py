"""Putting somebody on the roster who works here and lives elsewhere, on the way to giving them an office."""

from collections.abc import Sequence

from flask import make_response, render_template, request, url_for

from council.base.errors import NotVisible
from council.permits.current import signed_in
from council.permits.permission import demand
from council.residents.models import Person
from council.residents.offices.access import seat_for
from council.residents.offices.permissions import Seat
from council.residents.people.forms import OutsiderForm
from council.residents.people.operations import add_outsider
from council.residents.people.permissions import RecordAct
from council.residents.people.queries import FOR_OUTSIDERS, namesakes_outside
from council.residents.people.views import bp
from council.web.answers import Answer, see_other


@bp.get("/people/outside/new")
def new_outsider() -> str:
    """Name and phone number of whoever shall hold the office that the address names."""
    return _page(OutsiderForm(formdata=None, name=request.args.get("name", "")[:60]), _seat())


@bp.post("/people/outside/new")
def add_from_outside() -> Answer:
    """Add them, then go on with the office; whoever has the same name is shown first."""
    actor, seat = signed_in(), _seat()
    form = OutsiderForm()
    namesakes: Sequence[Person] = ()
    if form.validate_on_submit():
        namesakes = () if form.sure.data else namesakes_outside(form.name.data or "")
        if not namesakes:
            added = add_outsider(
                name=form.name.data or "", phone=form.phone.data or "", actor_id=actor.person_id, key=form.key
            )
            return see_other("residents.offices.new", office=seat.office.value, place=seat.place.code, person=added.id)
        form.sure.data = "1"
    return make_response(_page(form, seat, namesakes), 422)


def _seat() -> Seat:
    """The office that the address names, if the reader may give it to somebody from outside.

    Raises:
        NotVisible: none is named, or it is one of people who live here.
        Forbidden: it is not theirs to give, or they may not add people from outside.
    """
    actor = signed_in()
    seat = seat_for(actor, request.args.get("office", ""), request.args.get("place", ""))
    if seat is None or seat.office not in FOR_OUTSIDERS:
        raise NotVisible
    demand(actor, RecordAct.ENROL_OUTSIDER, seat.place)
    return seat


def _page(form: OutsiderForm, seat: Seat, namesakes: Sequence[Person] = ()) -> str:
    office, place = seat.office.value, seat.place.code
    return render_template(
        "residents/outsider_new.html",
        form=form,
        seat=seat,
        namesakes=namesakes,
        here=url_for("residents.records.add_from_outside", office=office, place=place),
        back=url_for("residents.offices.new", office=office, place=place),
    )
