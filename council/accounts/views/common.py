"""What the pages of this room share: refusing beside the field, and going on after signing in."""

from typing import Any

from flask import make_response, render_template, session

from council.accounts import sessions
from council.accounts.credentials.queries import Standing, standing_of
from council.accounts.guessing import TooFast
from council.accounts.models import SignInSession
from council.accounts.views.door import WANTED, onward
from council.base.errors import Conflict, Invalid, SignInNeeded
from council.permits.current import signed_in
from council.web.answers import Answer, local_path
from council.web.forms import Form

#: What goes beside a field; everything else is a page of its own.
BESIDE = (Invalid, TooFast, Conflict)


def shown_again(
    template: str, form: Form, problem: Exception | None = None, *, field: str = "", **context: Any
) -> Answer:
    """The form with what was wrong (422; 429 for who tries too fast). `field`: where it goes if it names none."""
    status = 422
    if isinstance(problem, BESIDE):
        own = problem.field if isinstance(problem, Invalid) else None
        form.refuse(Invalid(problem.message, field=own or field or None))
        status = problem.status
    return make_response(render_template(template, form=form, **context), status)


def welcome(started: SignInSession) -> Answer:
    """Put the session into the browser and go where the person wanted to go; all that lay in it before is gone."""
    wanted = local_path(session.get(WANTED))
    sessions.sign_in(started)
    return onward(wanted, started.person.name)


def own_standing() -> tuple[Standing, int]:
    """How the signed-in person stands, and the id of their session.

    Raises:
        SignInNeeded: nobody is signed in.
    """
    actor, identity = signed_in(), sessions.identity_in_session()
    if identity is None:
        raise SignInNeeded
    return standing_of(actor, identity.session_id), identity.session_id
