"""A hall full of voters: an application with a poll, and requests as signed-in browsers send them."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask_migrate import upgrade
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Engine, event, insert, select

from council.accounts.operations import begin_session
from council.accounts.rules import Method
from council.accounts.sessions import Identity
from council.base import clock
from council.base.db import db, transaction
from council.base.settings import Settings
from council.factory import create_app
from council.journal.operations import Ref
from council.organisation.models import Place, PlaceKind
from council.organisation.operations import add_place
from council.polls.box.trackers import made
from council.polls.models import Poll, Secrecy
from council.polls.operations import draft_poll, open_poll
from council.polls.rules import Voter
from council.residents.models import Person

Answer = tuple[str, bytes]


def settings_for(folder: Path) -> Settings:
    """Settings of an application whose data lie in `folder`."""
    return Settings(data_dir=folder, database_url=f"sqlite:///{folder / 'yehua.db'}")


def application(folder: Path, *, synchronous: str = "FULL", database_url: str = "") -> Flask:
    """An application with an empty, migrated SQLite file in `folder`, or on an empty PostgreSQL database."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(data_dir=folder, database_url=database_url) if database_url else settings_for(folder)
    app = create_app(settings, LIVE_BUS="local")
    with app.app_context():
        upgrade()
        if not database_url:
            set_synchronous(db.engine, synchronous)
    return app


def set_synchronous(engine: Engine, level: str) -> None:
    """Let new connections of `engine` sync as `level` says; the application itself says FULL."""

    def prepare(connection: Any, record: Any) -> None:
        connection.execute(f"PRAGMA synchronous={level}")

    event.listen(engine, "connect", prepare)
    engine.dispose()


def open_hall(app: Flask, voters: int, secrecy: Secrecy = Secrecy.OPEN) -> tuple[int, list[int]]:
    """An open council poll with `voters` people present: its id and theirs."""
    with app.app_context(), transaction():
        place, known = neighbours(voters)
        poll: Poll = draft_poll(
            place=place,
            subject=Ref("motion", 1),
            question="6、7 栋楼道灯改成声控灯",
            detail="换灯 48 盏，共 9,600 元，从小区微治理资金出。",
            procedure_code="gy_council",
            secrecy=secrecy,
            actor_id=None,
        )
        open_poll(poll=poll, roll=[Voter(person, True) for person in known], actor_id=None)
        return poll.id, known


def neighbours(count: int) -> tuple[Place, list[int]]:
    """An estate with at least so many people: it, and the ids of the first `count`. Inside a transaction."""
    place = db.session.scalar(select(Place)) or add_place(kind=PlaceKind.ESTATE, code="GY", name="桂雨里小区")
    first = select(Person.id).order_by(Person.id).limit(count)
    known = db.session.scalars(first).all()
    if len(known) < count:
        rows = [{"key": f"v{n}", "name": f"邻居{n}", "place_id": place.id} for n in range(len(known), count)]
        db.session.execute(insert(Person), rows)
        known = db.session.scalars(first).all()
    return place, list(known)


def cookie_and_token(app: Flask, person_id: int) -> tuple[str, str]:
    """The session cookie of a signed-in phone that has a form open, and the form's CSRF token."""
    secret = str(app.config["SECRET_KEY"])
    raw = f"{person_id:040x}"
    with app.app_context():
        person = db.session.get_one(Person, person_id)
        who = str(Identity.of(begin_session(person=person, method=Method.CONSOLE, device="bench")))
    week = clock.today().toordinal() // 7  # seen this week already, as a phone in use is
    session = {"_user_id": who, "_fresh": True, "_permanent": True, "csrf_token": raw, "week": week}
    signed = app.session_interface.get_signing_serializer(app).dumps(session)  # type: ignore[attr-defined]
    return f"{app.config['SESSION_COOKIE_NAME']}={signed}", URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(
        raw
    )


def ballot_form(token: str, choice: str, poll_id: int) -> bytes:
    """The body of a vote."""
    return urlencode({"csrf_token": token, "back": f"/polls/{poll_id}", "choice": choice}).encode()


def secret_form(token: str, choice: str, poll_id: int) -> bytes:
    """The body of a secret vote that is sure."""
    form = {"csrf_token": token, "back": f"/polls/{poll_id}", "choice": choice, "marking": "stance", "sure": "1"}
    return urlencode({**form, "tracker": made()}).encode()


def request(app: Flask, path: str, *, cookie: str = "", body: bytes | None = None, htmx: bool = False) -> Answer:
    """One request without a socket: the status line and the body."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET" if body is None else "POST",
        "PATH_INFO": path.partition("?")[0],
        "QUERY_STRING": path.partition("?")[2],
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body or b""),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_COOKIE": cookie,
        "HTTP_ACCEPT_LANGUAGE": "zh-CN,zh;q=0.9",
    }
    if body is not None:
        environ |= {"CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body))}
    if htmx:
        environ["HTTP_HX_REQUEST"] = "true"
    seen: list[str] = []
    chunks = app.wsgi_app(environ, lambda status, headers, error=None: seen.append(status))  # type: ignore[arg-type,func-returns-value]
    answer = b"".join(chunks)
    if hasattr(chunks, "close"):
        chunks.close()
    return seen[0], answer


def hello_app() -> Flask:
    """The least a Flask page can be: the measure."""
    app = Flask("hello")
    app.add_url_rule("/hello", view_func=lambda: "hello")
    return app


def in_turn(acts: Iterator[Callable[[], Answer]], expected: str) -> Callable[[], None]:
    """A case that does the next act each time and fails loudly when the answer is not `expected`."""

    def act() -> None:
        status, answer = next(acts)()
        if not status.startswith(expected):
            raise RuntimeError(f"{status}: {answer[:300]!r}")

    return act
