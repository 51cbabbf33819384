"""At the desk: a sign-in link for somebody, and ending the sessions of a lost phone."""

from flask import render_template, request, url_for
from flask_babel import gettext as _

from council.accounts.operations import end_sessions, issue_sign_in_link
from council.accounts.permissions import AccountAct
from council.accounts.sessions import link_token
from council.accounts.views import bp
from council.permits.current import signed_in
from council.permits.permission import demand
from council.residents.access import account_for
from council.web.answers import Answer, see_other
from council.web.qr import qr_svg, whole_address


@bp.post("/people/<int:person_id>/sign-in-links")
def make_link(person_id: int) -> str:
    """Make a one-time link for somebody at the desk and show it as address and QR code.

    The form's key makes the token, so that a form sent twice shows the same link.
    """
    actor = signed_in()
    account = account_for(actor, person_id)
    demand(actor, AccountAct.MAKE_LINK, account, _("This person's own office reaches further than yours."))
    token = link_token(actor.person_id, person_id, request.form.get("once", ""))
    token, expires_at = issue_sign_in_link(person=account.person, made_by=actor.person_id, token=token)
    address = whole_address(url_for("accounts.confirm_link", token=token))
    code = qr_svg(address, _("Sign-in address for %(name)s", name=account.person.name))
    return render_template(
        "accounts/link.html", person=account.person, address=address, code=code, expires_at=expires_at
    )


@bp.post("/people/<int:person_id>/sign-outs")
def end_sessions_of(person_id: int) -> Answer:
    """End somebody's sessions, as when a phone was lost."""
    actor = signed_in()
    account = account_for(actor, person_id)
    demand(actor, AccountAct.END_SESSIONS, account, _("This person's own office reaches further than yours."))
    end_sessions(person=account.person, actor_id=actor.person_id)
    return see_other("residents.people", message=_("%(name)s is signed out everywhere.", name=account.person.name))
