"""Requests for deletion, for those who answer them."""

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base.errors import Conflict, Invalid
from council.permits.current import signed_in
from council.permits.permission import allows
from council.privacy import operations
from council.privacy.access import handled_paths, request_for
from council.privacy.forms import RefusalForm
from council.privacy.models import DeletionRequest, RequestState
from council.privacy.permissions import PrivacyAct
from council.privacy.queries import requests_in
from council.privacy.views import bp
from council.web.answers import Answer, see_other
from council.web.paging import paged


@bp.get("/privacy/requests/")
def requests() -> str:
    """The requests that wait, first due first; or those that were answered."""
    actor = signed_in()
    paths = handled_paths(actor)
    waiting = request.args.get("show") != "answered"
    page = paged(requests_in(paths, waiting=waiting))
    own = frozenset(row.id for row in page.items if not allows(actor, PrivacyAct.HANDLE_REQUEST, row))
    return render_template("privacy/requests.html", page=page, waiting=waiting, own=own)


@bp.get("/privacy/requests/<int:request_id>")
def show_request(request_id: int) -> str:
    """One request: who asks, why, until when an answer is due, and the two answers there are."""
    return _page(request_for(signed_in(), request_id))


@bp.post("/privacy/requests/<int:request_id>/refusal")
def refuse(request_id: int) -> Answer:
    """Refuse it, with a reason."""
    actor = signed_in()
    found = request_for(actor, request_id)
    form = RefusalForm()
    if form.validate_on_submit():
        try:
            operations.refuse_request(request=found, answer=form.answer.data or "", actor_id=actor.person_id)
            return see_other("privacy.requests", message=_("Refused. The person reads your reason."))
        except Invalid as problem:
            form.refuse(problem)
    return make_response(_page(found, form), 422)


@bp.get("/privacy/requests/<int:request_id>/deletion/new")
def confirm(request_id: int) -> Answer:
    """The last question: there is no way back."""
    found = request_for(signed_in(), request_id)
    if found.state != RequestState.OPEN:
        return see_other("privacy.show_request", request_id=found.id)
    return make_response(render_template("privacy/confirm.html", found=found))


@bp.post("/privacy/requests/<int:request_id>/deletion/new")
def forget(request_id: int) -> Answer:
    """Carry it out."""
    actor = signed_in()
    found = request_for(actor, request_id)
    try:
        operations.forget_person(request=found, actor_id=actor.person_id)
    except Conflict as problem:
        return make_response(render_template("privacy/confirm.html", found=found, problem=problem.message), 409)
    return see_other("privacy.requests", message=_("Done. What said who it was is gone; the record stays without it."))


def _page(found: DeletionRequest, form: RefusalForm | None = None) -> str:
    return render_template("privacy/request.html", found=found, form=form or RefusalForm(formdata=None))
