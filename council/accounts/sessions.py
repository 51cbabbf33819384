"""The signed-in person of a request: Flask-Login keeps the session, the permits get their actor from here."""

import hmac
from base64 import urlsafe_b64encode
from contextlib import suppress

from flask import Flask, Response, after_this_request, current_app, g, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from itsdangerous import URLSafeTimedSerializer

from council.accounts import acting
from council.accounts.identity import Identity, identity_in_session
from council.accounts.limits import opens
from council.accounts.models import SignInSession
from council.accounts.operations import end_session, note_seen
from council.accounts.queries import load_signed_in
from council.accounts.rules import SESSION_LIFE, Ending
from council.accounts.sharing import all_on_phone, remember_others, who_stays
from council.accounts.telling import say_why_ended
from council.base import clock
from council.base.errors import Busy, NotVisible
from council.permits.actor import Actor
from council.permits.current import set_loader

__all__ = ["Identity", "identity_in_session", "init_app", "link_token", "sign_in", "sign_out", "switch_to"]

manager = LoginManager()


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
    acting.init_app(app)


def sign_in(started: SignInSession) -> None:
    """Put a session into this browser; what it held before ends (no fixation), but housemates stay and wait."""
    before, stays = all_on_phone(), who_stays(started)
    session.clear()
    session.permanent = True
    session["week"] = _week()
    for each in before:
        if each not in stays and each.session_id != started.id:
            end_session(session_id=each.session_id, why=Ending.REPLACED)
    remember_others(stays)
    _let_act(Identity.of(started))


def switch_to(person_id: int) -> str:
    """Let another one who is signed in on this phone act. Setting it twice is setting it once. Returns the name.

    Everything personal of the one who acted before goes; the form token stays, so that a form of theirs that is still
    open in another tab is refused in words (see `acting`).

    Raises:
        NotVisible: nobody of that id is signed in on this phone.
    """
    here = all_on_phone()
    wanted = next((each for each in here if each.person_id == person_id and not each.only_for), None)
    actor = load_signed_in(*wanted) if wanted else None
    if wanted is None or actor is None:
        raise NotVisible
    _turn(wanted, [each for each in here if each != wanted])
    return actor.name


def sign_out(person_id: int | None = None) -> None:
    """End the sessions of all people on this phone, or of one of them; then the next one acts."""
    here = all_on_phone()
    leaving = [each for each in here if person_id in (None, each.person_id)]
    staying = [each for each in here if each not in leaving]
    for each in leaving:
        end_session(session_id=each.session_id, why=Ending.SIGNED_OUT)
    if staying:
        _turn(staying[0], staying[1:])
    else:
        logout_user()
        session.clear()


def _turn(acts: Identity, waits: list[Identity]) -> None:
    token = session.get("csrf_token")
    session.clear()
    session.permanent = True
    session["week"] = _week()
    if token:
        session["csrf_token"] = token
    remember_others(waits)
    _let_act(acts)


def _let_act(identity: Identity) -> None:
    actor = load_signed_in(*identity)
    if actor is None:  # ended this very moment, or long ago on a phone that was not used
        return
    login_user(SignedIn(actor, identity))
    g.actor = actor


def link_token(made_by: int, person_id: int, key: str) -> str:
    """The token of the link that this form makes: nobody else can work it out. Empty without a form's key."""
    if not key:
        return ""
    secret, text = str(current_app.config["SECRET_KEY"]), f"sign-in-link|{made_by}|{person_id}|{key}"
    return urlsafe_b64encode(hmac.digest(secret.encode(), text.encode(), "sha256")[:18]).decode()


@manager.user_loader
def _load(text: str) -> SignedIn | None:
    identity = Identity.read(text)
    if identity is not None and not opens(identity.only_for):
        return None
    actor = load_signed_in(*identity) if identity else None
    if identity is None or actor is None:
        say_why_ended(identity)
        return None
    _keep_alive(identity)
    return SignedIn(actor, identity)


def _keep_alive(identity: Identity) -> None:
    """Once a week, note that the session is used and send the cookie again, so that who comes back stays signed in."""
    if not session.permanent or session.get("week") == _week():
        return
    session["week"] = _week()

    @after_this_request
    def _seen(answer: Response) -> Response:
        with suppress(Busy):  # next week then
            note_seen(session_id=identity.session_id)
        return answer


def _week() -> int:
    return clock.today().toordinal() // 7


def _current() -> Actor | None:
    user: object = current_user._get_current_object()
    return user.actor if isinstance(user, SignedIn) else None
