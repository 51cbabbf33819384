"""Answers that serve a page with htmx and without it alike."""

from urllib.parse import urlsplit, urlunsplit

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

Answer = Response | BaseResponse


def from_htmx() -> bool:
    """Whether htmx sent this request and will swap a fragment (not a whole-page visit)."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def page_or_part(page: str, part: str, *, status: int = 200, **context: object) -> Answer:
    """The partial for htmx, the page that includes the very same partial for everyone else."""
    answer = make_response(render_template(part if from_htmx() else page, **context), status)
    answer.headers.add("Vary", "HX-Request")
    return answer


def see_other(endpoint: str, *, message: object = None, **values: object) -> Answer:
    """303 to a page, so that going back or reloading sends nothing twice. htmx is told to visit it as well."""
    if message is not None:
        flash(str(message))
    address = url_for(endpoint, **values)  # type: ignore[arg-type]
    if from_htmx():
        return Response(status=204, headers={"HX-Redirect": address})
    return redirect(address, code=303)


def local_path(address: str | None) -> str:
    """`address` if it is a path on this site, else `/`: never send people elsewhere.

    Browsers drop tabs and line ends before they read an address, so what holds one could become another's `//host`.
    """
    if address and address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable():
        return address
    return "/"


def page_sent_from() -> str:
    """The page on this site that the form stood on, as the browser says; else the home page."""
    parts = urlsplit(request.referrer or "")
    return local_path(urlunsplit(("", "", parts.path, parts.query, ""))) if parts.netloc == request.host else "/"


def go_back(address: str, *, message: object = None) -> Answer:
    """`see_other` for a page known by its path, such as the one a form stood on."""
    if message is not None:
        flash(str(message))
    path = local_path(address)
    if from_htmx():
        return Response(status=204, headers={"HX-Redirect": path})
    return redirect(path, code=303)
