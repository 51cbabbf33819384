"""Signing in and out; looking people up at the desk."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from council.permits.current import signed_in
from council.permits.permission import allows, demand
from council.residents.access import account_for, accounts_of, roster_paths
from council.residents.offices.views import bp as offices
from council.residents.operations import end_sessions, issue_sign_in_link, sign_in_by_link
from council.residents.people.permissions import KEEPERS
from council.residents.people.views import bp as records
from council.residents.permissions import PeopleAct
from council.residents.queries import link_holder, roster
from council.residents.sessions import link_token
from council.residents.sessions import sign_in as start_session
from council.residents.sessions import sign_out as end_session
from council.web.answers import Answer, local_path, see_other
from council.web.paging import paged
from council.web.qr import public_base, qr_svg

bp = Blueprint("residents", __name__)
bp.register_blueprint(offices)
bp.register_blueprint(records)

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


@bp.get("/sign-out")
def ways_out() -> str:
    """Sign out on this phone, or everywhere."""
    signed_in()
    return render_template("residents/sign_out.html")


@bp.post("/sign-out/everywhere")
def sign_out_everywhere() -> Answer:
    """End one's own sessions on every phone and computer."""
    actor = signed_in()
    account = account_for(actor, actor.person_id)
    demand(actor, PeopleAct.END_SESSIONS, account)
    end_sessions(person=account.person, actor_id=actor.person_id)
    end_session()
    return see_other("residents.sign_in", message=_("You are signed out everywhere."))


@bp.post("/sign-out")
def sign_out() -> Answer:
    """End the session on this phone."""
    end_session()
    return redirect(url_for("residents.sign_in"), code=303)


@bp.get("/people/")
def people() -> str:
    """The people of the places one works for, to find one by name or door and make a sign-in link."""
    actor = signed_in()
    paths = roster_paths(actor)
    text = request.args.get("q", "").strip()[:40]
    page = paged(roster(paths, text), size=20)
    rows = [
        (one.person, allows(actor, PeopleAct.MAKE_LINK, one), allows(actor, PeopleAct.END_SESSIONS, one))
        for one in accounts_of(page.items)
    ]
    may_add = any(held.office in KEEPERS for held in actor.holdings)
    return render_template("residents/people.html", page=page, rows=rows, text=text, may_add=may_add)


@bp.post("/people/<int:person_id>/sign-in-links")
def make_link(person_id: int) -> str:
    """Make a one-time link for somebody at the desk and show it as address and QR code.

    The form's key makes the token, so that a form sent twice shows the same link.
    """
    actor = signed_in()
    account = account_for(actor, person_id)
    demand(actor, PeopleAct.MAKE_LINK, account, _("This person's own office reaches further than yours."))
    token = link_token(actor.person_id, person_id, request.form.get("once", ""))
    token, expires_at = issue_sign_in_link(person=account.person, made_by=actor.person_id, token=token)
    address = f"{public_base()}{url_for('residents.confirm_link', token=token)}"
    code = qr_svg(address, _("Sign-in address for %(name)s", name=account.person.name))
    return render_template(
        "residents/link.html", person=account.person, address=address, code=code, expires_at=expires_at
    )


@bp.post("/people/<int:person_id>/sign-outs")
def end_sessions_of(person_id: int) -> Answer:
    """End somebody's sessions, as when a phone was lost."""
    actor = signed_in()
    account = account_for(actor, person_id)
    demand(actor, PeopleAct.END_SESSIONS, account, _("This person's own office reaches further than yours."))
    end_sessions(person=account.person, actor_id=actor.person_id)
    return see_other("residents.people", message=_("%(name)s is signed out everywhere.", name=account.person.name))
