"""Somebody stands in for an absent member: within limits, while they are there, with that vote to give."""

import pytest

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.journal.models import JournalEntry
from council.meetings.loading import load_room
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.session import adjourn, check_in, leave, start_meeting
from council.meetings.operations.votes import cancel_vote, close_vote, open_straw_poll, open_vote
from council.meetings.proxies.models import Proxy
from council.meetings.proxies.operations import lodge, take_back
from council.meetings.proxies.queries import standing
from council.minutes.facts import document
from council.polls.casting import Refusal
from council.polls.models import Poll, RollEntry
from council.polls.papers.operations import hand_out, print_papers
from council.polls.papers.operations import take_back as give_back
from council.polls.papers.proxies import take_proxy_back, vote_by_proxies, vote_by_proxy
from council.polls.rules import Why
from council.residents.models import Person
from council.residents.operations import enrol
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")
KIND = MeetingKind.RESIDENTS_MEETING


def called(world: World, kind: MeetingKind = KIND) -> Meeting:
    """A residents' meeting: every household of the estate has a seat, those of the council's members too."""
    return evening.convened(world, kind=kind)


def named(meeting: Meeting, giver: Person, holder: Person, *, at_desk: bool = False) -> Proxy:
    return lodge(meeting=meeting, giver_id=giver.id, holder_id=holder.id, actor_id=giver.id, at_desk=at_desk)


def there(meeting: Meeting) -> tuple[int, int]:
    """Members who count as present, and how many of them by proxy."""
    found = load_room(meeting.id).presence
    return found.members, found.represented


def opened(world: World, meeting: Meeting, giver: Person, holder: Person) -> tuple[Poll, RollEntry]:
    """A vote with enough people there, and the giver's line on its roll."""
    for member in world.members[:40]:
        if member.id != giver.id:
            check_in(meeting=meeting, person_id=member.id)
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    item = evening.open_item(item=meeting.items[0], actor_id=world.chair.id)
    poll = open_vote(motion=evening.put(world, item), actor_id=world.chair.id)
    query = db.select(RollEntry).where(RollEntry.poll_id == poll.id, RollEntry.person_id == giver.id)
    return poll, db.session.scalars(query).one()


def test_it_counts_while_its_holder_is_there(world: World) -> None:
    meeting = called(world)
    giver, holder = world.members[5], world.members[6]
    named(meeting, giver, holder)
    assert there(meeting) == (0, 0), "nobody is there yet"
    check_in(meeting=meeting, person_id=holder.id)
    assert there(meeting) == (2, 1)
    leave(meeting=meeting, person_id=holder.id)
    assert there(meeting) == (0, 0)
    check_in(meeting=meeting, person_id=holder.id)
    check_in(meeting=meeting, person_id=giver.id)
    assert there(meeting) == (2, 0), "the giver came after all"
    leave(meeting=meeting, person_id=giver.id)
    assert there(meeting) == (1, 0), "and it is over for good"


def test_the_same_again_is_no_act_and_taking_back_neither(world: World) -> None:
    meeting = called(world)
    giver, holder = world.members[5], world.members[6]
    assert named(meeting, giver, holder).id == named(meeting, giver, holder).id
    for _twice in range(2):
        take_back(meeting=meeting, giver_id=giver.id, actor_id=giver.id)
    query = db.select(JournalEntry).where(JournalEntry.action.startswith("meetings.proxy."))
    acts = db.session.scalars(query.order_by(JournalEntry.id)).all()
    assert [each.action for each in acts] == ["meetings.proxy.lodged", "meetings.proxy.taken_back"]
    assert (acts[0].subject_id, acts[0].data) == (giver.id, {"on_paper": False})
    named(meeting, giver, world.members[7])


def test_three_and_no_more_and_nothing_is_passed_on(world: World) -> None:
    meeting = called(world)
    holder = world.members[0]
    for giver in world.members[1:4]:
        named(meeting, giver, holder)
    with pytest.raises(Conflict, match="3 others already"):
        named(meeting, world.members[4], holder)
    with pytest.raises(Conflict, match="Somebody else is named"):
        named(meeting, world.members[1], world.members[9])
    with pytest.raises(Invalid, match="not passed on"):
        named(meeting, world.members[9], world.members[1])
    named(meeting, holder, world.members[9])
    check_in(meeting=meeting, person_id=world.members[9].id)
    assert there(meeting) == (2, 1), "what they hold themselves counts for nothing while they are away"


def test_who_can_hold_none(world: World) -> None:
    meeting = called(world)
    giver = world.members[5]
    child = enrol(key="child", name="小树", place=world.building, household=giver.household)
    child.adult = False
    db.session.commit()
    for holder, says in ((giver, "for themselves"), (world.stranger, "Nobody of this name")):
        with pytest.raises(Invalid, match=says):
            named(meeting, giver, holder)
    with pytest.raises(Invalid, match="Nobody of this name"):
        named(meeting, giver, child)
    with pytest.raises(Invalid, match="no vote to give"):
        named(meeting, world.stranger, giver)
    check_in(meeting=meeting, person_id=giver.id)
    with pytest.raises(Conflict, match="they vote themselves"):
        named(meeting, giver, world.members[6], at_desk=True)


@pytest.mark.parametrize("kind", [MeetingKind.WEEKEND_COUNCIL, MeetingKind.REPRESENTATIVES])
def test_the_elected_judge_themselves(world: World, kind: MeetingKind) -> None:
    meeting = called(world, kind)
    with pytest.raises(Conflict, match="everyone votes themselves"):
        named(meeting, world.members[5], world.members[6])


