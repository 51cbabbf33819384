"""Reasons, statements, moderation: who may, once each, and what neighbours see."""

import pytest

from council.base.db import db
from council.base.errors import Conflict, Forbidden, Invalid
from council.deliberation import operations
from council.deliberation.models import Moderation, Statement
from council.deliberation.queries import answers_by, moderation_numbers, picture, reasons_of
from council.deliberation.rules.agreement import Answer
from council.deliberation.wall import common_ground
from council.issues.models import Issue
from council.journal.deliveries import deliver_pending
from council.journal.queries import history
from council.notifications.queries import unread
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture
def statement(world: World, issue: Issue) -> Statement:
    """A statement that the chair proposed."""
    return operations.propose(actor_id=world.chair.id, issue=issue, text="先换灯再谈停车")


def test_each_has_one_reason_a_side_and_can_change_it(world: World, issue: Issue) -> None:
    for text in ("太黑了", "太黑了，老人会摔"):
        operations.give_reason(actor_id=world.neighbour.id, issue=issue, side="for", text=text)
    operations.give_reason(actor_id=world.neighbour.id, issue=issue, side="against", text="太贵")
    assert [row.reason.text for row in reasons_of(issue.id, "for", world.resident.id)] == ["太黑了，老人会摔"]
    with pytest.raises(Invalid):
        operations.give_reason(actor_id=world.neighbour.id, issue=issue, side="maybe", text="嗯")
    with pytest.raises(Invalid):
        operations.give_reason(actor_id=world.neighbour.id, issue=issue, side="for", text="打13900001111")


def test_helpful_ones_come_first_and_nobody_helps_themselves(world: World, issue: Issue) -> None:
    first = operations.give_reason(actor_id=world.neighbour.id, issue=issue, side="for", text="一")
    second = operations.give_reason(actor_id=world.chair.id, issue=issue, side="for", text="二")
    for _ in range(2):
        operations.find_helpful(actor_id=world.resident.id, reason=second, helps=True)
    assert [row.reason.id for row in reasons_of(issue.id, "for", world.resident.id)] == [second.id, first.id]
    assert second.helped == 1
    operations.find_helpful(actor_id=world.resident.id, reason=second, helps=False)
    assert second.helped == 0
    with pytest.raises(Forbidden):
        operations.find_helpful(actor_id=world.chair.id, reason=second, helps=True)


def test_names_are_masked_and_the_anonymous_have_none(client: Client, world: World, issue: Issue) -> None:
    operations.give_reason(actor_id=world.neighbour.id, issue=issue, side="for", text="看不清台阶")
    operations.give_reason(actor_id=world.chair.id, issue=issue, side="against", text="<b>贵</b>", anonymous=True)
    page = client.as_(world.resident).get(f"/issues/{issue.number}/reasons").text
    assert "陆**" in page
    assert world.neighbour.name not in page
    assert world.chair.name not in page
    assert "&lt;b&gt;贵" in page


def test_only_neighbours_speak_and_strangers_see_nothing(client: Client, world: World, issue: Issue) -> None:
    address = f"/issues/{issue.number}/reasons"
    fields = {"text": "我同意"}
    assert client.as_(world.stranger).get(address).status_code == 404
    assert client.as_(world.street_staff).post(f"{address}/for", fields).status_code == 403
    assert client.as_(world.neighbour).post(f"{address}/for", {"text": ""}).status_code == 422
    assert client.post(f"{address}/for", fields).status_code == 303


def test_statements_come_one_by_one_until_the_picture(client: Client, world: World, issue: Issue) -> None:
    for text in ("先换灯", "再修路"):
        operations.propose(actor_id=world.chair.id, issue=issue, text=text)
    address = f"/issues/{issue.number}/statements"
    client.as_(world.neighbour)
    page = client.get(address).text
    assert "先换灯" in page
    assert "1 of 2" in page
    first, second = (row.id for row, _said in picture(issue.id).rows)
    assert client.post(f"/statements/{first}/answer", {"answer": "agree"}).status_code == 303
    assert "2 of 2" in client.get(address).text
    client.post(f"/statements/{second}/answer", {"answer": "pass"})
    assert "Where we already agree" in client.get(address).text
    assert client.post(f"/statements/{first}/answer", {"answer": "perhaps"}).status_code == 422
    client.post(f"/statements/{first}/answer", {"answer": "disagree"})
    assert answers_by(issue.id, world.neighbour.id)[first] is Answer.DISAGREE


def test_what_one_thinks_is_in_no_journal(world: World, issue: Issue, statement: Statement) -> None:
    before = len(history("issue", issue.id))
    operations.answer(actor_id=world.neighbour.id, statement=statement, says=Answer.AGREE)
    assert len(history("issue", issue.id)) == before


def test_after_the_close_nothing_changes(world: World, issue: Issue, statement: Statement) -> None:
    for _ in range(2):
        operations.close_warm_up(actor_id=world.chair.id, issue=issue)
    with pytest.raises(Conflict):
        operations.answer(actor_id=world.neighbour.id, statement=statement, says=Answer.AGREE)
    with pytest.raises(Conflict):
        operations.propose(actor_id=world.neighbour.id, issue=issue, text="晚了")


def test_the_wall_shows_common_ground_of_at_least_five(world: World, issue: Issue, statement: Statement) -> None:
    for member in world.members[:4]:
        operations.answer(actor_id=member.id, statement=statement, says=Answer.AGREE)
    assert common_ground(issue.id).rows == []
    operations.answer(actor_id=world.members[4].id, statement=statement, says=Answer.AGREE)
    operations.answer(actor_id=world.members[5].id, statement=statement, says=Answer.DISAGREE)
    assert common_ground(issue.id).rows == [("先换灯再谈停车", 83, "agree")]


def test_hiding_has_a_reason_an_appeal_and_another_judge(client: Client, world: World, issue: Issue) -> None:
    reason = operations.give_reason(actor_id=world.neighbour.id, issue=issue, side="against", text="某某就是贪")
    about = f"/said/reason/{reason.id}"
    assert client.as_(world.resident).post(f"{about}/complaint", {"why": "骂人"}).status_code == 303
    assert client.post(f"{about}/hiding", {"why": "骂人"}).status_code == 403
    assert "某某就是贪" in client.as_(world.recorder).get("/moderation/").text
    assert client.post(f"{about}/hiding", {"why": ""}).status_code == 422
    assert client.post(f"{about}/hiding", {"why": "指名骂人"}).status_code == 303
    deliver_pending()
    assert unread(world.neighbour.id) == 1
    assert "某某就是贪" not in client.as_(world.resident).get(f"/issues/{issue.number}/reasons").text
    page = client.as_(world.neighbour).get(f"/issues/{issue.number}/reasons").text
    assert "指名骂人" in page
    assert client.post(f"{about}/appeal", {"why": "我说的是事实"}).status_code == 303
    assert client.post(f"{about}/appeal", {"why": "再来"}).status_code == 409
    row = db.session.scalars(db.select(Moderation)).one()
    decision = f"/moderation/{row.id}/decision"
    assert client.as_(world.recorder).post(decision, {"show": "yes", "why": "可以"}).status_code == 403
    assert client.as_(world.supervisor).post(decision, {"show": "yes", "why": "没有骂人"}).status_code == 303
    assert "某某就是贪" in client.as_(world.resident).get(f"/issues/{issue.number}/reasons").text
    assert moderation_numbers(world.estate.path) == {"hidden": 1, "appealed": 1, "shown": 1, "stays": 0}
    assert client.get("/places/GY/moderation").status_code == 200
