"""People with passwords and authenticators, for tests."""

from datetime import datetime, timedelta

import pyotp

from council.accounts.credentials.operations import confirm_second_factor, set_password
from council.accounts.rules import Method
from council.base import clock
from council.residents.models import Person
from tests.support.client import Client, identity

PASSWORD = "lantern osmanthus teapot"


def give_password(person: Person, login: str, password: str = PASSWORD) -> None:
    """A login name and a password."""
    set_password(person=person, login=login, password=password)


def give_second(person: Person, login: str, at: datetime | None = None) -> tuple[str, list[str]]:
    """Password and authenticator, confirmed `at` (an hour ago): its secret, and the recovery codes."""
    secret = pyotp.random_base32()
    with clock.stopped(at or clock.now() - timedelta(hours=1)):
        give_password(person, login)
        codes = confirm_second_factor(person=person, secret=secret, code=code(secret))
    return secret, codes


def code(secret: str, steps: int = 0) -> str:
    """What the authenticator shows now, or so many steps later."""
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()) + 30 * steps)


def sign_in_as(client: Client, person: Person, method: Method) -> Client:
    """A browser in which `person` signed in by `method`."""
    with client._client.session_transaction() as session:
        session.clear()
        session["_user_id"] = identity(person, method)
    return client


def who(client: Client) -> str:
    """Whom the browser's session names; empty for nobody."""
    with client._client.session_transaction() as session:
        return str(session.get("_user_id", "")).partition(".")[0]
