"""What is kept about how people sign in, and for how long."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, select, update

from council.accounts.models import Credential, SignInLink, SignInSession
from council.accounts.operations import end_open
from council.accounts.rules import Ending
from council.base.db import db
from council.privacy.hooks import Row, Sweep, expires, keeps, on_forgotten
from council.privacy.kept import removing
from council.privacy.rules import SECURITY_LOG_DAYS
from council.residents.models import Person


def _sessions(person: Person) -> Sequence[Row]:
    query = select(SignInSession).where(SignInSession.person_id == person.id).order_by(SignInSession.id)
    return [
        {"started_at": row.started_at, "method": row.method, "device": row.device, "ended_at": row.ended_at}
        for row in db.session.scalars(query)
    ]


def _links(person: Person) -> Sequence[Row]:
    query = select(SignInLink.expires_at, SignInLink.used_at).where(SignInLink.person_id == person.id)
    rows = db.session.execute(query.order_by(SignInLink.id))
    return [{"expires_at": expires_at, "used_at": used_at} for expires_at, used_at in rows]


def _old_sessions(before: datetime) -> Select[Any]:
    return select(SignInSession.id).where(SignInSession.ended_at < before).order_by(SignInSession.id)


def _old_links(before: datetime) -> Select[Any]:
    return select(SignInLink.id).where(SignInLink.expires_at < before).order_by(SignInLink.id)


def _forget(person: Person) -> None:
    """Sessions end and lose their device; links, password and second factor go."""
    end_open(person.id, Ending.EVERYWHERE)
    db.session.execute(update(SignInSession).where(SignInSession.person_id == person.id).values(device=""))
    db.session.execute(delete(SignInLink).where(SignInLink.person_id == person.id))
    db.session.execute(delete(Credential).where(Credential.person_id == person.id))


on_forgotten.append(_forget)
keeps(
    "sessions",
    _sessions,
    title=_l("Your phones and computers"),
    why=_l("To see whether somebody else signed in as you."),
    columns={
        "started_at": _l("Signed in"),
        "method": _l("How"),
        "device": _l("Device"),
        "ended_at": _l("Ended"),
    },
)
keeps(
    "sign_ins",
    _links,
    title=_l("Your sign-in links"),
    why=_l("To see whether somebody else signed in as you."),
    columns={"expires_at": _l("Worked until"), "used_at": _l("Used")},
)
expires(
    "sign_in_sessions",
    SECURITY_LOG_DAYS,
    Sweep(_old_sessions, removing(SignInSession)),
    title=_l("Sessions that ended"),
    reason=_l("Security logs: six months at least (Cybersecurity Law)."),
    minimum=SECURITY_LOG_DAYS,
)
expires(
    "sign_in_links",
    SECURITY_LOG_DAYS,
    Sweep(_old_links, removing(SignInLink)),
    title=_l("Sign-in links, used or run out"),
    reason=_l("Security logs: six months at least (Cybersecurity Law)."),
    minimum=SECURITY_LOG_DAYS,
)
