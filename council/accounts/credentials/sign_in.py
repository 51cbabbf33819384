"""The two steps of signing in with a password, and proving again that it is still oneself."""

from typing import NamedTuple

from flask_babel import gettext as _

from council.accounts.credentials import hashing
from council.accounts.credentials.models import Credential
from council.accounts.credentials.operations import renew_hash
from council.accounts.credentials.queries import credential_by_login, offices_of
from council.accounts.credentials.rules import MOST, Step, after_password, tidy_login, tidy_password
from council.accounts.credentials.seconds import use_second
from council.accounts.guessing import demand_patience, note_hit, note_miss
from council.accounts.models import Method, SignInSession
from council.accounts.operations import begin_session
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.base.ids import fingerprint
from council.residents.models import Person


class Passed(NamedTuple):
    """Whose password it was, and what follows."""

    person: Person
    step: Step
    #: changes with the password, so that the second page notices
    stamp: str


def check_password(*, login: str, password: str) -> Passed:
    """The first step: no session yet.

    Raises:
        TooFast: after too many misses.
        Invalid: no such name, or not its password: one sentence for both.
    """
    login = tidy_login(login)[:80]
    demand_patience("password", target=login)
    credential = credential_by_login(login)
    if not _is_right(credential, password) or credential is None:
        note_miss("password", target=login)
        raise Invalid(_("This login name and password do not belong together."), field="password")
    note_hit("password", target=login)
    step = after_password(offices_of(credential.person_id), has_second=credential.totp_confirmed_at is not None)
    return Passed(credential.person, step, stamp_of(credential))


def prove_password(credential: Credential, password: str) -> None:
    """Somebody signed in types their password again.

    Raises:
        TooFast: after too many misses.
        Invalid: it is another.
    """
    demand_patience("password", target=credential.login)
    if not _is_right(credential, password):
        note_miss("password", target=credential.login)
        raise Invalid(_("This is not your password."), field="current")
    note_hit("password", target=credential.login)


def prove_second(credential: Credential, code: str) -> None:
    """Somebody signed in types a code again, which is used up.

    Raises:
        TooFast: after too many misses.
        Invalid: it is not one of this moment, or used.
    """
    target = str(credential.person_id)
    demand_patience("second", target=target)
    if not _use(person_id=credential.person_id, code=code):
        note_miss("second", target=target)
        raise Invalid(wrong_code(), field="code")
    note_hit("second", target=target)


def sign_in_with_second(*, person_id: int, stamp: str, code: str, device: str) -> SignInSession:
    """The second step: a session.

    Raises:
        TooFast: after too many misses.
        Invalid: the code is wrong or used.
        Conflict: the password has changed meanwhile.
    """
    target = str(person_id)
    demand_patience("second", target=target)
    started = _finish(person_id=person_id, stamp=stamp, code=code, device=device)
    if started is None:
        note_miss("second", target=target)
        raise Invalid(wrong_code(), field="code")
    note_hit("second", target=target)
    return started


@operation
def begin_by_password(*, person: Person, device: str) -> SignInSession:
    """A session on the password alone, for those whose offices do not reach far.

    Raises:
        Conflict: they want a second factor now.
    """
    credential = db.session.get(Credential, person.id, with_for_update=True, populate_existing=True)
    has_second = credential is not None and credential.totp_confirmed_at is not None
    if credential is None or after_password(offices_of(person.id), has_second=has_second) is not Step.IN:
        raise start_again()
    return begin_session(person=person, method=Method.PASSWORD, device=device)


@operation
def _finish(*, person_id: int, stamp: str, code: str, device: str) -> SignInSession | None:
    credential = db.session.get(Credential, person_id, with_for_update={"of": Credential}, populate_existing=True)
    if credential is None or stamp_of(credential) != stamp or not credential.person.is_current:
        raise start_again()
    if credential.totp_confirmed_at is None or not use_second(credential, code):
        return None
    return begin_session(person=credential.person, method=Method.PASSWORD, device=device)


@operation
def _use(*, person_id: int, code: str) -> bool:
    credential = db.session.get(Credential, person_id, with_for_update={"of": Credential}, populate_existing=True)
    return credential is not None and use_second(credential, code)


def stamp_of(credential: Credential) -> str:
    """Changes with the password."""
    return fingerprint(credential.password_hash)[:16]


def wrong_code() -> str:
    """The one sentence for a wrong code and a used one."""
    return _("This code is not right, or has been used. Wait for the next one, or type a recovery code.")


def start_again() -> Conflict:
    """The first step does not count any more."""
    return Conflict(_("That took too long, or something has changed meanwhile. Begin again with your password."))


def _is_right(credential: Credential | None, password: str) -> bool:
    tidy = tidy_password(password[: 4 * MOST])
    stored = credential.password_hash if credential else None
    if not hashing.matches(stored, tidy):
        return False
    if credential is not None and hashing.is_outdated(credential.password_hash):
        renew_hash(person_id=credential.person_id, before=credential.password_hash, after=hashing.hashed(tidy))
    return True