def test_until_the_start_on_the_phone_and_then_at_the_desk(world: World) -> None:
    meeting = called(world)
    giver, other, holder = world.members[5], world.members[6], world.members[7]
    named(meeting, giver, holder)
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    with pytest.raises(Conflict, match="desk at the door"):
        named(meeting, other, holder)
    with pytest.raises(Conflict, match="as you check in"):
        take_back(meeting=meeting, giver_id=giver.id, actor_id=giver.id)
    assert named(meeting, other, holder, at_desk=True).on_paper
    with pytest.raises(Conflict, match="on their own phone"):
        take_back(meeting=meeting, giver_id=giver.id, actor_id=world.recorder.id, at_desk=True)
    take_back(meeting=meeting, giver_id=other.id, actor_id=world.recorder.id, at_desk=True)
    adjourn(meeting=meeting, actor_id=world.chair.id)
    for at_desk in (True, False):
        with pytest.raises(Conflict, match="The meeting is over"):
            take_back(meeting=meeting, giver_id=giver.id, actor_id=giver.id, at_desk=at_desk)


def test_the_holder_casts_their_own_vote_and_the_other(world: World) -> None:
    meeting = called(world)
    giver, holder = world.members[5], world.members[6]
    named(meeting, giver, holder)
    poll, line = opened(world, meeting, giver, holder)
    assert (line.present, line.holder_id, poll.present) == (True, holder.id, 40)
    refused = evening.vote(giver, poll)
    assert isinstance(refused, Refusal)
    assert refused.why == Why.BY_PROXY, "whoever is not there does not vote from home"
    evening.vote(holder, poll, "for")
    for _twice in range(2):
        assert vote_by_proxies(poll=poll, holder_id=holder.id, choices={line.id: "against"}) == 1
    with pytest.raises(Conflict, match="given by proxy"):
        vote_by_proxy(poll=poll, entry_id=line.id, holder_id=holder.id, choice="for", marks="")
    with pytest.raises(Conflict, match="no proxy"):
        vote_by_proxy(poll=poll, entry_id=line.id, holder_id=world.members[8].id, choice="for", marks="")
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    heads = (poll.result or {})["figures"]["heads"]
    assert (heads["for"], heads["against"], heads["present"]) == (1, 1, 40)
    assert (poll.result or {})["channels"] == {"phone": 1, "proxy": 1}


def test_who_comes_or_goes_changes_nothing_in_an_open_vote(world: World) -> None:
    meeting = called(world)
    giver, holder = world.members[5], world.members[6]
    named(meeting, giver, holder)
    poll, line = opened(world, meeting, giver, holder)
    check_in(meeting=meeting, person_id=giver.id)
    assert isinstance(evening.vote(giver, poll), Refusal), "they join the next vote"
    leave(meeting=meeting, person_id=holder.id)
    vote_by_proxy(poll=poll, entry_id=line.id, holder_id=holder.id, choice="for", marks="")
    with pytest.raises(Conflict, match="has been used"):
        take_proxy_back(poll=poll, entry_id=line.id, actor_id=1)


def test_a_paper_in_the_holders_hand(world: World) -> None:
    meeting = called(world)
    giver, holder = world.members[5], world.members[6]
    named(meeting, giver, holder)
    poll, line = opened(world, meeting, giver, holder)
    with pytest.raises(Conflict, match="stands for this vote"):
        take_proxy_back(poll=poll, entry_id=line.id, actor_id=1)
    (paper,) = print_papers(poll=poll, count=1, actor_id=world.recorder.id)
    hand_out(poll=poll, entry_id=line.id, actor_id=world.recorder.id)
    with pytest.raises(Conflict, match="has a paper"):
        vote_by_proxy(poll=poll, entry_id=line.id, holder_id=holder.id, choice="for", marks="")
    give_back(poll=poll, serial=paper.serial, entry_id=line.id, reason="会打手机了", actor_id=world.recorder.id)
    assert isinstance(evening.vote(giver, poll), Refusal), "the giver's own phone stays shut"
    vote_by_proxy(poll=poll, entry_id=line.id, holder_id=holder.id, choice="for", marks="")


def test_a_straw_poll_asks_those_who_are_there(world: World) -> None:
    meeting = called(world)
    giver, holder = world.members[5], world.members[6]
    named(meeting, giver, holder)
    check_in(meeting=meeting, person_id=holder.id)
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    item = evening.open_item(item=meeting.items[0], actor_id=world.chair.id)
    assert open_straw_poll(item=item, question="要不要", actor_id=world.chair.id).present == 1


def test_whose_seat_another_of_the_household_took_stands_in_for_nobody(world: World, client: Client) -> None:
    meeting = called(world)
    giver, holder = world.members[41], world.members[6]
    partner = enrol(key="at-home", name="路平", place=world.building, household=holder.household)
    db.session.commit()
    named(meeting, giver, holder)
    check_in(meeting=meeting, person_id=partner.id)
    check_in(meeting=meeting, person_id=holder.id)
    assert there(meeting) == (1, 0), "the household has its one vote"
    assert not standing(meeting.id).by_giver[giver.id].holder_here
    assert "has your seat" in client.as_(holder).get(f"/meetings/{meeting.id}").text
    poll, line = opened(world, meeting, giver, holder)
    assert (line.present, line.holder_id) == (False, None)
    cancel_vote(poll=poll, meeting=meeting, reason="试试", actor_id=world.chair.id)
    adjourn(meeting=meeting, actor_id=world.chair.id)
    assert "represented" not in document(meeting, {})["attendance"]
