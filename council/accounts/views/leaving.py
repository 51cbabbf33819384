"""Signing out: on this phone, or everywhere."""

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from council.accounts import sessions
from council.accounts.operations import end_sessions
from council.accounts.permissions import AccountAct
from council.accounts.views import bp
from council.permits.current import signed_in
from council.permits.permission import demand
from council.residents.access import account_for
from council.web.answers import Answer, see_other


@bp.get("/sign-out")
def ways_out() -> str:
    """Sign out on this phone, or everywhere."""
    signed_in()
    return render_template("accounts/sign_out.html")


@bp.post("/sign-out/everywhere")
def sign_out_everywhere() -> Answer:
    """End one's own sessions on every phone and computer."""
    actor = signed_in()
    account = account_for(actor, actor.person_id)
    demand(actor, AccountAct.END_SESSIONS, account)
    end_sessions(person=account.person, actor_id=actor.person_id)
    sessions.sign_out()
    return see_other("accounts.sign_in", message=_("You are signed out everywhere."))


@bp.post("/sign-out")
def sign_out() -> Answer:
    """End the session on this phone."""
    sessions.sign_out()
    return redirect(url_for("accounts.sign_in"), code=303)
