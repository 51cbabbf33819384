"""The owners' assembly in a hall follows the place's mode of owners' votes, and says so wherever it tells a result."""

import pytest

from council.base.errors import Conflict, Invalid
from council.charters.rules import Force
from council.meetings.loading import load_room
from council.meetings.models import Meeting
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.timing import time_vote
from council.meetings.operations.votes import close_vote, open_vote
from council.meetings.words import item_words
from council.minutes.facts import document
from council.minutes.paper_items import Vote
from council.organisation.operations import set_setting
from council.polls.casting import Refusal
from council.polls.models import Poll
from council.polls.owners import OwnersMode, chosen_manner
from council.polls.papers import operations as papers
from council.polls.place_settings import OWNERS_MODE
from council.polls.rules import Why
from council.residents.models import Person
from tests.meetings import evening
from tests.meetings.test_owners_assembly import EVERYONE, assembly, come, count, owners, put, vote
from tests.polls.kinds import entry_of
from tests.support.client import Client
from tests.support.world import World

__all__ = ["owners"]  # a fixture
pytestmark = pytest.mark.usefixtures("english")

INTENT = "an expression of intent, not a decision in law."
LAW = "青檐市物业管理条例第三十条"


def choose(world: World, mode: OwnersMode, basis: str = "") -> None:
    set_setting(place=world.estate, setting=OWNERS_MODE, value=chosen_manner(mode, basis), actor_id=None)


def opened(world: World, owners: dict[str, Person]) -> tuple[Meeting, Poll]:
    meeting = assembly(world)
    come(meeting, owners, *EVERYONE)
    return meeting, open_vote(motion=put(world, meeting, heavier=False), actor_id=world.chair.id)


def test_what_owners_want_is_counted_in_full_and_is_an_opinion(
    world: World, owners: dict[str, Person], client: Client
) -> None:
    meeting, poll = opened(world, owners)
    assert poll.owners_mode == "intent"
    client.as_(world.chair)
    wall = f"/meetings/{meeting.id}/projector?token={meeting.wall_token}"
    assert INTENT in client.get(wall).text
    assert INTENT in client.get(f"/meetings/{meeting.id}/chair").text
    vote(owners, poll, against=("101",), abstain=(), gone="302")
    assert count(world, poll) == "carried"
    choose(world, OwnersMode.STATUTORY, LAW)
    for page in (wall, f"/meetings/{meeting.id}/chair", f"/meetings/{meeting.id}", f"/polls/{poll.id}"):
        assert INTENT in client.get(page).text, page
        assert LAW not in client.get(page).text, page
    assert item_words(load_room(meeting.id).items[0]) == "Carried (intent)"
    told = document(meeting, {})["items"][0]["motions"][0]["poll"]
    assert told["owners_mode"] == "intent"
    assert INTENT in Vote(told).words
    assert INTENT not in Vote({key: value for key, value in told.items() if not key.startswith("owners")}).words
    assert INTENT in client.as_(world.recorder).get(f"/meetings/{meeting.id}/minutes?read=1").text
    motion = evening.motion_of(poll)
    for force in (Force.BINDING, Force.CONSENSUS):
        with pytest.raises(Invalid) as refused:
            resolve(motion=motion, text="同意", force=force, actor_id=world.chair.id)
        assert refused.value.field == "force"
    made = resolve(motion=motion, text="同意", force=Force.OPINION, actor_id=world.chair.id)
    assert INTENT in client.get(f"/resolutions/{made.id}").text


def test_the_console_offers_an_opinion_alone(world: World, owners: dict[str, Person], client: Client) -> None:
    meeting, poll = opened(world, owners)
    vote(owners, poll, against=(), abstain=(), gone="302")
    count(world, poll)
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/chair").text
    assert 'value="opinion"' in page
    assert 'value="binding"' not in page


def test_a_vote_under_the_law_may_bind_and_names_its_basis(
    world: World, owners: dict[str, Person], client: Client
) -> None:
    choose(world, OwnersMode.STATUTORY, LAW)
    meeting, poll = opened(world, owners)
    vote(owners, poll, against=(), abstain=(), gone="302")
    assert count(world, poll) == "carried"
    made = resolve(motion=evening.motion_of(poll), text="同意", force=Force.BINDING, actor_id=world.chair.id)
    assert item_words(load_room(meeting.id).items[0]) == "Carried"
    assert f"Basis: {LAW}." in client.as_(world.chair).get(f"/resolutions/{made.id}").text


def test_in_a_hall_on_paper_phones_are_refused(world: World, owners: dict[str, Person], client: Client) -> None:
    choose(world, OwnersMode.PAPER)
    meeting, poll = opened(world, owners)
    refused = evening.vote(owners["201"], poll, "for")
    assert isinstance(refused, Refusal)
    assert refused.why == Why.PAPER_ONLY
    client.as_(world.chair)
    wall = client.get(f"/meetings/{meeting.id}/projector?token={meeting.wall_token}").text
    assert "Mark your paper" in wall
    assert f'href="/polls/{poll.id}/papers"' in client.get(f"/meetings/{meeting.id}/chair").text
    with pytest.raises(Conflict, match="no last minute"):
        time_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    papers.print_papers(poll=poll, count=1, actor_id=1)
    paper = papers.hand_out(poll=poll, entry_id=entry_of(poll, owners["201"]).id, actor_id=1)
    assert paper is not None
    with pytest.raises(Conflict, match="1 papers are still to be read"):
        close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    for teller in (world.recorder, world.supervisor):
        papers.enter(poll=poll, serial=paper.serial, marks='"for"', teller_id=teller.id)
    assert count(world, poll) == "no_quorum", "one of thirteen"
    assert (poll.result or {})["channels"] == {"paper": 1}


def test_a_council_has_no_such_words(world: World) -> None:
    assert evening.decided(world).owners_mode is None
