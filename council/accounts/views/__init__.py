"""Signing in and out."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from council.accounts.acting import OtherPerson, acting_id
from council.accounts.devices import give_cookie
from council.accounts.guessing import TooFast
from council.accounts.ways import ways_in
from council.web.answers import from_htmx, page_sent_from
from council.web.errors import show, typed_text

bp = Blueprint("accounts", __name__)


@bp.after_request
def _know_the_device(answer: Response) -> Response:
    """Whoever sees a page of the door gets the cookie that tells browsers apart (see `guessing`)."""
    return answer if acting_id() else give_cookie(answer)


@bp.app_errorhandler(TooFast)
def _too_fast(error: TooFast) -> ResponseReturnValue:
    """How long to wait and what else there is; forms that show themselves again catch it before."""
    after = {"Retry-After": str(error.seconds)}
    if from_htmx():
        return *show(429, error.message), after
    page = render_template(
        "accounts/too_fast.html", message=error.message, back=page_sent_from(), ways=ways_in(), typed=typed_text()
    )
    return page, 429, after


@bp.app_errorhandler(OtherPerson)
def _other_person(error: OtherPerson) -> ResponseReturnValue:
    """The form of somebody else on this phone: what was typed can be copied."""
    return show(409, error.message, back=page_sent_from(), typed=typed_text())


from council.accounts.views import (  # noqa: E402, F401 - they add their routes
    account,
    clerk,
    desk,
    door,
    giving_up,
    identities,
    joining,
    leaving,
    office,
    password,
    phone,
    provider,
    resets,
    second_factor,
    slips,
    switching,
    typing,
)
