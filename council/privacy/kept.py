"""What the rooms up to this one keep about people: the record itself, offices, consents, requests."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, or_, select, update

from council.base import clock
from council.base.db import db
from council.base.once import Once
from council.journal.models import JournalEntry
from council.organisation.models import Place
from council.privacy.hooks import Row, Sweep, expires, keeps
from council.privacy.models import Consent, DeletionRequest, NoticeRead, RequestState
from council.privacy.rules import SECURITY_LOG_DAYS
from council.residents.models import Appointment, Person, Residency
from council.residents.team_words import team_word
from council.residents.teams import Team, TeamMember
from council.residents.words import office_word


def _record(person: Person) -> Sequence[Row]:
    row = {
        "name": person.name,
        "phone": person.phone,
        "place": person.place.name if person.place else "",
        "door": person.household.door if person.household else "",
        "residency": person.residency,
        "adult": person.adult,
        "household_rep": person.household_rep,
        "external_id": person.external_id or "",
    }
    return [row]


def _offices(person: Person) -> Sequence[Row]:
    query = select(Appointment, Place.name).join(Place, Place.id == Appointment.place_id)
    query = query.where(Appointment.person_id == person.id).order_by(Appointment.since, Appointment.id)
    return [
        {"office": office_word(held.office), "place": place, "since": held.since, "until": held.until}
        for held, place in db.session.execute(query)
    ]


def _teams(person: Person) -> Sequence[Row]:
    query = select(TeamMember, Team.kind, Team.name, Place.name)
    query = query.join(Team, Team.id == TeamMember.team_id).join(Place, Place.id == Team.place_id)
    query = query.where(TeamMember.person_id == person.id).order_by(TeamMember.since, TeamMember.id)
    return [
        {"team": name or team_word(kind), "place": place, "since": member.since, "until": member.until}
        for member, kind, name, place in db.session.execute(query)
    ]


def _consents(person: Person) -> Sequence[Row]:
    query = select(Consent).where(Consent.person_id == person.id).order_by(Consent.id)
    return [
        {
            "purpose": row.purpose,
            "version": row.version,
            "given_at": row.given_at,
            "withdrawn_at": row.withdrawn_at,
            "how": row.how,
        }
        for row in db.session.scalars(query)
    ]


def _notices(person: Person) -> Sequence[Row]:
    query = select(NoticeRead).where(NoticeRead.person_id == person.id).order_by(NoticeRead.id)
    return [{"version": row.version, "read_at": row.read_at} for row in db.session.scalars(query)]


def _requests(person: Person) -> Sequence[Row]:
    query = select(DeletionRequest).where(DeletionRequest.person_id == person.id).order_by(DeletionRequest.id)
    return [
        {"asked_at": row.asked_at, "state": row.state, "reason": row.reason, "answer": row.answer}
        for row in db.session.scalars(query)
    ]


keeps(
    "record",
    _record,
    title=_l("Your record"),
    why=_l("So that the council knows who belongs to it. Your grid officer corrects it."),
    columns={
        "name": _l("Name"),
        "phone": _l("Phone"),
        "place": _l("Building"),
        "door": _l("Flat"),
        "residency": _l("Lives here as"),
        "adult": _l("Of age"),
        "household_rep": _l("Speaks for the household"),
        "external_id": _l("Number in the street's register"),
    },
)
keeps(
    "offices",
    _offices,
    title=_l("Your offices"),
    why=_l("Who holds an office is public while they hold it. When it was stays in the books."),
    columns={"office": _l("Office"), "place": _l("Place"), "since": _l("Since"), "until": _l("Until")},
    stays=True,
)
keeps(
    "teams",
    _teams,
    title=_l("Teams you are in"),
    why=_l("Neighbours read who is in a team while they are in it. When it was stays in the books."),
    columns={"team": _l("Team"), "place": _l("Place"), "since": _l("Since"), "until": _l("Until")},
    stays=True,
)
keeps(
    "consents",
    _consents,
    title=_l("Your consents"),
    why=_l("To prove what you agreed to, in which words."),
    columns={
        "purpose": _l("Purpose"),
        "version": _l("Version"),
        "given_at": _l("Given"),
        "withdrawn_at": _l("Taken back"),
        "how": _l("How"),
    },
    stays=True,
)
keeps(
    "notices",
    _notices,
    title=_l("Notices you were shown"),
    why=_l("To show you a new version once."),
    columns={"version": _l("Version"), "read_at": _l("Read")},
    stays=True,
)
keeps(
    "requests",
    _requests,
    title=_l("Your requests for deletion"),
    why=_l("To answer them in time."),
    columns={"asked_at": _l("Asked"), "state": _l("State"), "reason": _l("Your reason"), "answer": _l("Answer")},
)


# --- how long


def _phones(residencies: Select[Any]) -> Select[Any]:
    return residencies.where(Person.phone != "").order_by(Person.id)


def _visitors(before: datetime) -> Select[Any]:
    """Visitors enrolled before a moment who still have a phone number."""
    enrolled = select(JournalEntry.subject_id).where(
        JournalEntry.action == "residents.person.enrolled", JournalEntry.at < before
    )
    return _phones(select(Person.id).where(Person.residency == Residency.VISITOR, Person.id.in_(enrolled)))


def _gone(before: datetime) -> Select[Any]:
    """People who moved away before a day and still have a phone number."""
    return _phones(select(Person.id).where(Person.left_on < clock.local(before).date()))


def _clear_phones(ids: Collection[int]) -> None:
    db.session.execute(update(Person).where(Person.id.in_(ids)).values(phone=""))


def _old_keys(before: datetime) -> Select[Any]:
    return select(Once.id).where(Once.at < before).order_by(Once.id)


def _old_consents(before: datetime) -> Select[Any]:
    return select(Consent.id).where(Consent.withdrawn_at < before).order_by(Consent.id)


def _old_requests(before: datetime) -> Select[Any]:
    answered = DeletionRequest.state != RequestState.OPEN
    said = or_(DeletionRequest.reason != "", DeletionRequest.answer != "")
    query = select(DeletionRequest.id).where(answered, said, DeletionRequest.answered_at < before)
    return query.order_by(DeletionRequest.id)


def _clear_requests(ids: Collection[int]) -> None:
    db.session.execute(update(DeletionRequest).where(DeletionRequest.id.in_(ids)).values(reason="", answer=""))


def removing(model: Any) -> Any:
    """The removal of rows of `model` by their ids."""
    return lambda ids: db.session.execute(delete(model).where(model.id.in_(ids)))


expires(
    "visitor_phones",
    30,
    Sweep(_visitors, _clear_phones),
    title=_l("Phone numbers of visitors"),
    reason=_l("Only needed while the visit is settled. The number is cleared, the record stays."),
    most=365,
)
expires(
    "left_phones",
    90,
    Sweep(_gone, _clear_phones),
    title=_l("Phone numbers of people who moved away"),
    reason=_l("For questions after the move. The number is cleared, the record stays."),
    most=1095,
)
expires(
    "form_keys",
    30,
    Sweep(_old_keys, removing(Once)),
    title=_l("Keys of forms that were sent"),
    reason=_l("So that a form sent twice does its work once; phones may send again days later."),
    minimum=7,
    most=365,
)
expires(
    "withdrawn_consents",
    1095,
    Sweep(_old_consents, removing(Consent)),
    title=_l("Consents that were taken back"),
    reason=_l("To prove that what was published then was agreed to; claims run out after three years (Civil Code)."),
    minimum=1095,
)
expires(
    "answered_requests",
    1095,
    Sweep(_old_requests, _clear_requests),
    title=_l("Words of answered deletion requests"),
    reason=_l("To prove that they were answered. The words are cleared; that there was a request stays."),
    minimum=SECURITY_LOG_DAYS,
)
expires(
    "stray_photos",
    None,
    None,
    title=_l("Photos that were sent and stand nowhere"),
    reason=_l("They go by themselves after one day."),
)
expires(
    "journal",
    None,
    None,
    title=_l("Journal"),
    reason=_l("Never deleted: it proves what was done. It holds numbers instead of names."),
)
