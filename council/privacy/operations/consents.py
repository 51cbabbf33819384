"""The notice read, consents given and taken back: set, never toggled."""

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Invalid
from council.privacy.models import Consent, How, NoticeRead
from council.privacy.operations.common import note
from council.privacy.texts import in_force
from council.residents.models import Person


@operation
def read_notice(*, person: Person) -> None:
    """Somebody was shown the notice in force and went on. A second time changes nothing."""
    person = locked(Person, person.id)
    version = in_force(clock.today()).version
    seen = select(NoticeRead.id).where(NoticeRead.person_id == person.id, NoticeRead.version == version)
    if db.session.scalar(seen) is not None:
        return
    db.session.add(NoticeRead(person_id=person.id, version=version, read_at=clock.now()))
    note(person, "privacy.notice.read", person.id, version=version)


@operation
def give_consent(*, person: Person, purpose: str, actor_id: int, how: How = How.PHONE) -> Consent:
    """Agree to one purpose in the words in force; who agreed to older words agrees anew.

    Args:
        how: on one's own phone, or on paper at the desk; then `actor_id` is who wrote it down.

    Raises:
        Invalid: there is no such purpose.
    """
    text = in_force(clock.today())
    if purpose not in text.codes:
        raise Invalid(_("There is no such purpose."))
    person = locked(Person, person.id)
    before = _current(person, purpose)
    if before is not None and before.version == text.version:
        return before
    if before is not None:
        before.withdrawn_at = clock.now()
        db.session.flush()
    consent = Consent(
        person_id=person.id,
        purpose=purpose,
        version=text.version,
        text_hash=text.hash_of(purpose),
        given_at=clock.now(),
        how=how,
        entered_by=actor_id if how is How.DESK else None,
    )
    db.session.add(consent)
    db.session.flush()
    note(person, "privacy.consent.given", actor_id, purpose=purpose, version=text.version, how=how)
    return consent


@operation
def withdraw_consent(*, person: Person, purpose: str, actor_id: int) -> None:
    """Take a consent back: from now on it does not hold. Nothing happens where there was none."""
    person = locked(Person, person.id)
    consent = _current(person, purpose)
    if consent is None:
        return
    consent.withdrawn_at = clock.now()
    note(person, "privacy.consent.withdrawn", actor_id, purpose=purpose, version=consent.version)


def _current(person: Person, purpose: str) -> Consent | None:
    query = select(Consent).where(Consent.person_id == person.id, Consent.purpose == purpose)
    return db.session.scalar(query.where(Consent.withdrawn_at.is_(None)).execution_options(populate_existing=True))
