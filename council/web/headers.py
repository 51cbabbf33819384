"""Security headers and gzip, on every answer."""

import gzip

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' blob: data:",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'self'",
    )
)
#: On every answer that does not say otherwise.
SECURE = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=(), microphone=()"),
)
PACKED = ("text/html", "text/plain", "application/json", "image/svg+xml", "text/calendar")


def init_app(app: Flask) -> None:
    """Add the headers to every answer of `app`."""
    app.after_request(_secure)
    app.after_request(_pack)


def _secure(answer: Response) -> Response:
    said = {name.lower() for name, _value in answer.headers}
    for name, value in SECURE:
        if name.lower() not in said:
            answer.headers.add(name, value)
    if answer.mimetype == "text/html" and "cache-control" not in said:
        answer.headers.add("Cache-Control", "no-store")
    return answer


def _pack(answer: Response) -> Response:
    if (
        answer.mimetype not in PACKED
        or answer.direct_passthrough
        or answer.is_streamed
        or "Content-Encoding" in answer.headers
        or "gzip" not in request.headers.get("Accept-Encoding", "")
    ):
        return answer
    body = answer.get_data()
    if len(body) > 800:
        answer.set_data(gzip.compress(body, 5))
        answer.headers["Content-Encoding"] = "gzip"
        answer.headers.add("Vary", "Accept-Encoding")
    return answer
