"""Signing in and out; looking people up at the desk."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from council.permits.current import signed_in
from council.permits.permission import demand
from council.residents.access import account_for, roster_paths
from council.residents.operations import issue_sign_in_link, sign_in_by_link
from council.residents.permissions import PeopleAct
from council.residents.queries import link_holder, roster
from council.residents.sessions import sign_in as start_session
from council.residents.sessions import sign_out as end_session
from council.web.answers import Answer, local_path, see_other
from council.web.paging import paged
from council.web.qr import public_base, qr_svg

bp = Blueprint("residents", __name__)

#: Where in the session the page lies that was asked for before signing in.
WANTED = "wanted"


@bp.get("/sign-in")
def sign_in() -> str:
    """How to sign in: with a link or a QR code from a grid officer."""
    wanted = local_path(request.args.get("next"))
    if wanted != "/":
        session[WANTED] = wanted
    return render_template("residents/sign_in.html", next=wanted)


@bp.get("/s/<token>")
def confirm_link(token: str) -> tuple[str, int]:
    """Ask before using the link up: chat apps open links to preview them."""
    person = link_holder(token)
    page = render_template("residents/confirm_link.html", token=token, person=person)
    return page, 200 if person else 409


@bp.post("/s/<token>")
def use_link(token: str) -> Answer:
    """Use the link up, start a session, and go where the person wanted to go before."""
    person = sign_in_by_link(token=token)
    wanted = local_path(session.get(WANTED))
    start_session(person)
    if wanted != "/":
        return redirect(wanted, code=303)
    return see_other("home.home", message=_("Welcome, %(name)s.", name=person.name))


@bp.post("/sign-out")
def sign_out() -> Answer:
    """End the session on this phone."""
    end_session()
    return redirect(url_for("residents.sign_in"), code=303)


@bp.get("/people/")
def people() -> str:
    """The people of the places one works for, to find one by name or door and make a sign-in link."""
    paths = roster_paths(signed_in())
    text = request.args.get("q", "").strip()[:40]
    return render_template("residents/people.html", page=paged(roster(paths, text), size=20), text=text)


@bp.post("/people/<int:person_id>/sign-in-links")
def make_link(person_id: int) -> str:
    """Make a one-time link for somebody at the desk and show it as address and QR code."""
    actor = signed_in()
    account = account_for(actor, person_id)
    demand(actor, PeopleAct.MAKE_LINK, account, _("This person's own office reaches further than yours."))
    token, expires_at = issue_sign_in_link(person=account.person, made_by=actor.person_id)
    address = f"{public_base()}{url_for('residents.confirm_link', token=token)}"
    code = qr_svg(address, _("Sign-in address for %(name)s", name=account.person.name))
    return render_template(
        "residents/link.html", person=account.person, address=address, code=code, expires_at=expires_at
    )
