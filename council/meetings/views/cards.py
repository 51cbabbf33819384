"""Seat cards: printed at the desk, scanned by a member's phone or by the clerk at the door (screens.md B2)."""

from dataclasses import dataclass

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _

from council.accounts import sessions
from council.accounts.identity import named_in_session
from council.accounts.limits import way_back
from council.accounts.sharing import people_on_phone
from council.accounts.views.door import device
from council.base.db import db
from council.base.errors import Conflict, Invalid, NotVisible
from council.base.ids import row_id
from council.meetings.access import meeting_for
from council.meetings.cards import limits  # noqa: F401  registered by being read
from council.meetings.cards.models import SeatCard
from council.meetings.cards.operations import OnAnotherPhone, enter_by_card, print_cards, withdraw_card
from council.meetings.cards.queries import (
    card_by_token,
    card_of,
    members_with_cards,
    open_session,
    roll_line,
    standing_of,
    token_of,
)
from council.meetings.cards.rules import CardState
from council.meetings.cards.words import dead_words
from council.meetings.models import Meeting
from council.meetings.operations.session import check_in
from council.meetings.permissions import MeetingAct
from council.meetings.queries import open_poll_id, seat_of
from council.meetings.quorum_words import lots_words
from council.meetings.views import bp
from council.meetings.words import meeting_name
from council.permits.actor import Actor
from council.permits.current import current_actor, signed_in
from council.permits.permission import allows
from council.polls.models import Poll, RollEntry, Secrecy
from council.polls.permissions import PollAct
from council.web.answers import Answer, see_other
from council.web.forms import Form
from council.web.qr import qr_svg, whole_address


@bp.get("/meetings/<int:meeting_id>/cards")
def seat_cards(meeting_id: int) -> Answer:
    """Who has a card, and the buttons that print."""
    return _list(meeting_for(signed_in(), meeting_id, to=MeetingAct.PRINT_CARDS))


@bp.post("/meetings/<int:meeting_id>/cards/prints")
def print_seat_cards(meeting_id: int) -> Answer:
    """The paper: eight cards a page, of all members or of the one named. Each printing is in the journal."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.PRINT_CARDS)
    named = request.form.get("person", "")
    person_id = row_id(named) if named else None
    if named and person_id is None:
        raise NotVisible
    wanted = [person_id] if person_id is not None else []
    try:
        rows = print_cards(meeting=meeting, actor_id=actor.person_id, person_ids=wanted, key=Form().key)
    except (Conflict, Invalid) as problem:
        return _list(meeting, str(problem.message), problem.status)
    papers = []
    for number, person, card in rows:
        assert card is not None
        address = whole_address(url_for("meetings.seat_card", card=token_of(card)))
        papers.append((number, person, address, qr_svg(address, _("Address of this seat card"))))
    page = render_template(
        "meetings/cards/paper.html",
        meeting=meeting,
        name=meeting_name(meeting),
        papers=papers,
        lots=lots_words(meeting),
    )
    return _private(page)


@bp.post("/meetings/<int:meeting_id>/cards/<int:card_id>/withdrawal")
def withdraw_seat_card(meeting_id: int, card_id: int) -> Answer:
    """A lost card: it opens nothing from now on."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.PRINT_CARDS)
    card = withdraw_card(card=card_of(meeting, card_id), actor_id=actor.person_id)
    said = _("The card of %(name)s no longer opens anything. Print a new one.", name=card.person.name)
    return see_other("meetings.seat_cards", message=said, meeting_id=meeting.id)


@bp.get("/c/<card>")
def seat_card(card: str) -> Answer:
    """Whose card it is, and one button. Looking changes nothing: chat apps open addresses to preview them."""
    return _page(card)


@bp.post("/c/<card>")
def come_in_by_card(card: str) -> Answer:
    """The member comes in on this phone; what stands in the way is said on the same page."""
    moves = request.form.get("move") == "1"
    try:
        started = enter_by_card(token=card, device=device(), moves=moves, key=request.form.get("once"))
    except OnAnotherPhone:
        return _page(card, status=409)
    except Conflict as problem:
        return _page(card, str(problem.message), 409)
    sessions.sign_in(started)
    said = _("You are in: %(name)s.", name=started.person.name)
    return see_other("meetings.meeting", message=said, meeting_id=started.only_for)


