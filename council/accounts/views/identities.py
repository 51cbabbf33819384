"""At the desk: which account at the street's sign-in belongs to somebody."""

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from council.accounts.permissions import AccountAct
from council.accounts.provider.client import provider_settings
from council.accounts.provider.forms import IdentityForm
from council.accounts.provider.operations import identities_of, link_identity, unlink_identity
from council.accounts.views import bp
from council.accounts.views.common import BESIDE, shown_again
from council.base.errors import NotVisible
from council.permits.current import signed_in
from council.permits.permission import demand
from council.residents.access import Account, account_for
from council.web.answers import Answer, see_other


@bp.get("/people/<int:person_id>/identities")
def identities(person_id: int) -> str:
    """The accounts of a person there, and a form to link one."""
    account, _actor_id = _account(person_id)
    return render_template("accounts/identities.html", form=IdentityForm(), **_page(account))


@bp.post("/people/<int:person_id>/identities")
def add_identity(person_id: int) -> Answer:
    """Link an account that the claims did not."""
    account, actor_id = _account(person_id)
    settings, form = provider_settings(), IdentityForm()
    if settings is None:
        raise NotVisible
    if not form.validate():
        return shown_again("accounts/identities.html", form, **_page(account))
    try:
        link_identity(issuer=settings.issuer, subject=form.subject.data or "", person=account.person, actor_id=actor_id)
    except BESIDE as problem:
        return shown_again("accounts/identities.html", form, problem, field="subject", **_page(account))
    return see_other("accounts.identities", person_id=person_id, message=_("The account is linked."))


@bp.post("/people/<int:person_id>/identities/<int:identity_id>/removal")
def remove_identity(person_id: int, identity_id: int) -> Answer:
    """Take an account away from a person."""
    account, actor_id = _account(person_id)
    identity = next((each for each in identities_of(person_id) if each.id == identity_id), None)
    if identity is None:
        raise NotVisible
    unlink_identity(identity=identity, actor_id=actor_id)
    return see_other("accounts.identities", person_id=account.person.id, message=_("The account is unlinked."))


def _account(person_id: int) -> tuple[Account, int]:
    actor = signed_in()
    account = account_for(actor, person_id)
    demand(actor, AccountAct.LINK_IDENTITY, account, _("Only those who stand above this person can do that."))
    return account, actor.person_id


def _page(account: Account) -> dict[str, Any]:
    return {
        "person": account.person,
        "identities": identities_of(account.person.id),
        "settings": provider_settings(),
    }
