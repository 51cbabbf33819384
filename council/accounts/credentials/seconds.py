"""Using a second factor up: a code of the authenticator works once, a recovery code works once."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from council.accounts.credentials import factors, recovery
from council.accounts.credentials.models import Credential, RecoveryCode
from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.journal.operations import Ref, record
from council.residents.operations import chain_of


def sealed_for(person_id: int, secret: str) -> str:
    """The secret as it is kept: only this machine opens it, only for this person."""
    return factors.seal(secret, f"totp|{person_id}")


def use_second(credential: Credential, text: str) -> bool:
    """Whether `text` is the code of this moment or a recovery code; it is used up. In the caller's transaction.

    Raises:
        Conflict: the secret cannot be read, since the machine's key has changed.
    """
    typed = "".join(text.split())
    if len(typed) == 6 and typed.isascii() and typed.isdigit():
        return _use_code(credential, typed)
    return _use_recovery_code(credential, text)


def _use_code(credential: Credential, code: str) -> bool:
    try:
        secret = factors.unseal(credential.totp_secret, f"totp|{credential.person_id}")
    except factors.Unreadable:
        raise Conflict(_("This machine's key has changed, and codes cannot be checked. Ask for a reset.")) from None
    step = factors.step_of(secret, code, now=clock.now(), after=credential.totp_step)
    if step is None:
        return False
    query = update(Credential).where(Credential.person_id == credential.person_id, Credential.totp_step < step)
    return _one(query.values(totp_step=step))


def _use_recovery_code(credential: Credential, text: str) -> bool:
    query = update(RecoveryCode).where(
        RecoveryCode.person_id == credential.person_id,
        RecoveryCode.code_key == recovery.code_key(credential.person_id, text),
        RecoveryCode.used_at.is_(None),
    )
    if not _one(query.values(used_at=clock.now())):
        return False
    record(
        action="accounts.recovery_code.used",
        place_id=chain_of(credential.person.place),
        actor_id=None,  # so that the inbox tells the person: perhaps it was not they
        subject=Ref("person", credential.person_id),
    )
    return True


def _one(statement: Any) -> bool:
    """Whether the statement changed a row: of two who do the same at once, one does."""
    result: Any = db.session.execute(statement.execution_options(synchronize_session=False))
    return bool(result.rowcount == 1)
