"""What is kept about oneself: to read, to take along, to have deleted."""

from flask import Response, make_response, render_template
from flask_babel import gettext as _

from council.base import clock
from council.base.errors import Conflict, Invalid
from council.permits.current import signed_in
from council.privacy import operations
from council.privacy.export import archive, parts_of
from council.privacy.forms import DeletionForm
from council.privacy.queries import last_request, open_request
from council.privacy.rules import RequestState
from council.privacy.views import bp
from council.privacy.views.notice import oneself
from council.web.answers import Answer, see_other
from council.web.saving import save_as


@bp.get("/my/data")
def data() -> Answer:
    """All that is kept about me, in plain words with counts."""
    actor = signed_in()
    page = render_template(
        "privacy/data.html", parts=parts_of(oneself(actor)), request_made=last_request(actor.person_id)
    )
    return _private(make_response(page))


@bp.get("/my/data/export")
def export() -> Answer:
    """The same as a file to take along."""
    actor = signed_in()
    answer = Response(archive(oneself(actor)), mimetype="application/zip")
    return _private(save_as(answer, f"my-data-{clock.today():%Y-%m-%d}.zip"))


@bp.get("/my/data/deletion/new")
def deletion() -> Answer | str:
    """What would go and what must stay, and the question whether to ask for it."""
    actor = signed_in()
    if open_request(actor.person_id) is not None:
        return see_other("privacy.data", _anchor="deletion")
    return _deletion_page(DeletionForm(formdata=None))


@bp.post("/my/data/deletion/new")
def ask_for_deletion() -> Answer:
    """Ask for it."""
    actor = signed_in()
    form = DeletionForm()
    if form.validate_on_submit():
        try:
            operations.ask_for_deletion(person=oneself(actor), reason=form.reason.data or "")
            said = _("Your request is recorded. You get an answer within 15 days.")
            return see_other("privacy.data", message=said, _anchor="deletion")
        except Invalid as problem:
            form.refuse(problem)
    return make_response(_deletion_page(form), 422)


@bp.post("/my/data/deletion/withdrawal")
def withdraw_request() -> Answer:
    """Take the request back."""
    actor = signed_in()
    request = open_request(actor.person_id) or last_request(actor.person_id)
    if request is None or request.state not in (RequestState.OPEN, RequestState.WITHDRAWN):
        raise Conflict(_("No request of yours is waiting."))
    operations.withdraw_request(request=request)
    return see_other("privacy.data", message=_("Taken back. Nothing is deleted."), _anchor="deletion")


def _deletion_page(form: DeletionForm) -> str:
    actor = signed_in()
    parts = parts_of(oneself(actor))
    return render_template("privacy/deletion.html", form=form, parts=[part for part in parts if part.rows])


def _private(answer: Response) -> Answer:
    answer.headers["Cache-Control"] = "no-store"
    return answer
