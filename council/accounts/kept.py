"""What is kept about how people sign in, and for how long."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, select, update

from council.accounts.models import Credential, SignInLink, SignInSession, SlipUse, SpokenCode
from council.accounts.operations import end_open
from council.accounts.phone_codes.models import PhoneCode
from council.accounts.provider.models import ExternalIdentity
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


def _ways(person: Person) -> Sequence[Row]:
    """Passwords, the street's own sign-in, printed slips, codes read out: never the secret itself."""
    slips = select(SlipUse.used_at).where(SlipUse.person_id == person.id).order_by(SlipUse.id)
    spoken = select(SpokenCode.expires_at, SpokenCode.used_at).where(SpokenCode.person_id == person.id)
    linked = select(ExternalIdentity.linked_at, ExternalIdentity.issuer).where(ExternalIdentity.person_id == person.id)
    password = select(Credential.changed_at, Credential.login).where(Credential.person_id == person.id)
    rows = [
        *((_("Password, with the name"), at, login) for at, login in db.session.execute(password)),
        *((_("Account of the street"), at, issuer) for at, issuer in db.session.execute(linked)),
        *((_("Printed slip"), at, "") for at in db.session.scalars(slips)),
        *((_("Code read out to you"), used or ends, "") for ends, used in db.session.execute(spoken)),
    ]
    return [{"way": way, "at": at, "detail": detail} for way, at, detail in rows]


def _old_sessions(before: datetime) -> Select[Any]:
    return select(SignInSession.id).where(SignInSession.ended_at < before).order_by(SignInSession.id)


def _old_links(before: datetime) -> Select[Any]:
    return select(SignInLink.id).where(SignInLink.expires_at < before).order_by(SignInLink.id)


def _remove_sessions(ids: Collection[int]) -> None:
    """With the note that a slip began them."""
    db.session.execute(delete(SlipUse).where(SlipUse.session_id.in_(ids)))
    db.session.execute(delete(SignInSession).where(SignInSession.id.in_(ids)))


def _old_spoken(before: datetime) -> Select[Any]:
    return select(SpokenCode.id).where(SpokenCode.expires_at < before).order_by(SpokenCode.id)


def _old_asked(before: datetime) -> Select[Any]:
    return select(PhoneCode.id).where(PhoneCode.asked_at < before).order_by(PhoneCode.id)


def _forget(person: Person) -> None:
    """Sessions end and lose their device; links, codes, password, second factor and the street's sign-in go."""
    end_open(person.id, Ending.EVERYWHERE)
    db.session.execute(update(SignInSession).where(SignInSession.person_id == person.id).values(device=""))
    for table in (SignInLink, SpokenCode, ExternalIdentity, Credential):
        db.session.execute(delete(table).where(table.person_id == person.id))


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
keeps(
    "ways",
    _ways,
    title=_l("What lets you sign in"),
    why=_l("Passwords and codes themselves are not kept, only what proves them."),
    columns={"way": _l("How"), "at": _l("When"), "detail": _l("Which")},
)
expires(
    "sign_in_sessions",
    SECURITY_LOG_DAYS,
    Sweep(_old_sessions, _remove_sessions),
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
expires(
    "spoken_codes",
    SECURITY_LOG_DAYS,
    Sweep(_old_spoken, removing(SpokenCode)),
    title=_l("Codes that were read out"),
    reason=_l("Security logs: six months at least (Cybersecurity Law)."),
    minimum=SECURITY_LOG_DAYS,
)
expires(
    "phone_codes",
    30,
    Sweep(_old_asked, removing(PhoneCode)),
    title=_l("Codes sent to phones"),
    reason=_l("Only to count how many were sent. Neither number nor code can be read from them."),
    minimum=1,
    most=365,
)
