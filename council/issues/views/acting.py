"""One act of an officer with one form."""

from collections.abc import Callable
from typing import Any

from flask import make_response

from council.base.errors import Invalid
from council.issues.models import Issue
from council.issues.views.page import show_page
from council.permits.actor import Actor
from council.web.answers import Answer, see_other


def act(
    actor: Actor,
    issue: Issue,
    name: str,
    form: Any,
    do: Callable[[], object],
    message: str,
) -> Answer:
    """Do `do` when `form` is right, then go to the issue; else its page with what is wrong, the form under `name`."""
    if form.validate_on_submit():
        try:
            do()
            return see_other("issues.show", number=issue.number, message=message)
        except Invalid as problem:
            form.refuse(problem)
    return make_response(show_page(actor, issue, **{name: form}), 422)
