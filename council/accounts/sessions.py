"""The signed-in person of a request: Flask-Login keeps the session, the permits get their actor from here."""

import hmac
from base64 import urlsafe_b64encode
from typing import NamedTuple

from flask import Flask, current_app, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from itsdangerous import URLSafeTimedSerializer

from council.accounts.models import SignInSession
from council.accounts.operations import end_session
from council.accounts.queries import load_signed_in
from council.accounts.rules import SESSION_LIFE, Ending
from council.base import clock
from council.permits.actor import Actor
from council.permits.current import set_loader

manager = LoginManager()


class Identity(NamedTuple):
    """What the signed cookie says: the person, their session epoch, and the session's id."""

    person_id: int
    epoch: int
    session_id: int

    def __str__(self) -> str:
        return ".".join(str(number) for number in self)

    @classmethod
    def of(cls, started: SignInSession) -> "Identity":
        """The identity that a session's cookie carries."""
        return cls(started.person_id, started.person.session_epoch, started.id)

    @classmethod
    def read(cls, text: str) -> "Identity | None":
        """The identity in a cookie's text; None for anything else."""
        parts = text.split(".")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
            return None
        return cls(*(int(part) for part in parts))


class SignedIn(UserMixin):
    """What Flask-Login remembers: the identity, and the actor it makes."""

    def __init__(self, actor: Actor, identity: Identity) -> None:
        self.actor = actor
        self.identity = identity

    def get_id(self) -> str:
        return str(self.identity)


class SignedSessions(SecureCookieSessionInterface):
    """Flask's own signed cookies. The serializer is made once, not twice a request: that is felt when a hall votes."""

    def __init__(self) -> None:
        self._made: tuple[object, URLSafeTimedSerializer | None] = (None, None)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        keys = (app.secret_key, app.config["SECRET_KEY_FALLBACKS"])
        if self._made[0] != keys:
            self._made = (keys, super().get_signing_serializer(app))
        return self._made[1]


def init_app(app: Flask) -> None:
    """Sessions that last for months, ended at once by their row or by a grown epoch."""
    app.session_interface = SignedSessions()
    manager.init_app(app, add_context_processor=False)  # else every page loads the person before it is asked for
    manager.session_protection = None  # type: ignore[assignment]  # phones change address all the time
    app.config["PERMANENT_SESSION_LIFETIME"] = SESSION_LIFE
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False  # see `_keep_alive`
    set_loader(_current)


def sign_in(started: SignInSession) -> None:
    """Put a session into this browser; an older one in it ends with all it held (no fixation)."""
    before = identity_in_session()
    session.clear()
    session.permanent = True
    if before is not None and before.session_id != started.id:
        end_session(session_id=before.session_id, why=Ending.REPLACED)
    identity = Identity.of(started)
    actor = load_signed_in(*identity)
    assert actor is not None
    login_user(SignedIn(actor, identity))


def sign_out() -> None:
    """End the session on this phone."""
    identity = identity_in_session()
    logout_user()
    session.clear()
    if identity is not None:
        end_session(session_id=identity.session_id, why=Ending.SIGNED_OUT)


def link_token(made_by: int, person_id: int, key: str) -> str:
    """The token of the link that this form makes: nobody else can work it out. Empty without a form's key."""
    if not key:
        return ""
    secret, text = str(current_app.config["SECRET_KEY"]), f"sign-in-link|{made_by}|{person_id}|{key}"
    return urlsafe_b64encode(hmac.digest(secret.encode(), text.encode(), "sha256")[:18]).decode()


def identity_in_session() -> Identity | None:
    """Who is signed in as the signed cookie says, without asking the database.

    For the vote path; whoever uses it compares epoch and session with what is stored.
    """
    return Identity.read(str(session.get("_user_id", "")))


@manager.user_loader
def _load(text: str) -> SignedIn | None:
    identity = Identity.read(text)
    actor = load_signed_in(*identity) if identity else None
    if identity is None or actor is None:
        return None
    _keep_alive()
    return SignedIn(actor, identity)


def _keep_alive() -> None:
    """Send the cookie again once a week, so that who comes back stays signed in; not with every answer."""
    week = clock.today().toordinal() // 7
    if session.permanent and session.get("week") != week:
        session["week"] = week


def _current() -> Actor | None:
    user: object = current_user._get_current_object()
    return user.actor if isinstance(user, SignedIn) else None
