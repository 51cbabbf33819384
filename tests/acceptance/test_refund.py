"""S2: a tourist wants a refund: no account, a dispute out of public sight, a phone number that is forgotten."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from council.base import clock
from council.base.db import db
from council.issues import operations
from council.issues.models import Issue, Visitor
from council.issues.operations.disputes import MediationState
from council.issues.operations.visiting import make_point
from council.privacy.operations import sweep
from tests.support.client import Client
from tests.support.world import World

NOW = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
TITLE = "茶具店不肯退货退钱"
PHONE = "19900000777"


def test_a_tourist_gets_the_money_back_and_is_forgotten(client: Client, world: World) -> None:
    with clock.stopped(NOW):
        issue, own_page = report(client, world)
    with clock.stopped(NOW + timedelta(minutes=10)):
        operations.acknowledge(actor_id=world.grid_officer.id, issue=issue)
        operations.mark_dispute(
            actor_id=world.grid_officer.id, issue=issue, kind="商户与游客消费纠纷", mediator_id=world.grid_officer.id
        )
    bring = operations.bring_mediation
    with clock.stopped(NOW + timedelta(hours=1)):
        bring(actor_id=world.grid_officer.id, issue=issue, state=MediationState.AGREED, outcome="店家全额退款")
        row = bring(actor_id=world.grid_officer.id, issue=issue, state=MediationState.PERFORMED)
        assert row.follow_up_at == NOW + timedelta(hours=1, days=7)
        operations.solve_on_the_spot(actor_id=world.grid_officer.id, issue=issue, answer="当面退款")
        assert PHONE not in client.get(own_page).text
        assert client.post(f"{own_page}/feedback", {"solved": "yes", "score": "5"}).status_code == 303
    assert issue.state == "confirmed"
    nowhere_in_public(client, world, issue)
    with clock.stopped(NOW + timedelta(days=800)):
        sweep()
        visitor = db.session.scalars(select(Visitor).where(Visitor.issue_id == issue.id)).one()
        assert (visitor.phone, visitor.name) == ("", "")
        assert visitor.forgotten_at is not None


def report(client: Client, world: World) -> tuple[Issue, str]:
    point = make_point(actor_id=world.grid_officer.id, place=world.building, spot="商街茶具店门口")
    page = client.get(f"/report/{point.token}")
    secret = re.search(r'name="once"[^>]* value="([^"]+)"', page.text)
    assert secret is not None
    fields = {"once": secret.group(1), "title": TITLE, "name": "游先生", "phone": PHONE}
    answer = client.post(f"/report/{point.token}", fields)
    assert answer.status_code == 303
    issue = db.session.scalars(select(Issue).where(Issue.title == TITLE)).one()
    assert (issue.source, issue.reporter_id) == ("visitor", None)
    return issue, answer.headers["Location"].split("?")[0]


def nowhere_in_public(client: Client, world: World, issue: Issue) -> None:
    public = client.get("/places/GY/issues").text + client.get("/places/GY/issues?tab=solved").text
    assert TITLE not in public
    assert "商户与游客消费纠纷" in public
    client.as_(world.neighbour)
    assert client.get(f"/issues/{issue.number}").status_code == 404
    assert TITLE not in client.get("/issues/", query_string={"tab": "all", "q": "退货"}).text
    assert TITLE not in client.get("/search", query_string={"q": "退货"}).text
    client.as_(world.chair)
    assert TITLE not in client.get("/search", query_string={"q": "退货"}).text
    assert issue.restricted
