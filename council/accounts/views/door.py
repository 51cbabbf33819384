"""The door: how to sign in, and one-time links."""

from flask import redirect, render_template, request, session
from flask_babel import gettext as _

from council.accounts import sessions
from council.accounts.forms import SlipCodeForm
from council.accounts.identity import named_in_session
from council.accounts.limits import way_back
from council.accounts.operations import sign_in_by_link
from council.accounts.queries import link_holder
from council.accounts.sharing import people_on_phone
from council.accounts.views import bp
from council.accounts.ways import ways_in
from council.permits.current import current_actor
from council.web.answers import Answer, local_path, see_other

#: Where in the session the page lies that was asked for before signing in.
WANTED = "wanted"


@bp.get("/sign-in")
def sign_in() -> str:
    """The ways in: the slip first, then the others that are set up here."""
    wanted = local_path(request.args.get("next"))
    if wanted != "/":
        session[WANTED] = wanted
    actor = current_actor()  # before the page is drawn: it may have to say why this phone is signed out
    here = people_on_phone() if actor is None else []
    named = named_in_session()
    return render_template(
        "accounts/sign_in.html",
        next=wanted,
        form=SlipCodeForm(),
        ways=ways_in(),
        aboard=here,
        signed_in_as=actor,
        way_back=way_back(named.only_for) if named else None,
    )


@bp.get("/s/<token>")
def confirm_link(token: str) -> tuple[str, int]:
    """Ask before using the link up: chat apps open links to preview them."""
    person = link_holder(token)
    page = render_template("accounts/confirm_link.html", token=token, person=person)
    return page, 200 if person else 409


@bp.post("/s/<token>")
def use_link(token: str) -> Answer:
    """Use the link up, start a session, and go where the person wanted to go before."""
    started = sign_in_by_link(token=token, device=device())
    wanted = wanted_page()
    sessions.sign_in(started)
    return onward(wanted, started.person.name)


def device() -> str:
    """What the browser says of itself."""
    return request.headers.get("User-Agent", "")[:200]


def wanted_page() -> str:
    """The page that was asked for before signing in; asked before the session is begun anew."""
    return local_path(session.get(WANTED))


def onward(wanted: str, name: str) -> Answer:
    """To the page that was asked for before signing in, else home with a welcome."""
    if wanted != "/":
        return redirect(wanted, code=303)
    return see_other("home.home", message=_("Welcome, %(name)s.", name=name))
