"""Reading seat cards."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from council.accounts.keyed import keyed
from council.accounts.models import SignInSession
from council.base import clock, ids
from council.base.db import db
from council.base.errors import NotVisible
from council.meetings.cards.models import SeatCard
from council.meetings.cards.rules import CardState, card_state
from council.meetings.models import Meeting, Member
from council.polls.models import RollEntry
from council.residents.models import Person


class Row(NamedTuple):
    """A member of a meeting with the number on the sign-in sheet, and the card that works for them."""

    number: int
    person: Person
    card: SeatCard | None


def token_of(card: SeatCard) -> str:
    """The token in the card's QR code, 22 characters that are safe in an address."""
    return token_from(card.salt)


def token_from(salt: str) -> str:
    """The token that belongs to a salt: with this machine's key only."""
    return urlsafe_b64encode(keyed("seat-card", salt)[:16]).decode().rstrip("=")


def card_by_token(token: str) -> SeatCard | None:
    """The card with this token, whether it works or not."""
    return db.session.scalar(select(SeatCard).where(SeatCard.token_hash == ids.fingerprint(token)))


def card_of(meeting: Meeting, card_id: int) -> SeatCard:
    """One card of a meeting.

    Raises:
        NotVisible: there is none like that.
    """
    card = db.session.get(SeatCard, card_id)
    if card is None or card.meeting_id != meeting.id:
        raise NotVisible
    return card


def members_with_cards(meeting: Meeting) -> Sequence[Row]:
    """The members in the order of the sign-in sheet, each with the card that works."""
    works = and_(
        SeatCard.meeting_id == Member.meeting_id,
        SeatCard.person_id == Member.person_id,
        SeatCard.withdrawn_at.is_(None),
    )
    query = (
        select(Person, SeatCard)
        .join(Member, Member.person_id == Person.id)
        .outerjoin(SeatCard, works)
        .options(joinedload(Person.household), joinedload(Person.place))
        .where(Member.meeting_id == meeting.id)
        .order_by(Member.id)
    )
    rows = db.session.execute(query).unique().all()
    return [Row(number, person, card) for number, (person, card) in enumerate(rows, 1)]


def holder_of(meeting: Meeting, number: int) -> Person | None:
    """The member whose working card has this number; None if no card has it."""
    return next((row.person for row in members_with_cards(meeting) if row.number == number and row.card), None)


def standing_of(card: SeatCard) -> CardState:
    """Where a card stands now."""
    return card_state(
        state=card.meeting.state,
        starts_on=clock.local(card.meeting.starts_at).date(),
        now=clock.local(clock.now()),
        is_withdrawn=card.withdrawn_at is not None or not card.person.is_current,
    )


def open_session(card: SeatCard) -> SignInSession | None:
    """The phone that is in with this card now."""
    if card.session_id is None:
        return None
    query = select(SignInSession).where(SignInSession.id == card.session_id, SignInSession.ended_at.is_(None))
    return db.session.scalar(query)


def roll_line(poll_id: int, person: Person) -> RollEntry | None:
    """The line of a poll's roll by which somebody votes: their own."""
    return db.session.scalar(select(RollEntry).where(RollEntry.poll_id == poll_id, RollEntry.person_id == person.id))
