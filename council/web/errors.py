"""One place where errors become answers: a page, or a fragment for htmx, always with what to do next."""

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from council.base.db import db
from council.base.errors import DomainError, SignInNeeded
from council.web.answers import from_htmx

PAGES = frozenset({400, 403, 404, 409, 413, 419, 422, 429, 500, 503})


def init_app(app: Flask) -> None:
    """Answer the errors of `app`."""
    app.register_error_handler(SignInNeeded, _to_sign_in)
    app.register_error_handler(DomainError, lambda error: show(error.status, error.message))
    app.register_error_handler(CSRFError, lambda error: show(419, _("This page is too old. Please send it again.")))
    app.register_error_handler(RequestEntityTooLarge, lambda error: show(413, ""))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _crashed)


def show(status: int, message: object = "") -> ResponseReturnValue:
    """The error page or fragment for `status`, with `message` as its sentence if there is one."""
    page = status if status in PAGES else 400
    template = "errors/_error.html" if from_htmx() else f"errors/{page}.html"
    return render_template(template, status=status, message=message), status


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    answer = show(error.code)
    if error.code == 405 and isinstance(answer, tuple):
        return answer[0], 405, {"Allow": ", ".join(getattr(error, "valid_methods", None) or [])}
    return answer


def _to_sign_in(error: SignInNeeded) -> ResponseReturnValue:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
    address = url_for("residents.sign_in", next=wanted)
    if from_htmx():
        return "", 401, {"HX-Redirect": address}
    return redirect(address, code=303)


def _crashed(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    return show(500)
