"""The clerk at the door: find somebody, show a code, next. And codes that are read out."""

from flask import render_template, request, url_for
from flask_babel import gettext as _

from council.accounts.codes_rules import grouped
from council.accounts.operations import issue_sign_in_link
from council.accounts.permissions import AccountAct
from council.accounts.sessions import link_token
from council.accounts.spoken_operations import issue_spoken_code
from council.accounts.views import bp
from council.permits.current import signed_in
from council.permits.permission import allows, demand
from council.residents.access import Account, account_for, accounts_of, roster_paths
from council.residents.people.permissions import KEEPERS
from council.residents.queries import roster
from council.web.answers import Answer, page_or_part
from council.web.paging import paged
from council.web.qr import qr_svg, whole_address


@bp.get("/people/door")
def at_the_door() -> Answer:
    """One field, a short list, one tap a person; with an empty field nobody is listed."""
    actor = signed_in()
    paths = roster_paths(actor)
    text = request.args.get("q", "").strip()[:40]
    page = paged(roster(paths, text), size=8) if text else None
    found = accounts_of(page.items) if page else []
    rows = [(one.person, allows(actor, AccountAct.MAKE_LINK, one)) for one in found]
    return page_or_part(
        "accounts/at_the_door.html",
        "accounts/_found.html",
        found=page,
        rows=rows,
        text=text,
        may_add=any(held.office in KEEPERS for held in actor.holdings),
    )


@bp.post("/people/<int:person_id>/entries")
def let_in(person_id: int) -> str:
    """A QR code and a code to type, for the phone of the person who stands there. Sent twice it shows the same."""
    actor = signed_in()
    account = _demand(AccountAct.MAKE_LINK, person_id)
    key = request.form.get("once", "")
    made = link_token(actor.person_id, person_id, key)
    token, _until = issue_sign_in_link(person=account.person, made_by=actor.person_id, token=made)
    code, row = issue_spoken_code(person=account.person, made_by=actor.person_id, key=key)
    address = whole_address(url_for("accounts.confirm_link", token=token))
    return render_template(
        "accounts/entry.html",
        person=account.person,
        address=address,
        drawing=qr_svg(address, _("Sign-in address for %(name)s", name=account.person.name)),
        code=grouped(code, " "),
        expires_at=row.expires_at,
    )


@bp.post("/people/<int:person_id>/spoken-codes")
def read_code_out(person_id: int) -> str:
    """A code to read out to somebody, shown once and large. Sent twice it shows the same."""
    actor = signed_in()
    account = _demand(AccountAct.READ_CODE_OUT, person_id)
    key = request.form.get("once", "")
    code, row = issue_spoken_code(person=account.person, made_by=actor.person_id, key=key)
    return render_template(
        "accounts/spoken.html", person=account.person, code=grouped(code, " "), expires_at=row.expires_at
    )


def _demand(act: AccountAct, person_id: int) -> Account:
    actor = signed_in()
    account = account_for(actor, person_id)
    demand(actor, act, account, _("This person's own office reaches further than yours."))
    return account
