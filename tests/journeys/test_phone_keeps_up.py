"""A phone keeps up with the meeting, whatever steps it missed: no dead ballot, no line about an earlier vote."""

from playwright.sync_api import expect

from council.base.db import db
from council.meetings.models import Meeting, Motion
from council.meetings.operations.session import adjourn, open_item
from council.meetings.operations.votes import close_vote, open_vote, publish_vote
from council.polls.models import Poll
from council.polls.operations import close_poll
from council.polls.planning.checks import NewOption
from tests.journeys.evenings import shot
from tests.journeys.people import Crowd, Hall, Visitor
from tests.meetings import evening
from tests.polls.kinds import begun


def with_a_ballot(hall: Hall, phone: Visitor) -> tuple[str, int, Visitor]:
    """A phone at a running meeting on which a vote has just opened: the meeting's path, the vote, the phone."""
    with hall.inside() as world:
        motion = evening.with_motion(world)
        path, motion_id = f"/meetings/{motion.item.meeting_id}", motion.id
    phone.go(path)
    with hall.inside() as world:
        poll_id = open_vote(motion=db.session.get_one(Motion, motion_id), actor_id=world.chair.id).id
    phone.sees("vote-for")
    return path, poll_id, phone


def closed(hall: Hall, poll_id: int) -> None:
    with hall.inside() as world:
        poll = db.session.get_one(Poll, poll_id)
        meeting = evening.meeting_of(poll)
        close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
        publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)


def next_item(hall: Hall, path: str) -> None:
    with hall.inside() as world:
        meeting = db.session.get_one(Meeting, int(path.rsplit("/", 1)[1]))
        open_item(item=meeting.items[2], actor_id=world.chair.id)


def shows_nothing_of_the_vote(phone: Visitor) -> None:
    """The item that is on now, and nothing of the vote before."""
    phone.sees("current-item", evening.ITEMS[2])
    expect(phone.mark("vote-for")).to_have_count(0)
    expect(phone.page.locator("#ballot-slot")).to_have_text("")
    expect(phone.page.locator("html")).not_to_have_class("balloting")


def test_a_phone_without_streams_loses_a_ballot_that_is_over(crowd: Crowd, hall: Hall) -> None:
    phone = crowd.someone("member-2")
    phone.page.route("**/live/**", lambda route: route.abort())
    path, poll_id, phone = with_a_ballot(hall, phone)
    closed(hall, poll_id)
    next_item(hall, path)
    shows_nothing_of_the_vote(phone)
    shot(phone, "phone-polled-next-item")


def test_a_phone_that_was_offline_loses_a_ballot_that_is_over(crowd: Crowd, hall: Hall) -> None:
    path, poll_id, phone = with_a_ballot(hall, crowd.someone("member-3"))
    phone.cut_off()
    closed(hall, poll_id)
    next_item(hall, path)
    phone.cut_off(False)
    shows_nothing_of_the_vote(phone)


def test_what_was_said_of_a_vote_goes_with_it(crowd: Crowd, hall: Hall) -> None:
    """Online throughout: "You did not vote on this" stands under the result and nowhere after it."""
    path, poll_id, phone = with_a_ballot(hall, crowd.someone("member-4"))
    closed(hall, poll_id)
    phone.reads("这一项您没有投票")
    next_item(hall, path)
    shows_nothing_of_the_vote(phone)


def test_nothing_of_a_vote_outlives_the_meeting(crowd: Crowd, hall: Hall) -> None:
    path, poll_id, phone = with_a_ballot(hall, crowd.someone("member-4"))
    closed(hall, poll_id)
    phone.reads("这一项您没有投票")
    with hall.inside() as world:
        adjourn(meeting=db.session.get_one(Meeting, int(path.rsplit("/", 1)[1])), actor_id=world.chair.id)
    expect(phone.page.locator("#phone-state")).to_have_attribute("data-state", "closed")
    expect(phone.page.locator("#ballot-slot")).to_have_text("")


def test_a_half_marked_ballot_goes_when_its_vote_is_over(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        options = (NewOption("下水道", 38_000), NewOption("路灯", 18_000))
        poll_id = begun(world, "budget", options, budget=90_000, within=True).id
    voter = crowd.someone("member-5").go(f"/polls/{poll_id}")
    said = voter.page.locator("[data-vote-over]")
    voter.mark("tick-a").check()
    expect(voter.mark("money-left")).to_contain_text("52,000")
    expect(said).to_be_hidden()
    with hall.inside():
        close_poll(poll=db.session.get_one(Poll, poll_id), actor_id=None)
    expect(said).to_be_visible()
    expect(voter.mark("cast-ballot")).to_have_count(0)
    shot(voter, "phone-vote-over")
    voter.look()


def test_who_leaves_during_a_vote_keeps_the_ballot_and_reads_why(crowd: Crowd, hall: Hall) -> None:
    path, poll_id, phone = with_a_ballot(hall, crowd.someone("member-6"))
    phone.page.locator(".leave summary").click()
    phone.page.locator(".leave button").click()
    phone.sees("gone-may-vote")
    shot(phone, "phone-left-may-vote")
    phone.look()
    phone.press("vote-for").sees("ballot-receipt")
    closed(hall, poll_id)
    phone.sees("verdict")
    expect(phone.mark("gone-may-vote")).to_be_hidden()
