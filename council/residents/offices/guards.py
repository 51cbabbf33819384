"""What must hold before an appointment is written; asked inside its transaction."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.organisation.models import Place
from council.permits.actor import Office
from council.residents.models import Appointment, Person
from council.residents.offices.rules import (
    MOST_YEARS,
    SINGLE,
    Term,
    TermProblem,
    cannot_stand_beside,
    fits,
    in_the_way,
    same_line,
    term_problem,
)


def hold_place(place_id: int) -> None:
    """Let nobody else give or end an office of this place until the transaction ends.

    On PostgreSQL a lock that leaves rows which only refer to the place alone; SQLite holds its write lock already.
    """
    db.session.execute(select(Place.id).where(Place.id == place_id).with_for_update(key_share=True))


def check_term(term: Term) -> None:
    """Refuse a term that cannot be.

    Raises:
        Invalid: it ends before it begins, or is too long.
    """
    problem = term_problem(term)
    if problem is TermProblem.BACKWARDS:
        raise Invalid(_("The last day lies before the first. Choose a later last day."), field="until")
    if problem is TermProblem.TOO_LONG:
        raise Invalid(_("A term is at most %(years)s years. Choose an earlier day.", years=MOST_YEARS), field="until")


def check_seat(person: Person, office: Office, place: Place, term: Term) -> None:
    """Refuse the wrong kind of place, somebody who left, two holders of one seat, two offices that exclude each other.

    Raises:
        Invalid: see above.
        Conflict: somebody else holds it in that time.
    """
    if not fits(office, place.kind):
        raise Invalid(_("This office is not for this kind of place. Choose another place."), field="place")
    if not person.is_current:
        raise Invalid(_("This record is no longer in use. Choose another person."), field="person")
    others = _held_here(office, place)
    mine = [_term(other) for other in others if other.person_id == person.id]
    if in_the_way(term, mine) is not None:
        raise Invalid(_("This person holds this office already in that time."), field="person")
    if office in SINGLE and in_the_way(term, [_term(other) for other in others]) is not None:
        raise Conflict(_("Somebody holds this office in that time. Replace them instead."))
    _check_beside(person, office, place, term)


def _held_here(office: Office, place: Place) -> Sequence[Appointment]:
    query = select(Appointment).where(Appointment.place_id == place.id, Appointment.office == office)
    return db.session.scalars(query).all()


def _check_beside(person: Person, office: Office, place: Place, term: Term) -> None:
    excluded = cannot_stand_beside(office)
    if not excluded:
        return
    query = (
        select(Appointment, Place.path)
        .join(Place, Place.id == Appointment.place_id)
        .where(Appointment.person_id == person.id, Appointment.office.in_(excluded))
    )
    for held, path in db.session.execute(query):
        if same_line(path, place.path) and term.overlaps(_term(held)):
            raise Invalid(
                _("Whoever supervises a place holds no office that is supervised there. End the other office first."),
                field="person",
            )


def _term(held: Appointment) -> Term:
    return Term(held.since, held.until)


def demand_an_administrator_stays(
    *, except_appointment_id: int | None = None, except_person_id: int | None = None
) -> None:
    """Refuse an act after which nobody could administer the whole street any more.

    Call it inside the transaction of an act that takes an appointment or a person away (ending, replacing, merging,
    leaving). It counts administrators of the root place who are current people and whose term has begun and has no
    last day. Of two such acts at once the second waits for the first.

    Raises:
        Conflict: nobody would be left.
    """
    root = db.session.scalar(select(Place.id).where(Place.parent_id.is_(None)).order_by(Place.id).limit(1))
    if root is None:
        return
    hold_place(root)
    # a statement of its own after the lock: on PostgreSQL it sees what the other act has just committed
    held = _administrators_of(root)
    going = [a for a in held if a.id == except_appointment_id or a.person_id == except_person_id]
    staying = [a for a in held if a not in going and a.until is None]
    if going and not staying:
        raise Conflict(_("This is the last administrator. Make somebody else administrator first, without a last day."))


def _administrators_of(root: int) -> Sequence[Appointment]:
    today = clock.today()
    query = (
        select(Appointment)
        .join(Person, Person.id == Appointment.person_id)
        .where(Appointment.place_id == root, Appointment.office == Office.ADMINISTRATOR, Appointment.since <= today)
        .where(Appointment.until.is_(None) | (Appointment.until >= today))
        .where(Person.merged_into_id.is_(None), Person.left_on.is_(None))
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).all()
