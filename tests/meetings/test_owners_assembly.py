"""The owners' assembly in a hall: the lift of 3栋2单元 (domain.md, S5), by heads and by floor area (Civil Code 278).

Seven floors; flats 01 have 92.50 m², flats 02 have 78.30 m²; 陈 owns 101 and 102: 14 lots, 13 owners, 1,195.60 m².
"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.charters.presets import procedure
from council.meetings.loading import load_room
from council.meetings.members import called_by
from council.meetings.models import Meeting, MeetingKind, Member, Motion
from council.meetings.motions.operations import choose_formality
from council.meetings.motions.rules import Formality
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.session import check_in, leave, open_item, start_meeting
from council.meetings.operations.votes import close_vote, open_vote, publish_vote, record_motion
from council.meetings.proxies.operations import lodge
from council.meetings.quorum_words import quorum_shown, square_metres
from council.meetings.views import papers
from council.minutes.facts import document
from council.polls.models import Poll, RollEntry
from council.polls.papers.proxies import vote_by_proxy
from council.polls.results import result_view
from council.polls.rules import Sum, quorum, quorum_in_hall, roll_figures
from council.residents.models import Person
from council.residents.operations import enrol
from council.roster.models import LotKind
from council.roster.operations.lots import add_owner, enter_lot
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import SINCE, World

pytestmark = pytest.mark.usefixtures("english")

BIG, SMALL = 925_000, 783_000
RULE = procedure("cn_owners_ordinary").rule


@pytest.fixture
def owners(world: World) -> dict[str, Person]:
    """Door → its owner; 陈 stands behind 101 and 102. 401 belongs to a couple, who named her."""
    found: dict[str, Person] = {}
    for floor in range(1, 8):
        for side, area in (("01", BIG), ("02", SMALL)):
            door = f"{floor}{side}"
            lot = enter_lot(place=world.building, door=door, kind=LotKind.DWELLING, area_cm2=area, actor_id=None)
            person = found["101"] if door == "102" else enrol(key=f"o{door}", name=f"业{door}", place=world.building)
            add_owner(lot=lot, person=person, since=SINCE, actor_id=world.recorder.id)
            found[door] = person
            if door == "401":
                husband = enrol(key="o401b", name="业四乙", place=world.building)
                add_owner(lot=lot, person=husband, since=SINCE, actor_id=world.recorder.id)
                found["401b"] = husband
    return found


def assembly(world: World, formality: Formality = Formality.SIMPLE) -> Meeting:
    """Called a fortnight ago for this evening, and begun."""
    days = timedelta(days=20)
    with clock.stopped(clock.now() - days):
        meeting = plan_meeting(
            kind=MeetingKind.OWNERS_ASSEMBLY,
            place=world.estate,
            venue="3栋架空层",
            starts_at=clock.now() + days,
            actor_id=world.chair.id,
        )
        add_item(meeting=meeting, title="3栋2单元加装电梯", actor_id=world.chair.id)
        assert meeting.notice_days == 15
        choose_formality(meeting=meeting, formality=formality, actor_id=world.chair.id)
        meeting = convene(meeting=meeting, actor_id=world.chair.id)
    return start_meeting(meeting=meeting, actor_id=world.chair.id)


def come(meeting: Meeting, owners: dict[str, Person], *doors: str) -> None:
    for door in doors:
        check_in(meeting=meeting, person_id=owners[door].id)


#: (c) of S5: 陈, six flats 01, and 202: 8 owners of 13, 804.10 m² of 1,195.60.
TOO_FEW_HEADS = ("101", "201", "301", "401", "501", "601", "701", "202")
EVERYONE = tuple(f"{floor}{side}" for floor in range(1, 8) for side in ("01", "02") if (floor, side) != (1, "02"))


def put(world: World, meeting: Meeting, *, heavier: bool = True) -> Motion:
    item = open_item(item=meeting.items[0], actor_id=world.chair.id)
    return record_motion(
        item=item, title="加装电梯", text="同意", moved_by="", heavier=heavier, actor_id=world.chair.id
    )


def vote(owners: dict[str, Person], poll: Poll, against: tuple[str, ...], abstain: tuple[str, ...], gone: str) -> None:
    for door in EVERYONE:
        if door != gone:
            choice = "against" if door in against else "abstain" if door in abstain else "for"
            evening.vote(owners[door], poll, choice)


def count(world: World, poll: Poll) -> str:
    meeting = evening.meeting_of(poll)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    return str((poll.result or {})["outcome"])


# ---- who is called ----


def test_an_owner_reads_that_owners_vote(world: World, owners: dict[str, Person], client: Client) -> None:
    meeting = assembly(world)
    for person, words in (
        (owners["301"], "You are an owner: you have a vote."),
        (owners["401b"], "You are welcome in attendance: you may speak, the owners vote."),
    ):
        client.as_(person)
        for path in (f"/meetings/{meeting.id}", f"/j/{meeting.code}"):
            text = client.get(path).text
            assert words in text
            assert "a member" not in text


def test_every_owner_is_called_once_with_the_area_of_all_lots(world: World, owners: dict[str, Person]) -> None:
    called = called_by(MeetingKind.OWNERS_ASSEMBLY, world.estate)
    assert len(called) == 13
    assert sum(each.weight for each in called.values()) == 11_956_000
    assert called[owners["101"].id].weight == BIG + SMALL
    assert called[owners["101"].id].label == "101, 102"
    assert owners["401b"].id not in called, "of co-owners one votes"
    meeting = assembly(world)
    kept = dict(
        db.session.execute(select(Member.person_id, Member.weight).where(Member.meeting_id == meeting.id)).all()
    )
    assert kept == {person_id: each.weight for person_id, each in called.items()}


def test_a_co_owner_who_is_not_the_voter_sits_in_attendance(world: World, owners: dict[str, Person]) -> None:
    meeting = assembly(world)
    assert check_in(meeting=meeting, person_id=owners["401"].id).voting
    assert not check_in(meeting=meeting, person_id=owners["401b"].id).voting
    assert load_room(meeting.id).presence.weight == BIG


# ---- the light ----


def test_area_alone_is_no_quorum_and_the_light_says_what_is_missing(world: World, owners: dict[str, Person]) -> None:
    meeting = assembly(world)
    come(meeting, owners, *TOO_FEW_HEADS)
    room = load_room(meeting.id)
    shown = quorum_shown(room.kind, room.quorum)
    assert [line.words for line in shown.lines] == [
        "8 of 13 owners, 9 needed",
        "804.10 of 1,195.60 m², 797.07 needed",
    ]
    assert [line.reach.reached for line in shown.lines] == [False, True]
    assert (shown.reached, shown.missing) == (False, "1 more owner needed")
    motion = put(world, meeting)
    with pytest.raises(Conflict) as refused:
        open_vote(motion=motion, actor_id=world.chair.id)
    assert "1 more owner needed" in str(refused.value.message)
    come(meeting, owners, "302")
    assert load_room(meeting.id).quorum.reached
    assert open_vote(motion=motion, actor_id=world.chair.id).state == "open"


def test_heads_alone_are_none_either(world: World, owners: dict[str, Person]) -> None:
    meeting = assembly(world)
    come(meeting, owners, "201", "301", "401", "202", "302", "402", "502", "602", "702")
    room = load_room(meeting.id)
    shown = quorum_shown(room.kind, room.quorum)
    assert (room.quorum.present, room.quorum.needed, shown.reached) == (9, 9, False)
    assert shown.missing == "49.77 m² more needed"


def test_it_follows_people_as_they_come_and_go(world: World, owners: dict[str, Person]) -> None:
    meeting = assembly(world)
    come(meeting, owners, *TOO_FEW_HEADS, "302")
    assert load_room(meeting.id).quorum.reached
    leave(meeting=meeting, person_id=owners["101"].id)
    assert not load_room(meeting.id).quorum.reached
    come(meeting, owners, "101")
    assert load_room(meeting.id).quorum.reached


def test_whoever_is_represented_counts_with_head_and_area(
    world: World, owners: dict[str, Person], client: Client
) -> None:
    meeting = assembly(world)
    come(meeting, owners, *TOO_FEW_HEADS)
    tenant = enrol(key="tenant", name="租客", place=world.building)
    lodge(meeting=meeting, giver_id=owners["302"].id, holder_id=tenant.id, actor_id=world.recorder.id, at_desk=True)
    assert not load_room(meeting.id).quorum.reached
    assert not check_in(meeting=meeting, person_id=tenant.id).voting, "with no vote of their own"
    room = load_room(meeting.id)
    shown = quorum_shown(room.kind, room.quorum, room.presence.represented)
    assert [line.words for line in shown.lines] == [
        "9 of 13 owners, 9 needed (1 of them by proxy)",
        "882.40 of 1,195.60 m², 797.07 needed",
    ]
    assert room.presence.observers == 1
    poll = open_vote(motion=put(world, meeting), actor_id=world.chair.id)
    line = db.session.scalars(select(RollEntry).where(RollEntry.holder_id == tenant.id)).one()
    client.as_(tenant)
    for page in (f"/meetings/{meeting.id}/ballot", f"/polls/{poll.id}", f"/polls/{poll.id}/ballot"):
        text = client.get(page, htmx=True).text
        assert "you vote for those below" in text, page
        assert "not on the roll" not in text, page
    vote_by_proxy(poll=poll, entry_id=line.id, holder_id=tenant.id, choice="for", marks="")
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    assert (poll.result or {})["figures"]["weight"]["for"] == f"{SMALL}/1"


def test_every_screen_says_the_same(world: World, owners: dict[str, Person], client: Client) -> None:
    meeting = assembly(world)
    come(meeting, owners, *TOO_FEW_HEADS)
    client.as_(world.chair)
    for page in ("", "/chair", "/door", f"/projector?token={meeting.wall_token}"):
        text = client.get(f"/meetings/{meeting.id}{page}").text
        assert "8 of 13 owners, 9 needed" in text, page
        assert "804.10 of 1,195.60 m², 797.07 needed" in text, page
        assert "1 more owner needed" in text, page


def test_door_sheet_and_card_say_what_an_owner_votes_with(
    world: World, owners: dict[str, Person], client: Client
) -> None:
    path = f"/meetings/{assembly(world).id}"
    client.as_(world.chair)
    for page in (client.get(f"{path}/door"), client.get(f"{path}/sign-in-sheet"), client.post(f"{path}/cards/prints")):
        assert "101, 102 (170.80 m²)" in page.text


def test_a_residents_meeting_counts_households_in_words(world: World, client: Client) -> None:
    meeting = evening.convened(world, kind=MeetingKind.RESIDENTS_MEETING)
    text = client.as_(world.chair).get(f"/meetings/{meeting.id}/door").text
    assert "households, " in text
    assert "households needed" in text


# ---- the votes ----


def test_s5a_passes_by_both(world: World, owners: dict[str, Person]) -> None:
    meeting = assembly(world)
    come(meeting, owners, *(door for door in EVERYONE if door != "302"))
    poll = open_vote(motion=put(world, meeting), actor_id=world.chair.id)
    assert poll.procedure == "cn_owners_special"
    vote(owners, poll, against=("101",), abstain=("201",), gone="302")
    assert count(world, poll) == "carried"
    view = result_view(poll)
    assert view is not None
    assert (view.figures.for_, view.figures.participating) == (10, 12)
    assert view.figures.weights is not None
    assert view.figures.weights.for_ == 8_540_000
    assert view.sentence == (
        "entitled 13, taking part 12; by heads 9 needed, 10 in favour; "
        "by floor area at least 837.98 m² needed, 854.00 m² in favour: carried"
    )
    assert "In favour by floor area: 854.00 m² in favour, of 1,117.30 m² taking part" in " ".join(view.lines)
    assert view.areas == "By floor area: 854.00 m² in favour, 170.80 m² against, 1,117.30 m² took part."


def test_s5b_fails_by_area(world: World, owners: dict[str, Person]) -> None:
    meeting = assembly(world)
    come(meeting, owners, *(door for door in EVERYONE if door != "302"))
    poll = open_vote(motion=put(world, meeting), actor_id=world.chair.id)
    vote(owners, poll, against=("101",), abstain=("201", "202"), gone="302")
    assert count(world, poll) == "not_carried"


def test_the_same_votes_carry_an_ordinary_matter(world: World, owners: dict[str, Person]) -> None:
    meeting = assembly(world)
    come(meeting, owners, *(door for door in EVERYONE if door != "302"))
    poll = open_vote(motion=put(world, meeting, heavier=False), actor_id=world.chair.id)
    assert poll.procedure == "cn_owners_ordinary"
    vote(owners, poll, against=("101",), abstain=("201", "202"), gone="302")
    assert count(world, poll) == "carried"


def test_the_roll_weighs_and_who_is_away_cannot_vote(world: World, owners: dict[str, Person]) -> None:
    meeting = assembly(world)
    come(meeting, owners, *(door for door in EVERYONE if door != "302"))
    poll = open_vote(motion=put(world, meeting), actor_id=world.chair.id)
    roll = {each.person_id: each for each in db.session.scalars(select(RollEntry).where(RollEntry.poll_id == poll.id))}
    assert (len(roll), sum(each.weight for each in roll.values())) == (13, 11_956_000)
    assert roll[owners["101"].id].label == "101, 102"
    assert not roll[owners["302"].id].present


def test_present_but_silent_is_no_participation(world: World, owners: dict[str, Person]) -> None:
    meeting = assembly(world)
    come(meeting, owners, *EVERYONE)
    poll = open_vote(motion=put(world, meeting), actor_id=world.chair.id)
    for door in TOO_FEW_HEADS:
        evening.vote(owners[door], poll, "for")
    assert count(world, poll) == "no_quorum"


def test_the_chair_says_which_kind_of_matter_it_is(world: World, owners: dict[str, Person], client: Client) -> None:
    meeting = assembly(world)
    item = open_item(item=meeting.items[0], actor_id=world.chair.id)
    client.as_(world.chair)
    assert "three quarters must be in favour" in client.get(f"/meetings/{meeting.id}/chair").text
    data = {"title": "加装电梯", "text": "同意", "moved_by": "", "heavier": "y", "once": "a"}
    client.post(f"/items/{item.id}/motions", data)
    motion = db.session.scalars(select(Motion)).one()
    assert motion.body == "owners_special"
    client.post(f"/items/{item.id}/motions", {**data, "once": "b", "heavier": ""} | {"title": "修门禁"})
    db.session.refresh(motion)
    council = evening.with_item(world)
    client.post(f"/items/{council.id}/motions", {**data, "once": "c"})
    other = db.session.scalars(select(Motion).where(Motion.item_id == council.id)).one()
    assert other.body == "", "a council knows no such motions"


def test_the_minutes_name_both_quorums(world: World, owners: dict[str, Person]) -> None:
    meeting = assembly(world)
    come(meeting, owners, *TOO_FEW_HEADS)
    came = document(meeting, {})["attendance"]
    assert (came["present"], came["quorum"]) == (8, 9)
    assert came["area"] == {"present": 8_041_000, "entitled": 11_956_000, "quorum": 7_970_667}


# ---- pure ----


@given(st.lists(st.tuples(st.integers(1, 5_000_000), st.booleans()), min_size=1, max_size=40))
def test_the_light_is_on_exactly_when_both_tests_hold(lots: list[tuple[int, bool]]) -> None:
    entitled = Sum(len(lots), sum(area for area, _here in lots))
    there = [area for area, here in lots if here]
    light = quorum_in_hall(RULE, entitled=entitled, present=Sum(len(there), sum(there)))
    both = 3 * len(there) >= 2 * len(lots) and 3 * sum(there) >= 2 * entitled.weight
    assert light.reached == (both and bool(there))
    for reach in light.reaches:
        assert reach.reached == (reach.present >= reach.needed)
        assert (reach.missing == 0) == reach.reached


def test_outside_a_hall_owners_are_not_asked_beforehand() -> None:
    before = quorum(RULE, roll_figures([]))
    assert (before.needed, before.reaches) == (None, ())


def test_areas_in_words() -> None:
    assert square_metres(11_956_000) == "1,195.60"
    assert square_metres(7_970_667) == "797.06"
    assert square_metres(7_970_667, least=True) == "797.07"


def test_closing_says_that_it_would_be_void(world: World, owners: dict[str, Person], client: Client) -> None:
    """All 13 are there, 8 vote: one owner short of two thirds, the floor area is enough. One more, and it says so no
    longer."""
    meeting = assembly(world)
    come(meeting, owners, *EVERYONE)
    poll = open_vote(motion=put(world, meeting, heavier=False), actor_id=world.chair.id)
    for door in TOO_FEW_HEADS:
        evening.vote(owners[door], poll, "for")
    db.session.commit()
    client.as_(world.chair)
    path = f"/meetings/{meeting.id}/polls/{poll.id}/closure?lang=en"
    page = client.post(path).text
    assert "1 more owner must take part. Closing now makes the vote void." in page
    assert "m² more must" not in page
    assert 'data-test="close-poll"' in page
    evening.vote(owners["302"], poll, "against")
    db.session.commit()
    page = client.post(path).text
    assert "void." not in page
    assert "have not voted. Close anyway?" in page


def test_the_paper_of_the_call_asks_for_the_floor_area_too(
    world: World, owners: dict[str, Person], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "pdf_answer", lambda page, _name: page)
    page = client.get(f"/meetings/{assembly(world).id}/notice.pdf").text
    assert "9 of 13 owners must be there, with the floor area that the law asks for too" in page
