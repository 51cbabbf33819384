"""What makes an application a rehearsal: the band on its pages, no address that leaves it, no sign-in for helpers."""

import re

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from jinja2 import Template
from werkzeug.wrappers import Response

from council.base.db import db
from council.base.errors import NotVisible, SignInNeeded
from council.permits.current import current_actor
from council.rehearsal.cast import is_invented
from council.rehearsal.rehearsal import Rehearsal
from council.residents.models import Person
from council.web.answers import from_htmx

#: Addresses in pages that begin at the root of the site; styles and scripts are the same for all.
_ADDRESS = r"\s(?:href|action|formaction|src|hx-get|hx-post|sse-connect)"
_AT_ROOT = re.compile(rf"""({_ADDRESS}=["'])/(?!/|static/|rehearsal/)""")


def rehearsal_here() -> Rehearsal:
    """The rehearsal that this application is.

    Raises:
        NotVisible: it is the real one.
    """
    found = current_app.extensions.get("rehearsal")
    if not isinstance(found, Rehearsal):
        raise NotVisible
    return found


def set_up(state: BlueprintSetupState) -> None:
    """Make `state.app` a rehearsal, if it was made as one."""
    app = state.app
    if not isinstance(app, Flask) or not app.config.get("REHEARSAL"):
        return
    prefix = str(app.config["APPLICATION_ROOT"])
    app.jinja_env.template_class = _template_within(prefix)
    app.context_processor(lambda: {"rehearsal": app.extensions.get("rehearsal")})
    app.register_error_handler(SignInNeeded, _choose_a_part)
    app.before_request(_silence)
    app.after_request(_stay_inside)


def _template_within(prefix: str) -> type[Template]:
    class Within(Template):
        """A page or fragment whose addresses stay in the rehearsal, however they were written down."""

        def render(self, *args: object, **values: object) -> str:
            return _AT_ROOT.sub(rf"\1{prefix}/", super().render(*args, **values))

    return Within


def leave(address: str) -> ResponseReturnValue:
    """Go to an address of the real application."""
    g.leaves_rehearsal = True
    return redirect(address, code=303)


def _stay_inside(answer: Response) -> Response:
    prefix = str(current_app.config["APPLICATION_ROOT"])
    for name in ("Location", "HX-Redirect", "HX-Location"):
        address = answer.headers.get(name, "")
        outside = address.startswith("/") and not address.startswith(("//", f"{prefix}/"))
        if outside and not g.get("leaves_rehearsal"):
            answer.headers[name] = prefix + address
    return answer


def _choose_a_part(error: SignInNeeded) -> ResponseReturnValue:
    """Nobody needs to sign in: who comes plays one of the invented members."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" and not from_htmx() else "/"
    address = url_for("rehearsal.parts", next=wanted)
    if from_htmx():
        return "", 401, {"HX-Redirect": address}
    return redirect(address, code=303)


def _silence() -> None:
    """While the network is away, walls and invented members get no answer; the desk goes on."""
    if not rehearsal_here().is_silent or request.endpoint in ("asset_bundle", "rehearsal.enter"):
        return
    on_wall = request.endpoint == "meetings.wall" and request.args.get("preview") != "1"
    actor = current_actor()
    person = db.session.get(Person, actor.person_id) if actor else None
    if on_wall or person is None or is_invented(person):
        abort(503)