@bp.post("/c/<card>/attendance")
def check_in_by_card(card: str) -> Answer:
    """The clerk at the door checks the card's member in."""
    actor, found = signed_in(), card_by_token(card)
    if found is None or not allows(actor, MeetingAct.CHECK_IN_OTHERS, found.meeting):
        raise NotVisible
    if standing_of(found) is not CardState.WORKS:
        return _page(card, status=409)
    check_in(meeting=found.meeting, person_id=found.person_id, entered_by=actor.person_id)
    said = _("%(name)s is checked in.", name=found.person.name)
    return see_other("meetings.seat_card", message=said, card=card)


@dataclass(frozen=True)
class _Vote:
    """The vote that is open while the clerk holds somebody's card in the hand."""

    poll: Poll
    line: RollEntry | None
    #: where the clerk enters it for them; empty where that is not possible
    address: str


def _page(token: str, problem: str = "", status: int = 200) -> Answer:
    card, actor = card_by_token(token), current_actor()
    if card is None:
        return _dead(None, problem or dead_words(None))
    stands = standing_of(card)
    if stands is not CardState.WORKS:
        return _dead(card, problem or dead_words(card, stands))
    if actor is not None and actor.person_id != card.person_id and _serves(actor, card):
        return _at_the_desk(actor, card, token, status)
    before, here = open_session(card), named_in_session()
    page = render_template(
        "meetings/cards/card.html",
        card=card,
        token=token,
        name=meeting_name(card.meeting),
        problem=problem,
        is_holder=actor is not None and actor.person_id == card.person_id,
        is_in=before is not None and here is not None and here.session_id == before.id,
        moves=before is not None,
        aboard=people_on_phone(),
    )
    return _private(page, status)


def _at_the_desk(actor: Actor, card: SeatCard, token: str, status: int) -> Answer:
    seat = seat_of(card.meeting_id, card.meeting.kind, card.person_id)
    page = render_template(
        "meetings/cards/at_the_desk.html",
        card=card,
        token=token,
        name=meeting_name(card.meeting),
        seat=seat,
        vote=_vote_now(actor, card) if seat.here else None,
        is_live=card.meeting.state == "in_session",
    )
    return _private(page, status)


def _serves(actor: Actor, card: SeatCard) -> bool:
    return allows(actor, MeetingAct.CHECK_IN_OTHERS, card.meeting)


def _vote_now(actor: Actor, card: SeatCard) -> _Vote | None:
    """The open vote, and the way to enter this member's; a secret one takes papers."""
    poll_id = open_poll_id(card.meeting_id)
    if poll_id is None:
        return None
    poll = db.session.get_one(Poll, poll_id)
    line = roll_line(poll.id, card.person)
    free = line is not None and line.present and line.channel is None and line.marked_at is None
    may = free and poll.secrecy != Secrecy.SECRET and allows(actor, PollAct.PAPERS, poll)
    address = url_for("polls.help_out", poll_id=poll.id, entry_id=line.id) if may and line is not None else ""
    return _Vote(poll, line, address)


def _list(meeting: Meeting, problem: str = "", status: int = 200) -> Answer:
    page = render_template(
        "meetings/cards/list.html",
        meeting=meeting,
        name=meeting_name(meeting),
        rows=members_with_cards(meeting),
        problem=problem,
        form=Form(formdata=None),
    )
    return make_response(page, status)


def _dead(card: SeatCard | None, problem: str) -> Answer:
    """A card that opens nothing, and where its holder can read on."""
    way = way_back(card.meeting_id) if card is not None else None
    page = render_template(
        "meetings/cards/dead.html",
        problem=problem,
        notice=url_for("meetings.notice", meeting_id=card.meeting_id) if card is not None and way is not None else "",
    )
    return _private(page, 409)


def _private(page: str, status: int = 200) -> Answer:
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
