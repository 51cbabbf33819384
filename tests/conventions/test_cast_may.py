"""For every permission somebody of the demo's cast may, and somebody may not: no door stands open, none is walled up.

A new permission wants a line in `THINGS`: what it is asked about, and where the demo has such things.
"""

from collections.abc import Callable, Iterable
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select

from council.base.db import Base, db
from council.charters.models import Version
from council.demo.cast.named import CAST
from council.followup.models import Task
from council.issues.models import Issue
from council.meetings.models import Meeting
from council.organisation.models import Place
from council.permits.actor import Actor
from council.permits.permission import Permission, Scoped, allows
from council.polls.models import Poll
from council.privacy.models import DeletionRequest
from council.residents.access import Account, accounts_of
from council.residents.models import Appointment, Person
from council.residents.offices.access import seat_of
from council.residents.offices.permissions import Seat
from council.residents.queries import load_actor, person_by_key
from council.roster.models import Lot, RosterImport
from tests.conventions.test_permissions import members

Things = Callable[[], Iterable[Scoped]]


def rows(model: type[Base]) -> Things:
    return lambda: db.session.scalars(select(model).limit(60)).all()  # type: ignore[return-value]


def places(*codes: str) -> Things:
    return lambda: db.session.scalars(select(Place).where(Place.code.in_(codes))).all()


def cast() -> list[Person]:
    people = [person_by_key(member.person) for member in CAST]
    return list({person.id: person for person in people if person}.values())


#: Whom no office ties to 桂雨里.
FROM_ELSEWHERE = ("tq-shi", "mt-peng")


def accounts() -> list[Account]:
    """Those of the cast, who hold offices, and of some neighbours and strangers, who hold none."""
    others = db.session.scalars(select(Person).where(Person.place_id.is_not(None)).order_by(Person.id.desc()).limit(20))
    return accounts_of([*cast(), *others])


def seats() -> list[Seat]:
    return [seat_of(held) for held in db.session.scalars(select(Appointment).limit(200))]


somewhere = places("QY", "QY-DQ", "GY", "QY-G07", "TQ", "QY-G03")
estates = places("GY", "TQ", "BS")

#: `room.subject` of a permission → what it is asked about.
THINGS: dict[str, Things] = {
    "accounts.sign_in_link": accounts,
    "accounts.spoken_code": accounts,
    "accounts.slips": somewhere,
    "accounts.session": accounts,
    "accounts.credential": accounts,
    "accounts.identity": accounts,
    "admin.journal": somewhere,
    "charters.draft": rows(Version),
    "charters.procedure": somewhere,
    "charters.reading": rows(Version),
    "charters.remark": rows(Version),
    "charters.version": rows(Version),
    "deliberation.talk": rows(Issue),
    "followup.task": rows(Task),
    "calendar.day": places("QY"),
    "issues.category": places("QY"),
    "issues.dispute": rows(Issue),
    "issues.feedback": rows(Issue),
    "issues.issue": rows(Issue),
    "issues.merge": rows(Issue),
    "issues.note": rows(Issue),
    "issues.part": rows(Issue),
    "issues.point": somewhere,
    "issues.reporter": rows(Issue),
    "issues.template": somewhere,
    "meetings.attendance": rows(Meeting),
    "meetings.seat_card": rows(Meeting),
    "meetings.meeting": rows(Meeting),
    "meetings.resolution": rows(Meeting),
    "minutes.draft": rows(Meeting),
    "minutes.minutes": rows(Meeting),
    "minutes.note": rows(Meeting),
    "organisation.hotline": estates,
    "organisation.place": somewhere,
    "organisation.setting": somewhere,
    "organisation.team": somewhere,
    "organisation.unit": somewhere,
    "organisation.venue": somewhere,
    "polls.poll": rows(Poll),
    "polls.paper": rows(Poll),
    "polls.bulletin": rows(Poll),
    "privacy.consent": lambda: cast(),
    "privacy.operator": places("QY"),
    "privacy.request": rows(DeletionRequest),
    "privacy.retention": places("QY"),
    "residents.office": seats,
    "residents.record": accounts,
    "roster.export": somewhere,
    "roster.import": rows(RosterImport),
    "roster.lot": rows(Lot),
    "roster.merge": lambda: cast(),
    "roster.person": accounts,
}
#: Those whose thing is another than that of their subject.
OTHERWISE: dict[str, Things] = {
    "issues.issue.raise": estates,
    "issues.issue.raise_for": estates,
    "followup.task.add": rows(Issue),
    "residents.office.look": somewhere,
    "residents.record.enrol": somewhere,
}


def things_of(permission: Permission) -> Things:
    subject = permission.value.rpartition(".")[0]
    return OTHERWISE.get(permission.value) or THINGS[subject]


@pytest.fixture
def actors(demo: Flask) -> list[Actor]:
    """Everybody whom a visitor of the demo can be, and two of other estates."""
    elsewhere = [person for key in FROM_ELSEWHERE if (person := person_by_key(key))]
    return [actor for person in [*cast(), *elsewhere] if (actor := load_actor(person.id))]


def test_every_permission_says_what_it_is_asked_about(app: Flask) -> None:
    asked = {member.value.rpartition(".")[0]: member.value for member in members()}
    assert set(asked) == set(THINGS), "a permission without a line in THINGS, or a line without a permission"
    assert set(OTHERWISE) <= {member.value for member in members()}


def test_somebody_may_and_somebody_may_not(demo: Flask, actors: list[Actor]) -> None:
    odd = []
    for permission in members():
        found = list(things_of(permission)())
        answers = {allows(actor, permission, thing) for actor, thing in product(actors, found)}
        if answers != {True, False}:
            odd.append(f"{permission.value}: {len(found)} things, answers {answers}")
    assert not odd, "\n".join(odd)


def test_who_holds_nothing_and_lives_nowhere_may_nothing(demo: Flask) -> None:
    nobody = Actor(person_id=0, name="—", home="")
    may = [
        permission.value
        for permission in members()
        if any(allows(nobody, permission, x) for x in things_of(permission)())
    ]
    assert not may
