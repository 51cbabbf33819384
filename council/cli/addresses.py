"""Where the pages are: said when the server has started, and the beginning of every link made at a terminal."""

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from council.base import addresses
from council.base.addresses import EVERYWHERE, bound_address
from council.base.db import db
from council.demo import marks
from council.demo.showcase import running_council


def base_address(app: Flask) -> str:
    """What addresses begin with: `PUBLIC_URL`, else the machine's own address where the server is bound to it."""
    if app.config["PUBLIC_URL"]:
        return str(app.config["PUBLIC_URL"])
    return bound_address(str(app.config["HOST"]), int(app.config["PORT"]))


def print_addresses(app: Flask) -> None:
    """Print where phone, chair and projector find their pages."""
    with app.app_context():
        for line in address_lines(app):
            print(line, flush=True)  # noqa: T201 - this is what the server says


def address_lines(app: Flask) -> list[str]:
    """The addresses, one a line: home, demo, the council that is on, and how phones reach them."""
    base = base_address(app)
    lines = ["", f"  Yehua        {base}/", f"  notice board {base}/board"]
    lines += _demo_lines(app, base)
    lines += _network_lines(app)
    return [*lines, ""]


def _demo_lines(app: Flask, base: str) -> list[str]:
    try:
        marks.find_out()
        meeting = running_council() if app.config.get("IS_DEMO") else None
    except SQLAlchemyError:
        meeting = None
    finally:
        db.session.remove()
    if not app.config.get("IS_DEMO"):
        return []
    lines = [f"  demo         {base}/demo   (be one of the neighbours)"]
    if meeting is not None:
        lines += [
            f"  phone        {base}/j/{meeting.code}",
            f"  chair        {base}/meetings/{meeting.id}/chair   (as chair-tang, see /demo)",
            f"  projector    {base}/meetings/{meeting.id}/projector?token={meeting.wall_token}",
        ]
    return lines


def _network_lines(app: Flask) -> list[str]:
    host, port, address = str(app.config["HOST"]), app.config["PORT"], addresses.network_address()
    if app.config["PUBLIC_URL"] or not address:
        return []
    if host in EVERYWHERE:
        return [f"  in the local network http://{address}:{port}/"]
    if host.startswith("127.") or host in ("localhost", "::1"):
        return [f"  for phones in the local network start with: make run HOST=0.0.0.0   (http://{address}:{port}/)"]
    return []
