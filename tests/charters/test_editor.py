"""The editor: one form, buttons that write nothing, two who write at once, pasted texts."""

import html
import re

from council.base.db import db
from council.charters.models import Version
from council.charters.operations import rewrite
from tests.charters.making import PATROL, QUIET, WATCH, consulted, draft
from tests.support.client import Client
from tests.support.world import World


def form(*pairs: tuple[str, str], do: str = "save", revision: int = 0) -> dict[str, object]:
    return {
        "do": do,
        "revision": str(revision),
        "heading": [heading for heading, _text in pairs],
        "text": [text for _heading, text in pairs],
    }


def texts(page: str) -> list[str]:
    """The texts in the editor, in their order."""
    return [html.unescape(text) for text in re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)]


def test_all_articles_stand_in_one_form(client: Client, world: World) -> None:
    version = draft(world)
    page = client.as_(world.recorder).get(f"/charters/{version.document_id}/versions/1/edit")
    assert texts(page.text) == [WATCH.text, QUIET.text]
    assert 'name="revision" value="0"' in page.text


def test_buttons_arrange_the_form_and_write_nothing(client: Client, world: World) -> None:
    version = draft(world)
    address = f"/charters/{version.document_id}/versions/1/edit"
    client.as_(world.recorder)
    three = [("甲", "一"), ("乙", "二"), ("丙", "三")]
    for button, order in (
        ("down-1", ["二", "一", "三"]),
        ("up-3", ["一", "三", "二"]),
        ("up-1", ["一", "二", "三"]),
        ("down-3", ["一", "二", "三"]),
        ("remove-2", ["一", "三"]),
        ("add-1", ["一", "", "二", "三"]),
        ("remove-77", ["一", "二", "三"]),
        ("nonsense", ["一", "二", "三"]),
    ):
        answer = client.post(address, form(*three, do=button))
        assert answer.status_code == 200
        assert texts(answer.text) == order, button
        assert "Not saved yet" in answer.text
    assert db.session.get_one(Version, version.id).clauses == [WATCH, QUIET]


def test_saving(client: Client, world: World) -> None:
    version = draft(world)
    address = f"/charters/{version.document_id}/versions/1/edit"
    saved = client.as_(world.recorder).post(address, form(("", "只有一条。"), ("", " ")))
    assert saved.status_code == 303
    assert [clause.text for clause in db.session.get_one(Version, version.id).clauses] == ["只有一条。"]


def test_two_who_write_at_once_see_both_texts(client: Client, world: World) -> None:
    version = draft(world)
    address = f"/charters/{version.document_id}/versions/1/edit"
    rewrite(version=version, clauses=[WATCH, PATROL], revision=0, actor_id=world.chair.id)
    late = client.as_(world.recorder).post(address, form((WATCH.heading, "邻居出门，代收快递。")))
    assert late.status_code == 409
    page = html.unescape(late.text)
    assert "Someone else saved this draft" in page
    assert PATROL.text in page
    assert texts(late.text) == ["邻居出门，代收快递。"]
    assert 'name="revision" value="1"' in page
    assert db.session.get_one(Version, version.id).clauses == [WATCH, PATROL]
    again = client.post(address, form((WATCH.heading, "邻居出门，代收快递。"), revision=1))
    assert again.status_code == 303


def test_an_article_that_cannot_be_right_is_named(client: Client, world: World) -> None:
    version = draft(world)
    address = f"/charters/{version.document_id}/versions/1/edit"
    answer = client.as_(world.recorder).post(address, form(("甲", "一"), ("只有标题", "")))
    assert answer.status_code == 422
    assert 'id="text-2-error"' in answer.text
    assert 'href="#text-2"' in answer.text
    assert "只有标题" in answer.text


def test_a_pasted_text_becomes_articles_that_are_saved_later(client: Client, world: World) -> None:
    version = draft(world)
    base = f"/charters/{version.document_id}/versions/1"
    client.as_(world.recorder)
    assert "Paste a text" in client.get(f"{base}/text").text
    assert client.post(f"{base}/text", {"pasted": " "}).status_code == 422
    pasted = "桂雨里公约\n第一条 守望\n代收快递。\n第二条 晚上十点后不吵。"
    split = client.post(f"{base}/text", {"pasted": pasted})
    assert texts(split.text) == ["代收快递。", "晚上十点后不吵。"]
    assert "桂雨里公约" in split.text
    assert db.session.get_one(Version, version.id).clauses == [WATCH, QUIET]
    many = client.post(f"{base}/text", {"pasted": "\n".join(f"第{n}条 文" for n in range(1, 102))})
    assert many.status_code == 422
    assert "At most 100 articles" in many.text


def test_the_editor_is_for_drafts_and_their_writers(client: Client, world: World) -> None:
    version = draft(world)
    base = f"/charters/{version.document_id}/versions/1"
    assert client.as_(world.resident).get(f"{base}/edit").status_code == 404
    assert client.as_(None).get(f"{base}/edit").status_code == 303
    consulted(world, version)
    assert client.as_(world.resident).get(f"{base}/edit").status_code == 403
    late = client.as_(world.recorder).post(f"{base}/edit", form(("甲", "一")))
    assert late.status_code == 409
    assert "Copy it into a new draft" in late.text


def test_who_writes_nowhere_begins_nothing(client: Client, world: World) -> None:
    for part in ("resident", "supervisor", "partner"):
        assert client.as_(getattr(world, part)).get("/charters/new").status_code == 403
    page = client.as_(world.recorder).get("/charters/new").text
    assert 'value="GY"' in page
    assert 'value="TQ"' not in page
    foreign = client.post("/charters/new", {"kind": "compact", "place": "TQ"})
    assert foreign.status_code == 422
