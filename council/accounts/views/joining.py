"""With a slip in the hand: which of you is this?"""

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.accounts import sessions
from council.accounts.codes_rules import SlipState, slip_state
from council.accounts.models import Slip
from council.accounts.sharing import people_on_phone
from council.accounts.slips_operations import sign_in_by_slip
from council.accounts.slips_queries import housemates, slip_by_token
from council.accounts.telling import phone_of_estate
from council.accounts.views import bp
from council.accounts.views.door import device, onward, wanted_page
from council.base import clock, ids
from council.base.errors import Conflict
from council.web.answers import Answer


@bp.get("/k/<slip>")
def which_of_you(slip: str) -> Answer:
    """The people behind the slip's door. Looking uses nothing up: chat apps open links to preview them."""
    return _page(slip)


@bp.post("/k/<slip>")
def join(slip: str) -> Answer:
    """Sign in as the one who was chosen; whatever the slip refuses is said on the same page."""
    person_id = ids.row_id(request.form.get("person"))  # no form object: a hall does this all at once
    if person_id is None:
        return _page(slip, _("Tap your name."), 422)
    try:
        started = sign_in_by_slip(token=slip, person_id=person_id, device=device(), key=request.form.get("once"))
    except Conflict as problem:
        return _page(slip, str(problem.message), 409)
    wanted = wanted_page()
    sessions.sign_in(started)
    return onward(wanted, started.person.name)


def _page(token: str, problem: str = "", status: int = 200) -> Answer:
    slip = slip_by_token(token)
    if slip is None:
        return _dead("unknown", problem, "")
    phone = phone_of_estate(slip.household.place.estate_id)
    state = slip_state(expires_at=slip.batch.expires_at, withdrawn_at=slip.withdrawn_at, now=clock.now())
    people = housemates(slip)
    if state is not SlipState.WORKS or not people:
        return _dead(state if people else "nobody", problem, phone)
    return _which(slip, token, people, problem, phone, status)


def _which(slip: Slip, token: str, people: object, problem: str, phone: str, status: int) -> Answer:
    page = render_template(
        "accounts/which.html",
        slip=slip,
        token=token,
        people=people,
        problem=problem,
        phone=phone,
        aboard=people_on_phone(),
    )
    return make_response(page, status)


def _dead(why: str, problem: str, phone: str) -> Answer:
    return make_response(render_template("accounts/slip_dead.html", why=why, problem=problem, phone=phone), 409)
