"""Writing people and sign-in links; giving offices is in `offices.operations`."""

from datetime import datetime

from flask_babel import gettext as _

from council.base import clock, ids
from council.base.db import db, locked, operation
from council.base.errors import Conflict
from council.journal.operations import Ref, record
from council.organisation.models import Place
from council.residents.chains import chain_of
from council.residents.models import Household, Person, Residency, SignInLink
from council.residents.names import initials_of
from council.residents.offices.operations import appoint as appoint  # offices are given from here, too
from council.residents.rules import LINK_LIFE, link_works


@operation
def enrol(
    *,
    key: str,
    name: str,
    place: Place | None,
    door: str = "",
    household: Household | None = None,
    phone: str = "",
    residency: Residency = Residency.REGISTERED,
    adult: bool = True,
    external_id: str | None = None,
    household_rep: bool = False,
    actor_id: int | None = None,
) -> Person:
    """Put a person on the roster; behind `household`'s door, or a new door of `place`."""
    if household is None and place is not None and door:
        household = Household(place_id=place.id, door=door)
        db.session.add(household)
        db.session.flush()
    person = Person(
        key=key,
        name=name,
        phone=phone,
        residency=residency,
        adult=adult,
        external_id=external_id,
        initials=initials_of(name),
        household_rep=household_rep,
        household_id=household.id if household else None,
        place_id=place.id if place else None,
    )
    db.session.add(person)
    db.session.flush()
    record(
        action="residents.person.enrolled",
        place_id=chain_of(place),
        actor_id=actor_id,
        subject=Ref("person", person.id),
        data={"place": person.place_id, "residency": residency},
    )
    return person


@operation
def issue_sign_in_link(*, person: Person, made_by: int | None, token: str = "") -> tuple[str, datetime]:
    """Make a link that signs `person` in, once, within three days. Returns the token and when it expires.

    `token` is the one to use where the same form sent twice must make one link; else a new one is drawn.
    """
    if token and (seen := _link_of(token)) is not None:
        return token, seen.expires_at
    token = token or ids.token(18)
    expires_at = clock.now() + LINK_LIFE
    db.session.add(
        SignInLink(token_hash=ids.fingerprint(token), person_id=person.id, made_by=made_by, expires_at=expires_at)
    )
    record(
        action="residents.sign_in_link.issued",
        place_id=chain_of(person.place),
        actor_id=made_by,
        subject=Ref("person", person.id),
    )
    return token, expires_at


@operation
def sign_in_by_link(*, token: str) -> Person:
    """Use up a sign-in link.

    Raises:
        Conflict: the link is unknown, used or too old.
    """
    link = _link_of(token)
    now = clock.now()
    if link is None or not link_works(expires_at=link.expires_at, used_at=link.used_at, now=now):
        raise Conflict(_("This link has been used or is too old. Ask your grid officer for a new one."))
    link.used_at = now
    record(
        action="residents.person.signed_in",
        place_id=chain_of(link.person.place),
        actor_id=link.person_id,
        subject=Ref("person", link.person_id),
    )
    return link.person


@operation
def end_sessions(*, person: Person, actor_id: int | None) -> Person:
    """Sign `person` out on every phone and computer, at once."""
    person = locked(Person, person.id)
    person.session_epoch += 1
    record(
        action="residents.session.ended",
        place_id=chain_of(person.place),
        actor_id=actor_id,
        subject=Ref("person", person.id),
    )
    return person


def _link_of(token: str) -> SignInLink | None:
    """The link with this token, locked."""
    query = db.select(SignInLink).where(SignInLink.token_hash == ids.fingerprint(token)).with_for_update()
    return db.session.scalar(query)
