"""Ending a term: at once, on a day, or as a mistake."""

from typing import Any

from flask import make_response, render_template
from flask_babel import gettext as _

from council.base.errors import Conflict, Invalid
from council.permits.current import signed_in
from council.residents.offices import operations
from council.residents.offices.access import appointment_for
from council.residents.offices.forms import EndForm, When, as_invalid
from council.residents.offices.permissions import OfficeAct
from council.residents.offices.views import bp
from council.web.answers import Answer, see_other


@bp.route("/offices/<int:appointment_id>/ending/new", methods=["GET", "POST"])
def ending(appointment_id: int) -> Answer | str:
    """Ask when and why, and end it."""
    actor = signed_in()
    held = appointment_for(actor, appointment_id, to=OfficeAct.END)
    form = EndForm()
    if form.validate_on_submit():
        try:
            operations.end_appointment(appointment=held, actor_id=actor.person_id, **_end(form))
        except (Invalid, Conflict) as problem:
            form.refuse(as_invalid(problem))
        else:
            return see_other("residents.offices.show", appointment_id=held.id, message=_("The term is ended."))
    page = render_template("residents/office_end.html", held=held, form=form)
    return make_response(page, 422 if form.errors or form.form_errors else 200)


def _end(form: EndForm) -> dict[str, Any]:
    because = operations.BY_MISTAKE if form.when.data == When.MISTAKE else form.reason.data or ""
    return {"because": because, "last_day": form.last_day.data if form.when.data == When.LATER else None}
