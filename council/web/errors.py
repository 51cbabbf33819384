"""One place where errors become answers: a page, or a fragment for htmx, always with what to do next."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, redirect, render_template, request, url_for
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.routing import RequestRedirect

from council.base.db import db, is_busy
from council.base.errors import Busy, DomainError, SignInNeeded
from council.permits.current import current_actor
from council.web.answers import from_htmx, page_sent_from
from council.web.templating import PlainGlobals

#: Seconds after which the same is worth trying again.
RETRY = 5
PAGES = frozenset({400, 401, 403, 404, 405, 409, 413, 419, 422, 429, 500, 503})


class QuietFlask(Flask):
    """Flask, but the log of a crash names the endpoint: an address may hold a sign-in link's token."""

    jinja_environment = PlainGlobals

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """No view here is a coroutine; Flask would look at each handler of each request anew."""
        return func

    def log_exception(self, exc_info: Any) -> None:
        self.logger.error("Exception in %s [%s]", request.endpoint, request.method, exc_info=exc_info)


def init_app(app: Flask) -> None:
    """Answer the errors of `app`."""
    app.register_error_handler(SignInNeeded, _to_sign_in)
    app.register_error_handler(DomainError, lambda error: show(error.status, error.message))
    for busy in (Busy, OperationalError, PoolTimeout):
        app.register_error_handler(busy, _busy)
    app.register_error_handler(CSRFError, _too_old)
    app.register_error_handler(RequestEntityTooLarge, lambda error: show(413, ""))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _crashed)


def show(status: int, message: object = "", *, back: str = "", typed: Sequence[str] = ()) -> tuple[str, int]:
    """The error page or fragment for `status`, with `message` as its sentence if there is one.

    Args:
        back: where to go on, instead of the home page.
        typed: what was written and not taken, to be copied.
    """
    page = status if status in PAGES else 400 if status < 500 else 500
    template = "errors/_error.html" if from_htmx() else f"errors/{page}.html"
    return render_template(template, status=page, message=message, back=back, typed=typed), status


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    return _form_only(error) if error.code == 405 else show(error.code)


def _form_only(error: HTTPException) -> ResponseReturnValue:
    """The address of a form, which stays in the address bar after a refused entry; or a form sent to a mere page."""
    if request.method == "GET":
        page, status = show(405, back=page_above())
    else:
        page, status = show(400, back=page_sent_from())[0], 405
    return page, status, {"Allow": ", ".join(sorted(getattr(error, "valid_methods", None) or []))}


def page_above() -> str:
    """The nearest page above the address that was asked for: of `/meetings/8/items` the meeting; else the home page."""
    adapter, path = request_ctx.url_adapter, request.path
    while adapter is not None and (path := path.rstrip("/").rpartition("/")[0]):
        try:
            adapter.match(path, method="GET")
        except RequestRedirect:
            return f"{path}/"
        except HTTPException:
            continue
        return path
    return "/"


#: endpoint → shows its form again with what was sent: for pages on which people write more than a line.
shown_again: dict[str, Callable[[], str]] = {}
#: The fields in which people write, on all forms.
WRITTEN = ("title", "spot", "detail", "text", "note", "reason", "answer")


def _too_old(error: CSRFError) -> ResponseReturnValue:
    """The form's token has run out: the form again if it can be shown, else what was typed, to be sent or copied."""
    if current_actor() is None and not from_htmx():
        return _to_sign_in(SignInNeeded())
    again = shown_again.get(request.endpoint or "")
    if again is not None and not from_htmx():
        return again(), 419
    return show(419, _("This page is too old. Please send it again."), back=page_sent_from(), typed=typed_text())


def _to_sign_in(error: SignInNeeded) -> ResponseReturnValue:
    """To the sign-in page and back again; what was typed is shown first, so that it is not lost."""
    whole_page = request.method == "GET" and not from_htmx()
    wanted = request.full_path.rstrip("?") if whole_page else page_sent_from()
    address = url_for("accounts.sign_in", next=wanted)
    if from_htmx():
        return "", 401, {"HX-Redirect": address}
    if typed := typed_text():
        return show(401, back=address, typed=typed)
    return redirect(address, code=303)


def typed_text() -> list[str]:
    """What was written into the fields of the form that was sent."""
    sent = [request.form.get(name, "").strip() for name in WRITTEN] if request.method == "POST" else []
    return [text for text in sent if text]


def _busy(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    if not (isinstance(error, Busy) or is_busy(error)):
        raise error
    words = isinstance(error, Busy) and error.message or _("Nothing was recorded just now. Please press again.")
    page, status = show(503, words)
    return page, status, {"Retry-After": str(RETRY)}


def _crashed(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    return show(500)
