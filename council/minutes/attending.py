"""Who was called to a meeting, who came, who left: for its minutes."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from council.base.db import db
from council.meetings.guests.models import Guest
from council.meetings.guests.queries import guests_of
from council.meetings.kinds import BLUEPRINTS, OPEN_TO_ALL
from council.meetings.models import Attendance, Meeting, Member
from council.meetings.proxies.queries import standing
from council.minutes.course import Course
from council.minutes.rules import Document
from council.polls.rules import Sum, quorum_in_hall, quorum_of_heads
from council.residents.models import Person


def person_fact(person: Person, officers: Collection[int]) -> Document:
    """A name, and whether everyone may read it."""
    return {"name": person.name, "open": person.id in officers}


class Attending:
    """Who was called and who came."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        query = (
            select(Member)
            .where(Member.meeting_id == meeting.id)
            .options(joinedload(Member.person).joinedload(Person.place))
        )
        self.members = db.session.scalars(query.order_by(Member.id)).all()
        came = (
            select(Attendance)
            .where(Attendance.meeting_id == meeting.id)
            .options(joinedload(Attendance.person).joinedload(Person.place))
        )
        self.came = db.session.scalars(came.order_by(Attendance.arrived_at, Attendance.id)).all()
        voting = {each.person_id for each in self.came if each.voting}
        holders = {each.person_id for each in self.came} if BLUEPRINTS[meeting.kind].others_hold else voting
        #: giver → line, of those who did not come and whose holder did
        self.stood_for = {
            giver: line
            for giver, line in standing(meeting.id).by_giver.items()
            if line.holder_id in holders and giver not in voting
        }
        everyone = {each.person_id: each.person.name for each in self.members}
        everyone |= {each.person_id: each.person.name for each in self.came}
        self.doubled = {name for name, bearers in Counter(everyone.values()).items() if bearers > 1}

    @property
    def ids(self) -> set[int]:
        """Everyone who was called or came."""
        return {each.person_id for each in self.members} | {each.person_id for each in self.came}

    def facts(self, officers: Collection[int]) -> Document:
        """Figures and names. Who came and left again was there."""
        voting = {each.person_id for each in self.came if each.voting}
        represented = [each for each in self.members if each.person_id in self.stood_for]
        counted = voting | {each.person_id for each in represented}
        talk = self.meeting.kind in OPEN_TO_ALL
        entitled = len(voting) if talk else len(self.members)
        rule = self.meeting.rules.rule
        needed = quorum_of_heads(rule, entitled=entitled, present=len(counted)).needed
        present = [each for each in self.members if each.person_id in voting]
        people = [(each.person, each.category) for each in present]
        if talk:
            people = [(each.person, "") for each in self.came if each.voting]
        return {
            "entitled": None if talk else entitled,
            "present": len(counted),
            "quorum": needed,
            **self._areas(counted),
            **self._represented(represented, officers),
            **self._course(officers),
            "groups": self._groups(people, officers),
            "absent": [self._fact(each.person, officers) for each in self.members if each.person_id not in counted],
            "observers": [
                *(self._fact(each.person, officers) for each in self.came if not each.voting),
                *(_guest(each) for each in guests_of(self.meeting.id)),
            ],
        }

    def _represented(self, members: Sequence[Member], officers: Collection[int]) -> Document:
        """Those who did not come and were represented, each with whoever stood in `by`; nothing where nobody was."""
        holders = {each.person_id: each.person for each in self.came}
        facts = [
            self._fact(each.person, officers)
            | {"by": self._fact(holders[self.stood_for[each.person_id].holder_id], officers)}
            for each in members
        ]
        return {"represented": facts} if facts else {}

    def _course(self, officers: Collection[int]) -> Document:
        """Who left while it was on, and when the quorum was gone; nothing where nobody left. A talk has no quorum."""
        if self.meeting.kind in OPEN_TO_ALL:
            return {}
        course = Course(self.meeting, self.members, self.came)
        people = {each.person_id: each.person for each in self.came}
        left = [self._fact(people[each.person_id], officers) | each.times for each in course.gaps]
        return ({"left": left} if left else {}) | ({"fell": course.falls} if course.falls else {})

    def _areas(self, voting: Collection[int]) -> Document:
        """Of owners also their floor area, in cm², against what the quorum asks for."""
        entitled = Sum(len(self.members), sum(each.weight for each in self.members))
        here = [each.weight for each in self.members if each.person_id in voting]
        light = quorum_in_hall(self.meeting.rules.rule, entitled=entitled, present=Sum(len(here), sum(here)))
        weighed = next((each for each in light.reaches if each.weighs), None)
        if weighed is None:
            return {}
        return {"area": {"present": weighed.present, "entitled": weighed.entitled, "quorum": weighed.needed}}

    def _fact(self, person: Person, officers: Collection[int]) -> Document:
        """A person of a list; of two with one name each has the building beside it."""
        fact = person_fact(person, officers)
        return fact | {"at": person.place.name} if person.name in self.doubled and person.place else fact

    def _groups(self, people: Iterable[tuple[Person, str]], officers: Collection[int]) -> list[Document]:
        groups: dict[str, list[Document]] = {}
        for person, category in people:
            groups.setdefault(category, []).append(self._fact(person, officers))
        return [{"category": category, "people": names} for category, names in groups.items()]


def _guest(guest: Guest) -> Document:
    """A guest, as what they came and where they are from; the public reads the name masked."""
    fact: Document = {"name": guest.name, "open": False, "as": guest.capacity}
    return fact | {"at": guest.whence} if guest.whence else fact
