"""My data: all of it, only mine, as a file too."""

import json
import zipfile
from io import BytesIO

from council.issues.operations import raise_issue, support
from council.meetings.models import Meeting
from council.privacy.hooks import kept
from tests.minutes.evening import hold
from tests.support.client import Client
from tests.support.world import World


def unpacked(body: bytes) -> tuple[dict[str, list[dict[str, object]]], str]:
    with zipfile.ZipFile(BytesIO(body)) as file:
        assert sorted(file.namelist()) == ["my-data.html", "my-data.json"]
        return json.loads(file.read("my-data.json"))["kept"], file.read("my-data.html").decode()


def test_every_room_says_what_it_keeps(app: object) -> None:
    assert {"record", "offices", "issues", "supports", "votes", "meetings", "tasks", "minutes", "news"} <= set(kept)


def test_the_page_and_the_file_tell_all(client: Client, world: World) -> None:
    evening = hold(world)
    member = world.members[6]
    raise_issue(actor_id=member.id, place=world.building, title="门禁坏了")
    client.as_(member)
    page = client.get("/my/data")
    assert page.headers["Cache-Control"] == "no-store"
    assert "门禁坏了" in page.text
    answer = client.get("/my/data/export")
    assert answer.mimetype == "application/zip"
    data, html = unpacked(answer.data)
    assert data["record"][0]["name"] == member.name
    assert data["votes"][0] == {"question": "改声控灯", "voted": True, "choice": "for"}
    assert data["issues"][0]["title"] == "门禁坏了"
    assert data["tasks"][0]["title"] == evening.task.title
    assert len(data["meetings"]) == 1
    assert "三家比价" in html
    assert isinstance(evening.meeting, Meeting)


def test_nothing_of_others_is_in_it(client: Client, world: World) -> None:
    issue = raise_issue(actor_id=world.resident.id, place=world.building, title="楼道灯不亮")
    support(actor_id=world.neighbour.id, issue=issue)
    data, html = unpacked(client.as_(world.neighbour).get("/my/data/export").data)
    assert data["supports"][0]["number"] == issue.number
    for text in (json.dumps(data, ensure_ascii=False), html):
        assert "周敏" not in text
        assert "19900000001" not in text
    assert data["issues"] == []


def test_the_page_asks_as_little_with_much_as_with_nothing(
    client: Client, world: World, count_queries: list[str]
) -> None:
    client.as_(world.resident).get("/my/data")
    count_queries.clear()
    client.get("/my/data")
    few = len(count_queries)
    for number in range(4):
        raise_issue(actor_id=world.resident.id, place=world.building, title=f"第{number}件")
    count_queries.clear()
    client.get("/my/data")
    assert len(count_queries) <= few


def test_nobody_else_can_ask_for_it(client: Client, world: World) -> None:
    assert client.get("/my/data/export").status_code == 303
    assert client.get("/my/data").status_code == 303
