"""Papers on items: put there by who plans, read by whoever reads the notice, taken back with a reason."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.journal.queries import history
from council.journal.sentences import sentence
from council.media.documents import JPEG, PDF, Document, document
from council.media.rules import MOST_BYTES, BadPhoto, Problem
from council.meetings.attachments.models import Paper
from council.meetings.attachments.operations import attach, withdraw
from council.meetings.attachments.queries import papers_of
from council.meetings.attachments.rules import MOST_PAPERS, is_web_address
from council.meetings.loading import load_room
from council.meetings.models import AgendaItem, Meeting
from council.meetings.operations.agenda import add_item, remove_item
from council.meetings.operations.planning import cancel_meeting, convene
from council.meetings.operations.session import open_item
from tests.media.pictures import told_photo
from tests.meetings.plans import NOW, draft, started
from tests.support.client import Client
from tests.support.world import World

DRAWING = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _sunday(session: None) -> Iterator[None]:
    with clock.stopped(NOW), force_locale("en"):
        yield


def a_text(world: World, item: AgendaItem, title: str = "限行办法", text: str = "晚八点到早六点。") -> Paper:
    return attach(item=item, title=title, text=text, actor_id=world.chair.id)


def a_pdf(world: World, item: AgendaItem, **wishes: object) -> Paper:
    found = document(DRAWING)
    return attach(item=item, title="东门图纸", document=found, actor_id=world.chair.id, **wishes)  # type: ignore[arg-type]


def on_disk(app: Flask) -> list[Path]:
    folder = Path(app.config["DATA_DIR"]) / "papers"
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def meeting(world: World) -> Meeting:
    return draft(world, "东门限行", "路灯")


# what a file is


def test_a_pdf_is_kept_as_it_was_sent() -> None:
    found = document(DRAWING)
    assert (found.body, found.media) == (DRAWING, PDF)


def test_a_picture_is_kept_without_what_it_tells() -> None:
    found = document(told_photo())
    assert found.media == JPEG
    assert b"SecretPhone" not in found.body


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", Problem.EMPTY),
        (b"<html><script>alert(1)</script>", Problem.NOT_A_PHOTO),
        (b"<html>%PDF-1.7 %%EOF", Problem.NOT_A_PHOTO),
        (b"PK\x03\x04 a document of an office", Problem.NOT_A_PHOTO),
        (DRAWING[:20], Problem.DAMAGED),
        (DRAWING + b"0" * MOST_BYTES, Problem.TOO_LARGE),
    ],
)
def test_what_is_neither_is_not_kept(data: bytes, problem: Problem) -> None:
    with pytest.raises(BadPhoto) as refused:
        document(data)
    assert refused.value.problem is problem


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://example.org/a.pdf", True),
        ("http://例子.中国/通知", True),
        ("example.org", False),
        ("javascript:alert(1)", False),
        ("https://user:secret@example.org", False),
        ("https://", False),
        ("https://[", False),
        ("https://example.org/a b", False),
        ("https://example.org/" + "a" * 500, False),
    ],
)
def test_only_whole_web_addresses_are_linked(text: str, good: bool) -> None:
    assert is_web_address(text) is good


# putting them there and taking them back


def test_each_kind_stands_on_its_item(world: World, meeting: Meeting) -> None:
    item = meeting.items[0]
    a_pdf(world, item)
    a_text(world, item)
    attach(item=item, title="市里的办法", url="https://example.org/", actor_id=world.chair.id)
    found = papers_of(meeting.id)
    assert [(each.kind, each.late) for each in found[item.id]] == [("pdf", False), ("text", False), ("link", False)]
    assert [each.title for each in load_room(meeting.id).items[0].papers] == ["东门图纸", "限行办法", "市里的办法"]
    said = [sentence(entry) for entry in history("agenda_item", item.id)]
    assert said[-1] == "A paper was added: 市里的办法"


def test_a_form_sent_twice_leaves_one_paper_and_one_file(world: World, meeting: Meeting, app: Flask) -> None:
    before = len(on_disk(app))
    first = a_pdf(world, meeting.items[0], key="k-1")
    assert a_pdf(world, meeting.items[0], key="k-1").id == first.id
    assert len(on_disk(app)) == before + 1


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({}, "file"),
        ({"text": "一", "url": "https://example.org/"}, "url"),
        ({"document": Document(DRAWING, PDF, "0" * 64), "text": "一"}, "text"),
        ({"url": "example.org"}, "url"),
        ({"text": "找王师傅13812345678"}, "text"),
        ({"text": "一", "title": "13812345678"}, "title"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    world: World, meeting: Meeting, app: Flask, content: dict[str, object], field: str
) -> None:
    before = len(on_disk(app))
    with pytest.raises(Invalid) as refused:
        attach(**{"item": meeting.items[0], "title": "图纸", "actor_id": world.chair.id, **content})  # type: ignore[arg-type]
    assert refused.value.field == field
    assert len(on_disk(app)) == before


def test_an_item_has_only_so_many_papers_and_the_file_of_one_too_many_goes(
    world: World, meeting: Meeting, app: Flask
) -> None:
    for number in range(MOST_PAPERS):
        a_text(world, meeting.items[0], title=f"材料{number}")
    before = len(on_disk(app))
    with pytest.raises(Conflict, match="as many as it may"):
        a_pdf(world, meeting.items[0])
    assert len(on_disk(app)) == before


def test_nothing_is_added_to_a_meeting_that_is_off(world: World, meeting: Meeting) -> None:
    cancel_meeting(meeting=meeting, reason="", actor_id=world.chair.id)
    with pytest.raises(Conflict):
        a_text(world, meeting.items[0])


def test_in_a_draft_a_paper_goes_without_a_trace_but_in_the_journal(world: World, meeting: Meeting, app: Flask) -> None:
    before = len(on_disk(app))
    paper = a_pdf(world, meeting.items[0])
    withdraw(paper=paper, reason="", actor_id=world.chair.id)
    assert papers_of(meeting.id) == {}
    assert len(on_disk(app)) == before
    assert sentence(history("agenda_item", meeting.items[0].id)[-1]) == "A paper was taken off: 东门图纸"


def test_after_the_call_a_paper_is_withdrawn_with_a_reason_and_its_title_stays(
    world: World, meeting: Meeting, app: Flask
) -> None:
    paper = a_pdf(world, meeting.items[0])
    convene(meeting=meeting, actor_id=world.chair.id)
    with pytest.raises(Invalid) as refused:
        withdraw(paper=paper, reason=" ", actor_id=world.chair.id)
    assert refused.value.field == "reason"
    for reason in ("画错了", "又画错了"):
        withdraw(paper=paper, reason=reason, actor_id=world.chair.id)
    (row,) = papers_of(meeting.id)[meeting.items[0].id]
    assert (row.title, row.withdrawn, row.reason) == ("东门图纸", True, "画错了")
    assert on_disk(app)


def test_what_comes_after_the_call_is_marked(world: World, meeting: Meeting) -> None:
    convene(meeting=meeting, actor_id=world.chair.id)
    a_text(world, meeting.items[0])
    assert papers_of(meeting.id)[meeting.items[0].id][0].late


def test_a_removed_item_takes_its_papers_along(world: World, meeting: Meeting, app: Flask) -> None:
    convene(meeting=meeting, actor_id=world.chair.id)
    late = add_item(meeting=meeting, title="临时加的", actor_id=world.chair.id)
    before = len(on_disk(app))
    a_pdf(world, late)
    remove_item(item=late, actor_id=world.chair.id)
    assert papers_of(meeting.id) == {}
    assert len(on_disk(app)) == before


# the pages


def send(client: Client, item: AgendaItem, **fields: object) -> object:
    return client.post(f"/items/{item.id}/papers", {"title": "图纸", "text": "", "url": "", **fields})


def a_file(body: bytes, name: str = "图纸.pdf") -> tuple[BytesIO, str]:
    return BytesIO(body), name


def test_a_file_is_put_there_read_about_and_saved(client: Client, world: World, meeting: Meeting) -> None:
    item = meeting.items[0]
    answer = send(client.as_(world.chair), item, title="东门图纸", file=a_file(DRAWING, "../../x.html"))
    assert answer.status_code == 303  # type: ignore[attr-defined]
    convene(meeting=meeting, actor_id=world.chair.id)
    (paper,) = papers_of(meeting.id)[item.id]
    client.as_(None)
    notice = client.get(f"/meetings/{meeting.id}/notice").text
    assert f'href="/attachments/{paper.id}"' in notice
    page = client.get(f"/attachments/{paper.id}").text
    assert "东门图纸" in page
    assert world.chair.name in page
    assert "Open in browser" in page
    saved = client.get(f"/attachments/{paper.id}/file")
    assert saved.data == DRAWING
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert saved.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert saved.headers["X-Content-Type-Options"] == "nosniff"
    assert saved.mimetype == PDF


def test_a_text_is_read_on_its_page(client: Client, world: World, meeting: Meeting) -> None:
    paper = a_text(world, meeting.items[0], text="<b>晚八点</b>\n到早六点")
    convene(meeting=meeting, actor_id=world.chair.id)
    page = client.get(f"/attachments/{paper.id}").text
    assert "&lt;b&gt;晚八点&lt;/b&gt;\n到早六点" in page
    assert client.get(f"/attachments/{paper.id}/file").status_code == 404


def test_papers_of_a_draft_are_for_those_who_plan(client: Client, world: World, meeting: Meeting) -> None:
    paper = a_pdf(world, meeting.items[0])
    paths = (f"/attachments/{paper.id}", f"/attachments/{paper.id}/file")
    for reader, status in ((None, 404), (world.neighbour, 404), (world.stranger, 404), (world.chair, 200)):
        client.as_(reader)
        assert [client.get(path).status_code for path in paths] == [status] * 2
    convene(meeting=meeting, actor_id=world.chair.id)
    client.as_(None)
    assert [client.get(path).status_code for path in paths] == [200] * 2


def test_of_a_withdrawn_paper_the_public_reads_title_and_reason(client: Client, world: World, meeting: Meeting) -> None:
    paper = a_text(world, meeting.items[0], text="写着不该写的")
    convene(meeting=meeting, actor_id=world.chair.id)
    path = f"/attachments/{paper.id}"
    without = client.as_(world.chair).post(f"{path}/removal", {"reason": "", "item": str(paper.item_id)})
    assert without.status_code == 422
    assert 'id="reason-error"' in without.text
    assert client.post(f"{path}/removal", {"reason": "写错了", "item": str(paper.item_id)}).status_code == 303
    assert "写着不该写的" in client.get(path).text
    client.as_(None)
    page = client.get(path).text
    assert "写着不该写的" not in page
    assert "写错了" in page
    notice = client.get(f"/meetings/{meeting.id}/notice").text
    assert "withdrawn: 写错了" in notice
    assert f'href="{path}"' not in notice


def test_who_does_not_plan_puts_and_takes_nothing(client: Client, world: World, meeting: Meeting) -> None:
    paper = a_text(world, meeting.items[0])
    convene(meeting=meeting, actor_id=world.chair.id)
    client.as_(world.neighbour)
    assert client.get(f"/items/{paper.item_id}/papers").status_code == 403
    assert send(client, meeting.items[0], text="一").status_code == 403  # type: ignore[attr-defined]
    assert client.post(f"/attachments/{paper.id}/removal", {"reason": "因为"}).status_code == 403


def test_a_second_tap_on_remove_finds_it_gone(client: Client, world: World, meeting: Meeting) -> None:
    paper = a_text(world, meeting.items[0])
    client.as_(world.chair)
    sent = {"item": str(paper.item_id)}
    path = f"/attachments/{paper.id}/removal"
    assert [client.post(path, sent).status_code for _tap in range(2)] == [303, 303]
    assert client.post(path).status_code == 404


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        ({}, "paper-file"),
        ({"file": (b"MZ", "x.exe")}, "paper-file"),
        ({"file": (b"", "leer.pdf")}, "paper-file"),
        ({"file": (DRAWING[:12], "图纸.pdf")}, "paper-file"),
        ({"url": "ftp://example.org"}, "paper-url"),
        ({"title": "", "text": "一"}, "paper-title"),
        ({"title": "长" * 81, "text": "一"}, "paper-title"),
        ({"text": "长" * 20_001}, "paper-text"),
        ({"text": "打13812345678"}, "paper-text"),
    ],
)
def test_a_wrong_paper_is_said_beside_its_field_and_what_was_typed_stays(
    client: Client, world: World, meeting: Meeting, sent: dict[str, object], named: str
) -> None:
    fresh = {name: a_file(*value) if isinstance(value, tuple) else value for name, value in sent.items()}
    answer = send(client.as_(world.chair), meeting.items[0], **{"title": "东门图纸", **fresh})
    assert answer.status_code == 422  # type: ignore[attr-defined]
    text = answer.text  # type: ignore[attr-defined]
    assert f'id="{named}-error"' in text
    assert len(re.findall(f'id="{named}"', text)) == 1
    for value in {"title": "东门图纸", **sent}.values():
        assert not isinstance(value, str) or value in text
    assert papers_of(meeting.id) == {}


def test_a_file_that_is_too_large_is_said_in_words(
    client: Client, world: World, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("council.media.documents.MOST_BYTES", 10)
    answer = send(client.as_(world.chair), meeting.items[0], title="大图", file=a_file(DRAWING))
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "larger than 15 MB" in answer.text  # type: ignore[attr-defined]
    assert "大图" in answer.text  # type: ignore[attr-defined]


def test_a_full_disk_is_said_and_nothing_is_kept(
    client: Client, world: World, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(token: str, body: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("council.media.files.store_paper", full)
    answer = send(client.as_(world.chair), meeting.items[0], file=a_file(DRAWING))
    assert answer.status_code == 503  # type: ignore[attr-defined]
    assert papers_of(meeting.id) == {}


def test_a_file_lost_from_the_disk_is_not_found(client: Client, world: World, meeting: Meeting, app: Flask) -> None:
    paper = a_pdf(world, meeting.items[0])
    (Path(app.config["DATA_DIR"]) / "papers" / paper.token[:2] / paper.token).unlink()
    assert client.as_(world.chair).get(f"/attachments/{paper.id}/file").status_code == 404


def test_the_phone_shows_the_papers_of_the_item_that_is_on(client: Client, world: World, meeting: Meeting) -> None:
    paper = a_pdf(world, meeting.items[0])
    convene(meeting=meeting, actor_id=world.chair.id)
    called = client.as_(world.neighbour).get(f"/meetings/{meeting.id}").text
    assert f'href="/attachments/{paper.id}"' in called
    started(world, meeting)
    open_item(item=meeting.items[0], actor_id=world.chair.id)
    db.session.commit()
    running = client.get(f"/meetings/{meeting.id}").text
    assert 'class="paper-fold"' in running


def test_the_notice_asks_the_same_number_of_questions(
    client: Client, world: World, meeting: Meeting, count_queries: list[str]
) -> None:
    a_text(world, meeting.items[0])
    convene(meeting=meeting, actor_id=world.chair.id)
    asked = []
    for _turn in range(2):
        for item in meeting.items:
            a_text(world, item)
        db.session.commit()
        db.session.expire_all()
        count_queries.clear()
        client.get(f"/meetings/{meeting.id}/notice")
        asked.append(len(count_queries))
    assert asked[0] == asked[1]
