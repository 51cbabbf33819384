"""One's own password: what there is, and setting a new one."""

from flask import render_template
from flask_babel import gettext as _

from council.accounts.credentials.forms import PasswordForm
from council.accounts.credentials.operations import set_password
from council.accounts.credentials.queries import Standing, codes_left, setup_wanted
from council.accounts.credentials.sign_in import prove_password
from council.accounts.sessions import identity_in_session
from council.accounts.views import bp
from council.accounts.views.common import BESIDE, own_standing, shown_again
from council.base import clock
from council.base.errors import Forbidden, Invalid
from council.permits.current import current_actor
from council.web.answers import Answer, see_other


@bp.app_context_processor
def _leading_there() -> dict[str, object]:
    """For desks and account pages: whether password and second step are still to be set up."""

    def wanted() -> bool:
        identity = identity_in_session()
        return setup_wanted(current_actor(), identity.session_id if identity else None)

    return {"credential_wanted": wanted}


@bp.get("/account/password")
def credential() -> str:
    """Login name, password, second step, recovery codes: what is set up, and what to do next."""
    standing, _session = own_standing()
    left = codes_left(standing.person.id) if standing.has_second else 0
    return render_template("accounts/credential.html", standing=standing, codes_left=left)


@bp.get("/account/password/new")
def new_password() -> str:
    """The form for a first password or another one."""
    standing, _session = own_standing()
    demand_own(standing)
    form = PasswordForm()
    form.login.data = standing.credential.login if standing.credential else ""
    return render_template("accounts/new_password.html", form=form, standing=standing)


@bp.post("/account/password/new")
def keep_password() -> Answer:
    """Set it. Then on to the second step, where an office wants that."""
    standing, session_id = own_standing()
    demand_own(standing)
    form = PasswordForm()
    try:
        if not form.validate():
            return shown_again("accounts/new_password.html", form, standing=standing)
        if form.password.data != form.again.data:
            raise Invalid(_("The two are not the same. Type both once more."), field="again")
        if standing.credential is not None:
            prove_password(standing.credential, form.current.data or "")
        set_password(
            person=standing.person,
            login=form.login.data or "",
            password=form.password.data or "",
            session_id=session_id,
        )
    except BESIDE as problem:
        return shown_again("accounts/new_password.html", form, problem, field="current", standing=standing)
    if standing.wants_second:
        return see_other("accounts.new_factor", message=_("Your password is set. Now the second step."))
    return see_other("accounts.credential", message=_("Your password is set."))


def demand_own(standing: Standing) -> None:
    """Only a session that carries all of somebody's offices sets things up, and for a first password a fresh one.

    Raises:
        Forbidden: another session is needed, with how to get one.
    """
    if not standing.may_set_up:
        raise Forbidden(
            _("You came in a way that does not open your office. Sign in with both steps, or ask for a link.")
        )
    if standing.credential is None and not standing.is_fresh(clock.now()):
        raise Forbidden(
            _("To be sure that it is you: sign out, sign in once more, and set the password within 15 minutes.")
        )
