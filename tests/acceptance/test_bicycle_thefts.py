"""S1, first half: three residents report thefts, the reports become one, an evening talk is warmed up and asked."""

from sqlalchemy import select

from council.base import clock
from council.base.db import db
from council.deliberation import operations as deliberation
from council.deliberation.rules.agreement import Answer
from council.deliberation.wall import common_ground
from council.issues import operations
from council.issues.models import Issue, IssueState
from council.issues.queries.handling import merged_into
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.session import check_in, open_item, start_meeting
from council.meetings.operations.votes import close_vote, open_straw_poll, publish_vote
from council.polls.models import Poll
from council.polls.results import result_view
from tests.meetings.evening import votes
from tests.support.client import Client
from tests.support.world import World

PRESENT = 41
QUESTION = "义务巡防写入公约，大家觉得行吗？"


def test_three_thefts_become_one_issue_and_a_talk_with_a_straw_poll(client: Client, world: World) -> None:
    issue = three_reports_become_one(client, world)
    meeting = plan_the_talk(world, issue)
    warm_up(world, issue)
    poll = ask_the_room(world, meeting)
    said = result_view(poll)
    assert said is not None
    assert (said.figures.present, said.figures.for_, said.figures.against, said.figures.abstain) == (PRESENT, 38, 1, 2)
    assert said.decision is None  # an opinion: nothing is carried
    page = client.as_(world.resident).get(f"/meetings/{meeting.id}").text
    assert QUESTION in page
    assert "38" in page


def three_reports_become_one(client: Client, world: World) -> Issue:
    titles = {
        world.resident: "车棚自行车被偷",
        world.neighbour: "车棚自行车又被偷",
        world.members[6]: "自行车在车棚被偷",
    }
    for person, title in titles.items():
        hint = client.as_(person).get("/issues/similar", htmx=True, query_string={"title": title}).text
        assert ("车棚" in hint) == (person is not world.resident)  # the second one is shown the first
        client.post("/issues/new", {"title": title, "place": "GY-B3"})
    first, second, third = db.session.scalars(select(Issue).order_by(Issue.id)).all()
    for source in (second, third):
        operations.merge(actor_id=world.grid_officer.id, source=source, target=first, reason="同一周同一个车棚")
        assert source.state == IssueState.MERGED
        client.as_(source.reporter).post(f"/issues/{source.number}/merge/consent", {"agreed": "yes"})
    assert first.support_count + 1 == 3
    assert {row.source_id for row in merged_into(first.id)} == {second.id, third.id}
    assert client.as_(world.neighbour).get(f"/issues/{second.number}").status_code == 200  # the originals stay
    return first


def plan_the_talk(world: World, issue: Issue) -> Meeting:
    chair = world.chair.id
    meeting = plan_meeting(
        kind=MeetingKind.EVENING_TALK,
        place=world.estate,
        venue="院子里",
        starts_at=clock.now(),
        notice_days=0,
        actor_id=chair,
    )
    add_item(meeting=meeting, title=issue.title, issue=issue, actor_id=chair)
    convene(meeting=meeting, actor_id=chair)
    assert issue.state == IssueState.TO_AGENDA
    return meeting


def warm_up(world: World, issue: Issue) -> None:
    statement = deliberation.propose(actor_id=world.chair.id, issue=issue, text="晚上要有人巡逻")
    for member in world.members[:12]:
        deliberation.answer(actor_id=member.id, statement=statement, says=Answer.AGREE)
    assert common_ground(issue.id).rows == [("晚上要有人巡逻", 100, "agree")]


def ask_the_room(world: World, meeting: Meeting) -> Poll:
    chair = world.chair.id
    for member in world.members[:PRESENT]:
        check_in(meeting=meeting, person_id=member.id)
    start_meeting(meeting=meeting, actor_id=chair)
    item = open_item(item=meeting.items[0], actor_id=chair)
    poll = open_straw_poll(item=item, question=QUESTION, actor_id=chair)
    votes(world, poll, 38, 1, 2)
    close_vote(poll=poll, meeting=meeting, actor_id=chair)
    return publish_vote(poll=poll, meeting=meeting, actor_id=chair)
