"""The cookie `door`: which browser asks at the door, and since when. It says nothing of a person."""

from datetime import UTC, datetime
from typing import NamedTuple

from flask import Response, current_app, request
from itsdangerous import BadSignature, Signer

from council.base import clock, ids

COOKIE = "door"
#: How long a browser keeps it, in seconds.
LIFE = 30 * 24 * 3600


class Device(NamedTuple):
    """A browser that was shown a form of the door."""

    id: str
    issued_at: datetime


def known_device() -> Device | None:
    """The device that this request comes from; None without a cookie that we signed."""
    text = request.cookies.get(COOKIE, "")
    try:
        name = _signer().unsign(text).decode()
    except BadSignature:
        return None
    identifier, _dot, issued = name.partition(".")
    return Device(identifier, datetime.fromtimestamp(int(issued), UTC))


def give_cookie(answer: Response) -> Response:
    """Give a browser that sees a page of the door its cookie, unless it has one."""
    if request.method == "GET" and answer.mimetype == "text/html" and known_device() is None:
        name = f"{ids.token(12)}.{int(clock.now().timestamp())}"
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        value = _signer().sign(name).decode()
        answer.set_cookie(COOKIE, value, max_age=LIFE, httponly=True, samesite="Lax", secure=secure)
    return answer


def _signer() -> Signer:
    return Signer(str(current_app.config["SECRET_KEY"]), salt="door")
