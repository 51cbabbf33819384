"""Signing in and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from council.permits.current import signed_in
from council.permits.permission import demand
from council.residents.access import person_for
from council.residents.operations import issue_sign_in_link, sign_in_by_link
from council.residents.permissions import PeopleAct
from council.residents.sessions import sign_in as start_session
from council.residents.sessions import sign_out as end_session
from council.web.answers import Answer, local_path, see_other
from council.web.qr import public_base, qr_svg

bp = Blueprint("residents", __name__)


@bp.get("/sign-in")
def sign_in() -> str:
    """How to sign in: with a link or a QR code from a grid officer."""
    return render_template("residents/sign_in.html", next=local_path(request.args.get("next")))


@bp.get("/s/<token>")
def confirm_link(token: str) -> str:
    """Ask before using the link up: chat apps open links to preview them."""
    return render_template("residents/confirm_link.html", token=token)


@bp.post("/s/<token>")
def use_link(token: str) -> Answer:
    """Use the link up and start a session."""
    person = sign_in_by_link(token=token)
    start_session(person)
    return see_other("home.home", message=_("Welcome, %(name)s.", name=person.name))


@bp.post("/sign-out")
def sign_out() -> Answer:
    """End the session on this phone."""
    end_session()
    return redirect(url_for("residents.sign_in"), code=303)


@bp.post("/people/<int:person_id>/sign-in-links")
def make_link(person_id: int) -> str:
    """Make a one-time link for somebody at the desk and show it as address and QR code."""
    actor = signed_in()
    person = person_for(actor, person_id)
    demand(actor, PeopleAct.MAKE_LINK, person)
    token, expires_at = issue_sign_in_link(person=person, made_by=actor.person_id)
    address = f"{public_base()}{url_for('residents.confirm_link', token=token)}"
    code = qr_svg(address, _("Sign-in address for %(name)s", name=person.name))
    return render_template(
        "residents/link.html", person=person, address=address, code=code, expires_at=expires_at
    )
