"""Typing a code: the one on a slip, or the one that an officer reads out."""

from flask import make_response, redirect, render_template, session, url_for
from flask_babel import gettext as _

from council.accounts import sessions
from council.accounts.codes_rules import spoken_works, typed_slip, typed_spoken
from council.accounts.forms import SlipCodeForm, SpokenCodeForm
from council.accounts.guessing import TooFast, demand_patience, note_hit, note_miss
from council.accounts.models import Slip, SpokenCode
from council.accounts.slips_operations import code_hash, token_of
from council.accounts.slips_queries import slip_by_hash, spoken_by_hash, spoken_by_id
from council.accounts.spoken_operations import sign_in_by_spoken_code, spoken_hash
from council.accounts.views import bp
from council.accounts.views.door import device, onward, wanted_page
from council.accounts.ways import Way, offers_way
from council.base import clock
from council.base.errors import Conflict, Invalid
from council.web.answers import Answer, see_other
from council.web.forms import Form

#: Where in the session the code lies that this browser has typed, between typing and saying “that is me”.
SPOKEN = "spoken"


@offers_way(20)
def _spoken_way() -> Way:
    return Way(
        label=_("A code is read out to you"),
        hint=_("Eight digits from your grid officer, on the phone or at the door."),
        icon="chat",
        address=url_for("accounts.spoken_form"),
        data_test="way-spoken",
    )


@bp.get("/sign-in/slip")
def slip_form() -> Answer:
    """Type the code of a slip."""
    return _page("accounts/type_slip.html", SlipCodeForm(), 200)


@bp.post("/sign-in/slip")
def find_slip() -> Answer:
    """A right code leads to where the slip's QR code leads; a wrong one is counted."""
    form = SlipCodeForm()
    if not form.validate_on_submit():
        return _page("accounts/type_slip.html", form, 422)
    try:
        slip = _slip_of(form.code.data or "")
    except (Invalid, TooFast) as problem:
        return _again("accounts/type_slip.html", form, problem)
    return redirect(url_for("accounts.which_of_you", slip=token_of(slip)), code=303)


def _slip_of(text: str) -> Slip:
    code = typed_slip(text)
    if not code:
        raise Invalid(_("A code has eight letters and digits, such as 7K3M-2QXT. Look again."), field="code")
    demand_patience("slip", target=code)
    slip = slip_by_hash(code_hash(code))
    if slip is None:
        note_miss("slip", target=code)
        raise Invalid(_("This code is on no slip. Look again, letter by letter."), field="code")
    note_hit("slip", target=code)
    return slip


@bp.get("/sign-in/code")
def spoken_form() -> Answer:
    """Type the code that somebody reads out."""
    return _page("accounts/type_spoken.html", SpokenCodeForm(), 200)


@bp.post("/sign-in/code")
def find_spoken() -> Answer:
    """A right code leads to one question: is that you? A wrong one is counted."""
    form = SpokenCodeForm()
    if not form.validate_on_submit():
        return _page("accounts/type_spoken.html", form, 422)
    try:
        session[SPOKEN] = _spoken_of(form.code.data or "").id
    except (Invalid, TooFast) as problem:
        return _again("accounts/type_spoken.html", form, problem)
    return redirect(url_for("accounts.confirm_spoken"), code=303)


def _spoken_of(text: str) -> SpokenCode:
    code = typed_spoken(text)
    if not code:
        raise Invalid(_("A code that is read out has eight digits, such as 4821 7306."), field="code")
    demand_patience("spoken", target=code)
    row = spoken_by_hash(spoken_hash(code))
    if row is None or not spoken_works(expires_at=row.expires_at, used_at=row.used_at, now=clock.now()):
        note_miss("spoken", target=code)
        raise Invalid(
            _("This code does not work. Check the digits, or ask for a new one: it lasts 15 minutes."), field="code"
        )
    note_hit("spoken", target=code)
    return row


@bp.get("/sign-in/code/confirmation")
def confirm_spoken() -> Answer:
    """Ask whether that is the person, before the code is used up."""
    row = spoken_by_id(int(session.get(SPOKEN, 0)))
    if row is None or not spoken_works(expires_at=row.expires_at, used_at=row.used_at, now=clock.now()):
        return see_other("accounts.spoken_form")
    return make_response(render_template("accounts/confirm_spoken.html", person=row.person, form=Form()))


@bp.post("/sign-in/code/confirmation")
def use_spoken() -> Answer:
    """Use the code up and start the session.

    Raises:
        Conflict: no code was typed here, or it has been used or is too old.
    """
    form = Form()
    typed = int(session.get(SPOKEN, 0) or 0)
    if not typed:
        raise Conflict(_("This code has been used or is too old. Ask for a new one."))
    started = sign_in_by_spoken_code(code_id=typed, device=device(), key=form.key)
    wanted = wanted_page()
    sessions.sign_in(started)
    session[SPOKEN] = typed  # a second tap comes with this cookie
    return onward(wanted, started.person.name)


def _again(template: str, form: Form, problem: Invalid | TooFast) -> Answer:
    """The form with what was typed and what is wrong with it."""
    if isinstance(problem, TooFast):
        form.refuse(Invalid(problem.message, field="code"))
        answer = _page(template, form, 429)
        answer.headers["Retry-After"] = str(problem.seconds)
        return answer
    form.refuse(problem)
    return _page(template, form, 422)


def _page(template: str, form: Form, status: int) -> Answer:
    return make_response(render_template(template, form=form), status)
