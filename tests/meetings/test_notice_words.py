"""What the call, its paper, the text for the group and a member's page say alike."""

import pytest

from council.meetings.models import MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import cancel_meeting
from council.meetings.views import papers
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page that is handed to whoever draws the PDF, as the answer."""
    monkeypatch.setattr(papers, "pdf_answer", lambda page, _name: page)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("kind", "whom"),
    [(MeetingKind.WEEKEND_COUNCIL, "members"), (MeetingKind.RESIDENTS_MEETING, "households")],
)
def test_the_paper_asks_for_the_same_quorum_as_the_page(
    world: World, client: Client, kind: MeetingKind, whom: str
) -> None:
    meeting = evening.convened(world, kind=kind)
    for page in ("notice", "notice.pdf"):
        assert f"{whom} must be there, else nothing is voted on." in client.get(f"/meetings/{meeting.id}/{page}").text


def test_the_group_reads_which_item_came_after_the_call(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    add_item(meeting=meeting, title="垃圾桶移位", actor_id=world.chair.id)
    page = client.get(f"/meetings/{meeting.id}/notice").text
    assert "4. 垃圾桶移位 (Added after the call: can be discussed, not voted on)" in page
    assert "1. 上次交办事项回音\n" in page


def test_a_members_page_says_why_the_meeting_was_called_off(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    cancel_meeting(meeting=meeting, reason="台风停电", actor_id=world.chair.id)
    page = client.as_(world.members[9]).get(f"/meetings/{meeting.id}").text
    assert "This meeting has been called off." in page
    assert "台风停电" in page
