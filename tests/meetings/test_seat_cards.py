"""Seat cards: printed, scanned by a phone, scanned by the clerk, withdrawn; and what their sessions open."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from council.accounts.identity import Identity
from council.accounts.models import SignInSession
from council.accounts.operations import begin_session
from council.accounts.queries import load_signed_in
from council.accounts.rules import Ending, Method
from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.journal.models import JournalEntry
from council.meetings.cards.kept import _old
from council.meetings.cards.models import SeatCard
from council.meetings.cards.operations import OnAnotherPhone, enter_by_card, print_cards, withdraw_card
from council.meetings.cards.queries import members_with_cards, token_of
from council.meetings.models import Attendance, Meeting, MeetingKind
from council.meetings.operations.planning import cancel_meeting
from council.meetings.operations.session import adjourn
from council.meetings.operations.votes import open_vote
from council.polls.models import Ballot, RollEntry
from council.residents.models import Person
from tests.meetings import evening, plans
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")


def card_for(world: World, meeting: Meeting, person: Person) -> SeatCard:
    (row,) = print_cards(meeting=meeting, actor_id=world.chair.id, person_ids=[person.id])
    assert row.card is not None
    return row.card


@pytest.fixture
def member(world: World) -> Person:
    return world.members[40]


# ---- printing ----


def test_printing_makes_a_card_a_member_and_again_the_same_ones(world: World) -> None:
    meeting = evening.convened(world)
    first = print_cards(meeting=meeting, actor_id=world.chair.id)
    assert [row.number for row in first] == list(range(1, len(world.members) + 1))
    again = print_cards(meeting=meeting, actor_id=world.chair.id)
    assert [row.card.id for row in again if row.card] == [row.card.id for row in first if row.card]
    entries = db.session.scalars(select(JournalEntry).where(JournalEntry.action == "meetings.seat_cards.printed")).all()
    assert [entry.data["new"] for entry in entries] == [len(world.members), 0]
    tokens = {token_of(row.card) for row in first if row.card}
    assert len(tokens) == len(world.members)
    stored = " ".join(db.session.scalars(select(SeatCard.token_hash)))
    assert not any(token in stored for token in tokens), "the token itself is nowhere in the database"


def test_the_same_form_twice_is_one_printing(world: World) -> None:
    meeting = evening.convened(world)
    for _time in range(2):
        print_cards(meeting=meeting, actor_id=world.chair.id, key="k")
    count = select(func.count()).where(JournalEntry.action == "meetings.seat_cards.printed")
    assert db.session.scalar(count) == 1


def test_no_cards_for_a_talk_a_draft_or_strangers(world: World) -> None:
    with pytest.raises(Conflict):
        print_cards(meeting=evening.convened(world, kind=MeetingKind.EVENING_TALK), actor_id=world.chair.id)
    with pytest.raises(Conflict):
        print_cards(meeting=plans.draft(world), actor_id=world.chair.id)
    meeting = evening.convened(world)
    with pytest.raises(Invalid):
        print_cards(meeting=meeting, actor_id=world.chair.id, person_ids=[world.stranger.id])


def test_the_sheet_shows_each_member_and_is_for_organisers(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    path = f"/meetings/{meeting.id}/cards"
    assert client.as_(world.recorder).get(path).status_code == 403, "the recorder checks people in, and prints no keys"
    assert client.post(f"{path}/prints").status_code == 403
    client.as_(world.chair)
    assert "No card yet" in client.get(path).text
    page = client.post(f"{path}/prints").text
    assert page.count('data-test="seat-card"') == len(world.members)
    assert page.count('class="cards-sheet"') == -(-len(world.members) // 8)
    assert all(member.name in page for member in world.members)
    assert "no-store" in client.post(f"{path}/prints").headers["Cache-Control"]
    one = client.post(f"{path}/prints", data={"person": str(world.members[3].id)}).text
    assert one.count('data-test="seat-card"') == 1
    assert client.post(f"{path}/prints", data={"person": "x"}).status_code == 404
    assert client.post(f"{path}/prints", data={"person": str(world.stranger.id)}).status_code == 422


# ---- coming in ----


def test_looking_changes_nothing_and_shows_a_masked_name(world: World, client: Client, member: Person) -> None:
    meeting = evening.convened(world)
    token = token_of(card_for(world, meeting, member))
    before = db.session.scalar(select(func.count()).select_from(JournalEntry))
    page = client.as_(None).get(f"/c/{token}")
    assert member.name not in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert db.session.scalar(select(func.count()).select_from(JournalEntry)) == before
    assert db.session.scalar(select(func.count()).select_from(Attendance)) == 0
    assert db.session.get_one(SeatCard, db.session.scalar(select(SeatCard.id))).used_at is None


def test_one_button_checks_in_and_opens_the_meeting(world: World, client: Client, member: Person) -> None:
    meeting = evening.in_session(world)
    card = card_for(world, meeting, member)
    client.as_(None)
    answer = client.post(f"/c/{token_of(card)}", data={"once": "a"})
    assert (answer.status_code, answer.location) == (303, f"/meetings/{meeting.id}")
    seat = db.session.scalars(select(Attendance).where(Attendance.person_id == member.id)).one()
    assert (seat.voting, seat.left_at) == (True, None)
    page = client.get(f"/meetings/{meeting.id}").text
    assert "You are here, with a vote" in page
    assert "/account/" not in page
    assert "bottom-menu" not in page
    assert "This phone is in the meeting" in client.get(f"/c/{token_of(card)}").text


def test_a_double_tap_is_one_session(world: World, member: Person) -> None:
    card = card_for(world, evening.convened(world), member)
    sessions = {enter_by_card(token=token_of(card), key="k").id for _tap in range(2)}
    assert len(sessions) == 1


def test_a_second_phone_asks_to_move(world: World, client: Client, app: Flask, member: Person) -> None:
    meeting = evening.in_session(world)
    token = token_of(card_for(world, meeting, member))
    client.as_(None).post(f"/c/{token}", data={"once": "a"})
    second = Client(app)
    assert "Move to this phone?" in second.get(f"/c/{token}").text
    assert second.post(f"/c/{token}", data={"once": "b"}).status_code == 409, "not without saying so"
    assert client.get(f"/meetings/{meeting.id}").status_code == 200
    assert second.post(f"/c/{token}", data={"once": "c", "move": "1"}).status_code == 303
    assert second.get(f"/meetings/{meeting.id}").status_code == 200
    assert client.get(f"/meetings/{meeting.id}").status_code == 303
    with pytest.raises(OnAnotherPhone):
        enter_by_card(token=token)


def test_a_withdrawn_card_is_dead_its_phone_is_out_and_a_new_one_works(
    world: World, client: Client, member: Person
) -> None:
    meeting = evening.in_session(world)
    old = card_for(world, meeting, member)
    token = token_of(old)
    client.as_(None).post(f"/c/{token}")
    withdraw_card(card=old, actor_id=world.chair.id)
    withdraw_card(card=old, actor_id=world.chair.id)
    assert client.get(f"/meetings/{meeting.id}").status_code == 303
    dead = client.get(f"/c/{token}")
    assert dead.status_code == 409
    assert "withdrawn" in dead.text
    assert client.post(f"/c/{token}").status_code == 409
    new = card_for(world, meeting, member)
    assert new.id != old.id
    assert enter_by_card(token=token_of(new)).only_for == meeting.id


def test_withdrawing_on_the_page(world: World, client: Client, member: Person) -> None:
    meeting, other = evening.convened(world), evening.convened(world)
    card = card_for(world, meeting, member)
    assert client.as_(world.recorder).post(f"/meetings/{meeting.id}/cards/{card.id}/withdrawal").status_code == 403
    client.as_(world.chair)
    assert client.post(f"/meetings/{other.id}/cards/{card.id}/withdrawal").status_code == 404
    assert client.post(f"/meetings/{meeting.id}/cards/{card.id}/withdrawal").status_code == 303
    assert db.session.get_one(SeatCard, card.id).withdrawn_at is not None


def test_before_its_day_after_its_end_and_unknown_a_card_says_why(world: World, client: Client, member: Person) -> None:
    later = plans.convened(world, days=4)
    token = token_of(card_for(world, later, member))
    client.as_(None)
    early = client.get(f"/c/{token}")
    assert early.status_code == 409
    assert "The card works on that day" in early.text
    assert client.post(f"/c/{token}").status_code == 409
    assert client.get("/c/not-a-card").status_code == 409
    assert client.post("/c/not-a-card").status_code == 409
    assert db.session.scalar(select(func.count()).select_from(SignInSession).where(SignInSession.only_for > 0)) == 0


def test_when_the_meeting_ends_its_cards_open_nothing(world: World, client: Client, member: Person) -> None:
    meeting = evening.in_session(world)
    token = token_of(card_for(world, meeting, member))
    client.as_(None).post(f"/c/{token}")
    adjourn(meeting=meeting, actor_id=world.chair.id)
    row = db.session.scalars(select(SignInSession).where(SignInSession.only_for == meeting.id)).one()
    assert row.ended_by == Ending.OVER
    assert client.get(f"/meetings/{meeting.id}").status_code == 303
    assert "The meeting of your seat card is over" in client.get("/sign-in").text
    assert "The meeting is over" in client.get(f"/c/{token}").text
    called_off = evening.convened(world)
    token = token_of(card_for(world, called_off, member))
    enter_by_card(token=token)
    cancel_meeting(meeting=called_off, reason="下雨", actor_id=world.chair.id)
    with pytest.raises(Conflict):
        enter_by_card(token=token)


# ---- what the session opens, and what not ----


@pytest.fixture
def inside(world: World, client: Client, member: Person) -> tuple[Client, Meeting]:
    """A phone that came in with the card of a member who holds an office, too."""
    meeting = evening.in_session(world)
    card = card_for(world, meeting, member)
    client.as_(None).post(f"/c/{token_of(card)}")
    return client, meeting


def test_its_own_meeting_is_open(inside: tuple[Client, Meeting], world: World) -> None:
    client, meeting = inside
    for page in ("", "/state", "/ballot", "/hand"):
        assert client.get(f"/meetings/{meeting.id}{page}", htmx=bool(page)).status_code == 200
    assert client.post(f"/meetings/{meeting.id}/departure").status_code == 303
    assert client.post(f"/meetings/{meeting.id}/attendance").status_code == 303


@pytest.mark.parametrize(
    "page",
    ["/account/", "/my/privacy", "/my/data", "/issues/", "/issues/new", "/meetings/", "/meetings/calendar", "/polls/",
     "/me/officers", "/sign-out", "/people/"],
)  # fmt: skip
def test_nothing_of_the_account_is_open(inside: tuple[Client, Meeting], page: str) -> None:
    client, _meeting = inside
    answer = client.get(page)
    assert answer.status_code in (303, 401, 403, 404), page
    assert answer.status_code != 303 or "/sign-in" in answer.location


def test_other_meetings_and_the_desks_of_its_own_are_shut(inside: tuple[Client, Meeting], world: World) -> None:
    client, meeting = inside
    other = evening.in_session(world)
    for page in ("", "/state", "/ballot", "/hand"):
        assert client.get(f"/meetings/{other.id}{page}").status_code == 303, page
    assert client.post(f"/meetings/{other.id}/attendance").status_code == 303
    assert db.session.scalar(select(Attendance.id).where(Attendance.meeting_id == other.id)) is None
    for page in ("/chair", "/door", "/cards", "/plan", "/minutes"):
        assert client.get(f"/meetings/{meeting.id}{page}").status_code in (303, 403, 404), page


def test_the_chair_with_a_card_runs_nothing(world: World, client: Client) -> None:
    meeting = evening.in_session(world)
    client.as_(None).post(f"/c/{token_of(card_for(world, meeting, world.chair))}")
    assert client.get(f"/meetings/{meeting.id}").status_code == 200
    assert client.get(f"/meetings/{meeting.id}/chair").status_code == 303
    assert client.post(f"/meetings/{meeting.id}/closing", {"ends": "1"}).status_code == 303
    assert db.session.get_one(Meeting, meeting.id).closed_at is None


def test_it_votes_in_its_meeting_and_nowhere_else(world: World, client: Client) -> None:
    voter = world.members[2]
    motion = evening.with_motion(world)
    meeting = motion.item.meeting
    poll = open_vote(motion=motion, actor_id=world.chair.id)
    elsewhere = evening.with_vote(world)
    token = token_of(card_for(world, meeting, voter))
    client.as_(None).post(f"/c/{token}")
    assert client.post(f"/polls/{poll.id}/ballots", {"choice": "for"}).status_code == 303
    assert client.get(f"/polls/{poll.id}/receipt").status_code == 200
    refused = client.post(f"/polls/{elsewhere.id}/ballots", {"choice": "for"})
    assert "/sign-in" in refused.location
    voted = select(Ballot.poll_id).join(RollEntry).where(RollEntry.person_id == voter.id)
    assert db.session.scalars(voted).all() == [poll.id]


def test_the_sign_in_page_says_why_and_leads_back(inside: tuple[Client, Meeting]) -> None:
    client, meeting = inside
    page = client.get("/sign-in").text
    assert "It opens your meeting and no other page" in page
    assert f'href="/meetings/{meeting.id}"' in page
    assert "Go on as" not in page
    assert client.post("/sign-out").status_code == 303
    assert client.get(f"/meetings/{meeting.id}").status_code == 303


def test_a_cookie_without_its_limit_opens_nothing(world: World, member: Person) -> None:
    started = begin_session(person=member, method=Method.SEAT_CARD, only_for=7)
    assert load_signed_in(member.id, member.session_epoch, started.id) is None
    assert load_signed_in(member.id, member.session_epoch, started.id, 8) is None
    actor = load_signed_in(member.id, member.session_epoch, started.id, 7)
    assert actor is not None
    assert (actor.holdings, actor.home) == ((), "")
    assert Identity.read(str(Identity.of(started))) == Identity.of(started)


def test_somebody_else_on_the_phone_is_told_and_signed_out(world: World, client: Client, member: Person) -> None:
    token = token_of(card_for(world, evening.convened(world), member))
    page = client.as_(world.resident).get(f"/c/{token}").text
    assert "Entering with this card signs them out here" in page
    client.post(f"/c/{token}")
    assert client.get("/account/").status_code == 303


def test_the_member_signed_in_keeps_their_own_session(world: World, client: Client, member: Person) -> None:
    meeting = evening.convened(world)
    page = client.as_(member).get(f"/c/{token_of(card_for(world, meeting, member))}").text
    assert f'action="/meetings/{meeting.id}/attendance"' in page
    assert member.name in page


# ---- the clerk ----


def test_the_clerk_checks_in_and_votes_for_a_member_without_a_phone(world: World, client: Client) -> None:
    motion = evening.with_motion(world)
    meeting, voter = motion.item.meeting, world.members[40]
    token = token_of(card_for(world, meeting, voter))
    client.as_(world.recorder)
    page = client.get(f"/c/{token}").text
    assert voter.name in page
    assert client.post(f"/c/{token}/attendance").status_code == 303
    seat = db.session.scalars(select(Attendance).where(Attendance.person_id == voter.id)).one()
    assert (seat.entered_by, seat.voting) == (world.recorder.id, True)
    poll = open_vote(motion=motion, actor_id=world.chair.id)
    page = client.get(f"/c/{token}").text
    (address,) = re.findall(r'href="(/polls/\d+/helped/\d+)"', page)
    assert client.post(address, {"choice": "against"}).status_code == 303
    entry = db.session.scalars(select(RollEntry).where(RollEntry.person_id == voter.id, RollEntry.poll_id == poll.id))
    assert entry.one().channel == "helper"
    assert "Their vote is in" in client.get(f"/c/{token}").text
    console = client.as_(world.chair).get(f"/meetings/{meeting.id}/chair").text
    assert 'data-test="by-helper"' in console
    assert voter.name in console


def test_a_clerk_elsewhere_is_no_clerk_here(world: World, client: Client, member: Person) -> None:
    token = token_of(card_for(world, evening.convened(world), member))
    assert client.as_(world.resident).post(f"/c/{token}/attendance").status_code == 404
    assert client.as_(world.recorder).post("/c/nothing/attendance").status_code == 404
    later = token_of(card_for(world, plans.convened(world, days=4), member))
    assert client.post(f"/c/{later}/attendance").status_code == 409


def test_a_clerk_who_scans_late_learns_that_the_member_waits_for_the_next_vote(world: World, client: Client) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    token = token_of(card_for(world, meeting, world.members[40]))
    client.as_(world.recorder).post(f"/c/{token}/attendance")
    assert "They vote in the next one" in client.get(f"/c/{token}").text


def test_cards_go_after_a_month(world: World, member: Person) -> None:
    card_for(world, evening.convened(world), member)
    assert db.session.scalars(_old(clock.now() - timedelta(days=1))).all() == []
    assert len(db.session.scalars(_old(clock.now() + timedelta(days=1))).all()) == 1


def test_the_list_of_cards_asks_a_constant_number_of_queries(world: World) -> None:
    meeting = evening.convened(world)
    print_cards(meeting=meeting, actor_id=world.chair.id)
    said: list[str] = []
    db.session.commit()
    listen = (db.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    event.listen(*listen)
    try:
        rows = members_with_cards(meeting)
        assert all((row.person.place and row.person.household, row.card) for row in rows)
    finally:
        event.remove(*listen)
    assert len(said) <= 3
