"""The signed-in person of a request: Flask-Login keeps the session, the permits get their actor from here."""

import hmac
from base64 import urlsafe_b64encode

from flask import Flask, current_app, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from itsdangerous import URLSafeTimedSerializer

from council.base import clock
from council.permits.actor import Actor
from council.permits.current import set_loader
from council.residents.models import Person
from council.residents.queries import load_actor
from council.residents.rules import SESSION_LIFE

manager = LoginManager()


class SignedIn(UserMixin):
    """What Flask-Login remembers: the person's id and session epoch, and the actor they make."""

    def __init__(self, actor: Actor, epoch: int) -> None:
        self.actor = actor
        self.epoch = epoch

    def get_id(self) -> str:
        return f"{self.actor.person_id}.{self.epoch}"


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
    """Sessions that last for months, ended at once by a grown epoch."""
    app.session_interface = SignedSessions()
    manager.init_app(app, add_context_processor=False)  # else every page loads the person before it is asked for
    manager.session_protection = None  # type: ignore[assignment]  # phones change address all the time
    app.config["PERMANENT_SESSION_LIFETIME"] = SESSION_LIFE
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False  # see `_keep_alive`
    set_loader(_current)


def sign_in(person: Person) -> None:
    """Start a session for `person`; an older session on this phone ends with all it held (no fixation)."""
    session.clear()
    session.permanent = True
    actor = load_actor(person.id)
    assert actor is not None
    login_user(SignedIn(actor, person.session_epoch))


def sign_out() -> None:
    """End the session on this phone."""
    logout_user()
    session.clear()


def link_token(made_by: int, person_id: int, key: str) -> str:
    """The token of the link that this form makes: nobody else can work it out. Empty without a form's key."""
    if not key:
        return ""
    secret, text = str(current_app.config["SECRET_KEY"]), f"sign-in-link|{made_by}|{person_id}|{key}"
    return urlsafe_b64encode(hmac.digest(secret.encode(), text.encode(), "sha256")[:18]).decode()


def identity_in_session() -> tuple[int, int] | None:
    """The signed-in person's id and session epoch as the signed session says, without asking the database.

    For the vote path; whoever uses it compares the epoch with the person's.
    """
    number, _, epoch = str(session.get("_user_id", "")).partition(".")
    return (int(number), int(epoch)) if number.isdigit() and epoch.isdigit() else None


@manager.user_loader
def _load(identity: str) -> SignedIn | None:
    number, _, epoch = identity.partition(".")
    if not (number.isdigit() and epoch.isdigit()):
        return None
    actor = load_actor(int(number), epoch=int(epoch))
    if actor is None:
        return None
    _keep_alive()
    return SignedIn(actor, int(epoch))


def _keep_alive() -> None:
    """Send the cookie again once a week, so that who comes back stays signed in; not with every answer."""
    week = clock.today().toordinal() // 7
    if session.permanent and session.get("week") != week:
        session["week"] = week


def _current() -> Actor | None:
    user: object = current_user._get_current_object()
    return user.actor if isinstance(user, SignedIn) else None
