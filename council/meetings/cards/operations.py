"""Printing seat cards, withdrawing them, and coming in with one."""

from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from council.accounts.models import SignInSession
from council.accounts.operations import begin_session, end_session
from council.accounts.rules import Ending, Method
from council.accounts.spoken_operations import just_begun
from council.base import clock, ids, once
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.journal.operations import Ref
from council.meetings.cards.models import SeatCard
from council.meetings.cards.queries import (
    Row,
    card_by_token,
    members_with_cards,
    open_session,
    standing_of,
    token_from,
)
from council.meetings.cards.rules import CardState
from council.meetings.cards.words import dead_words
from council.meetings.models import Meeting, MeetingState
from council.meetings.operations.common import locked_meeting, note
from council.meetings.operations.session import check_in


class OnAnotherPhone(Conflict):
    """The card is in use on another phone; its holder says whether to move here (409)."""


@operation
def print_cards(
    *, meeting: Meeting, actor_id: int, person_ids: Collection[int] = (), key: str | None = None
) -> Sequence[Row]:
    """The cards of the members, or of those named, to be printed; who has none that works gets one.

    A card that works is printed as it was: what has been handed out stays good. Each printing is in the journal,
    with those named: whoever holds somebody's card votes as them.

    Raises:
        Conflict: the meeting is not called, is over, or calls nobody by name.
        Invalid: one of those named is no member.
    """
    meeting = locked_meeting(meeting)
    if meeting.state not in (MeetingState.CONVENED, MeetingState.IN_SESSION):
        raise Conflict(_("Seat cards are printed once the meeting is called, until it is over."))
    rows = _wanted(meeting, person_ids)
    made = [row for row in rows if row.card is None]
    for row in made:
        db.session.add(_drawn(meeting, row.person.id, actor_id))
    db.session.flush()
    named = sorted(set(person_ids))
    key = once.own_key(f"meetings.cards.{meeting.id}.{named}", actor_id, key)
    if once.answered(key, Meeting) is None:
        data = {"count": len(rows), "new": len(made)}
        touched = [Ref("person", person_id) for person_id in named]
        note(meeting, "meetings.seat_cards.printed", actor_id, touched=touched, data=data)
        once.keep(key, meeting.id)
    return _wanted(meeting, person_ids)


@operation
def withdraw_card(*, card: SeatCard, actor_id: int) -> SeatCard:
    """Let a card open nothing any more; the phone that came in with it is out. Twice changes nothing."""
    meeting = locked_meeting(card.meeting)
    card = locked(SeatCard, card.id)
    if card.withdrawn_at is not None:
        return card
    card.withdrawn_at = clock.now()
    if card.session_id is not None:
        end_session(session_id=card.session_id, why=Ending.REVOKED)
    note(meeting, "meetings.seat_card.withdrawn", actor_id, subject=Ref("person", card.person_id))
    return card


@operation
def enter_by_card(*, token: str, device: str = "", moves: bool = False, key: str | None = None) -> SignInSession:
    """Come in with a card: its member is checked in, and this phone gets a session for the one meeting.

    Args:
        moves: the holder has said that this phone takes the place of the one that is in.
        key: the form's: the same button tapped twice gets the same session.

    Raises:
        OnAnotherPhone: another phone is in with it, and nobody said to move.
        Conflict: the card is unknown or withdrawn, or its meeting is not on.
    """
    card = card_by_token(token)
    if card is None:
        raise Conflict(dead_words(None))
    meeting = locked_meeting(card.meeting)
    card = locked(SeatCard, card.id)
    stands = standing_of(card)
    if stands is not CardState.WORKS:
        raise Conflict(dead_words(card, stands))
    key = once.own_key(f"meetings.card.{card.id}", card.person_id, key)
    if (begun := once.answered(key, SignInSession)) is not None and just_begun(begun):
        return begun
    _make_way(card, moves)
    check_in(meeting=meeting, person_id=card.person_id)
    started = begin_session(person=card.person, method=Method.SEAT_CARD, device=device, only_for=meeting.id)
    card.session_id, card.used_at = started.id, clock.now()
    if begun is None:
        once.keep(key, started.id)
    return started


def _make_way(card: SeatCard, moves: bool) -> None:
    """End the session of the phone that is in, if its holder wants that."""
    before = open_session(card)
    if before is None:
        return
    if not moves:
        raise OnAnotherPhone(_("Another phone is in with this card. Say that you want to move here."))
    end_session(session_id=before.id, why=Ending.TAKEN_OVER)


def _wanted(meeting: Meeting, person_ids: Collection[int]) -> list[Row]:
    rows = members_with_cards(meeting)
    if not rows:
        raise Conflict(_("Nobody is called to this meeting by name, so there are no seat cards."))
    chosen = [row for row in rows if not person_ids or row.person.id in person_ids]
    if len(chosen) < len(set(person_ids)):
        raise Invalid(_("One of them is not called to this meeting. Load the page again."))
    return chosen


def _drawn(meeting: Meeting, person_id: int, actor_id: int) -> SeatCard:
    salt = ids.token(16)
    return SeatCard(
        meeting_id=meeting.id,
        person_id=person_id,
        salt=salt,
        token_hash=ids.fingerprint(token_from(salt)),
        made_by=actor_id,
        made_at=clock.now(),
    )
