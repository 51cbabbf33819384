"""Writing passwords, second factors and recovery codes. The slow hashing is done before a transaction begins."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from council.accounts.credentials import factors, hashing, recovery
from council.accounts.credentials.models import Credential, RecoveryCode
from council.accounts.credentials.queries import offices_of
from council.accounts.credentials.rules import Weakness, holds_high, is_login, tidy_login, tidy_password, weakness
from council.accounts.credentials.seconds import sealed_for
from council.accounts.models import SignInSession
from council.accounts.operations import end_open, issue_sign_in_link, link_is_issued
from council.accounts.rules import Ending, Method
from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Forbidden, Invalid
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref, record
from council.residents.models import Person
from council.residents.operations import chain_of


def set_password(*, person: Person, login: str, password: str, session_id: int | None = None) -> Credential:
    """Give `person` a login name and a password, or new ones; other sessions begun by password end.

    Args:
        session_id: the session that does this, which goes on.

    Raises:
        Invalid: the name is taken or no name, or the password is too weak; `field` says which.
    """
    login, password = tidy_login(login), tidy_password(password)
    if not is_login(login):
        raise Invalid(_("Use 3 to 40 letters, figures, dots or dashes, and begin with a letter."), field="login")
    weak = weakness(password, about=(login, person.name, person.phone))
    if weak is not None:
        raise Invalid(_said(weak), field="password")
    return _keep_password(person=person, login=login, password_hash=hashing.hashed(password), session_id=session_id)


def _said(weak: Weakness) -> str:
    return {
        Weakness.SHORT: _("Use at least 10 characters. Three or four words make a good one."),
        Weakness.LONG: _("Use at most 128 characters."),
        Weakness.COMMON: _("This one is among the first that guessers try. Take another."),
        Weakness.PERSONAL: _("It says little else than your name, login name or number. Take another."),
    }[weak]


@operation
def _keep_password(*, person: Person, login: str, password_hash: str, session_id: int | None) -> Credential:
    taken = Invalid(_("This login name is taken. Choose another."), field="login")
    other = db.session.scalar(db.select(Credential.person_id).where(Credential.login == login))
    if other not in (None, person.id):
        raise taken
    credential = db.session.get(Credential, person.id, with_for_update=True, populate_existing=True)
    if credential is None:
        credential = Credential(person_id=person.id, login=login, password_hash="", changed_at=clock.now())
        db.session.add(credential)
    credential.login, credential.password_hash, credential.changed_at = login, password_hash, clock.now()
    try:
        db.session.flush()
    except IntegrityError:
        raise taken from None
    _end_password_sessions(person.id, session_id)
    _note("accounts.credential.set", person, actor_id=person.id)
    return credential


@operation
def renew_hash(*, person_id: int, before: str, after: str) -> None:
    """Keep a password's hash made with today's figures, unless the password has changed meanwhile. No entry."""
    query = update(Credential).where(Credential.person_id == person_id, Credential.password_hash == before)
    db.session.execute(query.values(password_hash=after))


@operation
def confirm_second_factor(
    *, person: Person, secret: str, code: str, session_id: int | None = None, key: str | None = None
) -> list[str]:
    """Take `secret` as the second factor, since `code` proves that an authenticator has it. Returns recovery codes.

    Other sessions that began by a password end: they may have begun by it alone. The session that does this began by a
    link and has shown both since: it counts as begun by them, or the desk would close at this very moment.

    Raises:
        Invalid: the code is not one of this moment.
        Conflict: there is no password yet.
    """
    own = own_key("accounts.second_factor", person.id, key)
    if answered(own, Credential) is not None:
        return recovery.codes(person.id, key or "")
    credential = _credential(person.id)
    step = demand_code(secret, code)
    credential.totp_secret = sealed_for(person.id, secret)
    credential.totp_step, credential.totp_confirmed_at = step, clock.now()
    codes = _new_codes(person.id, key)
    _end_password_sessions(person.id, session_id)
    _count_as_both(person.id, session_id)
    _note("accounts.second_factor.confirmed", person, actor_id=person.id)
    keep(own, person.id)
    return codes


def demand_code(secret: str, code: str) -> int:
    """The step whose code this is.

    Raises:
        Invalid: it is not one of this moment.
    """
    step = factors.step_of(secret, code, now=clock.now(), after=0)
    if step is None:
        raise Invalid(_("This is not the code of this moment. Type the digits that the app shows now."), field="code")
    return step


def shown_before(person_id: int, key: str | None) -> list[str] | None:
    """The codes that this very form has made before and that still count; None for a new form.

    Whoever loads the page with the codes again sends its form again, and shall see them again.
    """
    codes = recovery.codes(person_id, key) if key else []
    query = db.select(RecoveryCode.id).where(RecoveryCode.person_id == person_id)
    kept = codes and db.session.scalar(query.where(RecoveryCode.code_key == recovery.code_key(person_id, codes[0])))
    return codes if kept else None


@operation
def renew_recovery_codes(*, person: Person, key: str | None = None) -> list[str]:
    """Ten new recovery codes; the old ones open nothing any more.

    Raises:
        Conflict: there is no second factor that they could stand in for.
    """
    own = own_key("accounts.recovery_codes", person.id, key)
    if answered(own, Credential) is not None:
        return recovery.codes(person.id, key or "")
    if _credential(person.id).totp_confirmed_at is None:
        raise Conflict(_("Recovery codes stand in for the second step. Set that up first."))
    codes = _new_codes(person.id, key)
    _note("accounts.recovery_codes.made", person, actor_id=person.id)
    keep(own, person.id)
    return codes


@operation
def remove_second_factor(*, person: Person) -> None:
    """Take the second factor away; the password alone signs in from now on.

    Raises:
        Forbidden: an office that reaches far wants it.
    """
    if holds_high(offices_of(person.id)):
        raise Forbidden(_("Your office wants the second step. Whoever stands above you can reset password and step."))
    credential = _credential(person.id)
    credential.totp_secret, credential.totp_confirmed_at = "", None
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    _note("accounts.second_factor.removed", person, actor_id=person.id)


@operation
def remove_password(*, person: Person, session_id: int | None = None) -> None:
    """Take one's own password away, with second factor and recovery codes; other sessions begun by password end.

    Args:
        session_id: the session that does this, which goes on.

    Raises:
        Forbidden: an office that reaches far wants both.
        Conflict: there is none.
    """
    if holds_high(offices_of(person.id)):
        raise Forbidden(_("Your office wants a password. Whoever stands above you can reset it."))
    _take_away(_credential(person.id))
    _end_password_sessions(person.id, session_id)
    _note("accounts.credential.removed", person, actor_id=person.id)


@operation
def reset_credential(*, person: Person, actor_id: int | None, token: str = "") -> tuple[str, datetime]:
    """Take password, second factor and recovery codes away, sign out everywhere, and make a link to begin anew.

    Returns the link's token and when it expires. The same `token` again does nothing more.
    """
    if not link_is_issued(token):
        person = locked(Person, person.id)
        if (credential := db.session.get(Credential, person.id)) is not None:
            _take_away(credential)
        person.session_epoch += 1
        end_open(person.id, Ending.EVERYWHERE)
        _note("accounts.credential.reset", person, actor_id=actor_id)
    return issue_sign_in_link(person=person, made_by=actor_id, token=token)


def _credential(person_id: int) -> Credential:
    credential = db.session.get(Credential, person_id, with_for_update=True, populate_existing=True)
    if credential is None:
        raise Conflict(_("Set a password first."))
    return credential


def _take_away(credential: Credential) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == credential.person_id))
    db.session.delete(credential)


def _new_codes(person_id: int, key: str | None) -> list[str]:
    codes = recovery.codes(person_id, key or recovery.random_key())
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    db.session.add_all(RecoveryCode(person_id=person_id, code_key=recovery.code_key(person_id, code)) for code in codes)
    db.session.flush()
    return codes


def _end_password_sessions(person_id: int, but: int | None) -> None:
    query = update(SignInSession).where(
        SignInSession.person_id == person_id,
        SignInSession.method == Method.PASSWORD,
        SignInSession.ended_at.is_(None),
        SignInSession.id != (but or 0),
    )
    db.session.execute(query.values(ended_at=clock.now(), ended_by=Ending.REVOKED))


def _count_as_both(person_id: int, session_id: int | None) -> None:
    query = update(SignInSession).where(
        SignInSession.id == (session_id or 0),
        SignInSession.person_id == person_id,
        SignInSession.method.in_((Method.LINK, Method.CONSOLE)),
    )
    db.session.execute(query.values(method=Method.PASSWORD))


def _note(action: str, person: Person, *, actor_id: int | None) -> None:
    record(action=action, place_id=chain_of(person.place), actor_id=actor_id, subject=Ref("person", person.id))
