"""At the desk: password and second step of somebody who lost them."""

from flask import render_template, request, url_for
from flask_babel import gettext as _

from council.accounts.credentials.operations import reset_credential
from council.accounts.permissions import AccountAct
from council.accounts.sessions import link_token
from council.accounts.views import bp
from council.permits.current import signed_in
from council.permits.permission import demand
from council.residents.access import account_for
from council.web.qr import qr_svg, whole_address


@bp.post("/people/<int:person_id>/credential-resets")
def reset(person_id: int) -> str:
    """Take password and second step away, and show the link with which the person begins anew."""
    actor = signed_in()
    account = account_for(actor, person_id)
    demand(actor, AccountAct.RESET_CREDENTIAL, account, _("Only those who stand above this person can do that."))
    token = link_token(actor.person_id, person_id, request.form.get("once", ""))
    token, expires_at = reset_credential(person=account.person, actor_id=actor.person_id, token=token)
    address = whole_address(url_for("accounts.confirm_link", token=token))
    code = qr_svg(address, _("Sign-in address for %(name)s", name=account.person.name))
    return render_template(
        "accounts/link.html", person=account.person, address=address, code=code, expires_at=expires_at
    )
