"""Pure decisions about getting in: how long links and sessions last, and which offices a way of signing in carries."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from council.permits.actor import STAFF, Holding, Office

#: How long a one-time sign-in link works.
LINK_LIFE = timedelta(days=3)
#: How long a phone stays signed in.
SESSION_LIFE = timedelta(days=180)


class Method(StrEnum):
    """How somebody got in."""

    #: a link made at the machine itself (`flask sign-in-link`)
    CONSOLE = "console"
    #: a link made at the desk
    LINK = "link"
    SLIP = "slip"
    SPOKEN_CODE = "spoken_code"
    PHONE_CODE = "phone_code"
    PASSWORD = "password"
    PROVIDER = "provider"
    #: for one meeting only
    SEAT_CARD = "seat_card"
    DEMO = "demo"


class Ending(StrEnum):
    """Why a session ended."""

    SIGNED_OUT = "signed_out"
    REPLACED = "replaced"
    TAKEN_OVER = "taken_over"
    REVOKED = "revoked"
    EVERYWHERE = "everywhere"
    #: what a limited session was for is over
    OVER = "over"


#: Ways in that prove who somebody is well enough for any office.
STRONG = frozenset({Method.CONSOLE, Method.PASSWORD, Method.PROVIDER, Method.DEMO})
#: Offices that reach far: chairs and administrators. They want a password and a second factor.
HIGH = frozenset({Office.ESTATE_HEAD, Office.COMMUNITY_STAFF, Office.STREET_STAFF, Office.ADMINISTRATOR})
#: Offices that a slip or a code does not open: whoever finds a slip must not run a meeting.
GUARDED = STAFF | HIGH | {Office.TELLER}


#: Ways in that residents use on a phone which others of their household may use as well.
SHARED = frozenset({Method.LINK, Method.SLIP, Method.SPOKEN_CODE, Method.PHONE_CODE})
#: How many people of one household may be signed in on one phone.
MOST_ON_ONE_PHONE = 6


def may_wait(method: Method, carried: Iterable[Holding]) -> bool:
    """Whether a session may stay on a phone while a housemate acts: not if it carries an office that is guarded."""
    return method in SHARED and not any(each.office in GUARDED for each in carried)


def link_works(*, expires_at: datetime, used_at: datetime | None, now: datetime) -> bool:
    """Whether a sign-in link still signs in."""
    return used_at is None and now < expires_at


def carries(office: Office, method: Method, *, has_credential: bool) -> bool:
    """Whether a session that began by `method` may use an office. `has_credential`: a second factor is confirmed.

    A link from the desk is made by somebody who stands above the office, so it opens it; once there is a second
    factor, a high office wants that. A password alone opens no high office: with a factor confirmed no session begins
    by a password alone, and those that had are ended (see ADR 0015).
    """
    if office not in GUARDED:
        return True
    if method is Method.PASSWORD:
        return office not in HIGH or has_credential
    if method in STRONG:
        return True
    return method is Method.LINK and not (office in HIGH and has_credential)


def carried(held: Iterable[Holding], method: Method, *, has_credential: bool) -> tuple[Holding, ...]:
    """The offices among `held` that a session that began by `method` may use."""
    return tuple(each for each in held if carries(each.office, method, has_credential=has_credential))
