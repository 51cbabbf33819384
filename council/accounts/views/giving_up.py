"""Giving one's own password up again, with the second step: for those whose offices do not want it."""

from flask import render_template
from flask_babel import gettext as _

from council.accounts.credentials.forms import CurrentForm, ProveForm
from council.accounts.credentials.operations import remove_password
from council.accounts.credentials.queries import Standing
from council.accounts.credentials.sign_in import prove_password, prove_second
from council.accounts.views import bp
from council.accounts.views.common import BESIDE, own_standing, shown_again
from council.accounts.views.password import demand_own
from council.base.errors import Forbidden
from council.web.answers import Answer, see_other

_PAGE = "accounts/give_up_password.html"


@bp.get("/account/password/removal/new")
def new_giving_up() -> str:
    """The form; or why that cannot be, and who can help."""
    standing, _session = _own()
    return render_template(_PAGE, form=_form(standing), standing=standing)


@bp.post("/account/password/removal/new")
def give_up() -> Answer:
    """Take the password away; whoever does that shows it once more."""
    standing, session_id = _own()
    form = _form(standing)
    if not form.validate():
        return shown_again(_PAGE, form, standing=standing)
    assert standing.credential is not None
    try:
        prove_password(standing.credential, form.current.data or "")
        if isinstance(form, ProveForm):
            prove_second(standing.credential, form.code.data or "")
        remove_password(person=standing.person, session_id=session_id)
    except BESIDE as problem:
        return shown_again(_PAGE, form, problem, field="current", standing=standing)
    return see_other("accounts.credential", message=_("The password is removed. Your slip or a link signs you in."))


def _own() -> tuple[Standing, int]:
    standing, session_id = own_standing()
    demand_own(standing)
    if standing.credential is None:
        raise Forbidden(_("No password is set."))
    return standing, session_id


def _form(standing: Standing) -> CurrentForm | ProveForm:
    return ProveForm() if standing.has_second else CurrentForm()
