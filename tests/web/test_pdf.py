"""Papers as PDF: drawn by a child process from nothing but the page, once."""

import re
import socket
import subprocess
import zlib
from datetime import timedelta
from pathlib import Path

import pytest
from flask import current_app

from council.base import clock
from council.base.errors import Busy
from council.meetings.models import MeetingKind, MeetingState
from council.meetings.operations.planning import cancel_meeting, plan_meeting
from council.web import pdf
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def _inside(paper: bytes) -> bytes:
    """The file with its packed parts opened."""
    parts = [paper]
    for packed in STREAM.findall(paper):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(parts)


def test_the_notice_is_a_pdf_that_anyone_may_save(client: Client, world: World) -> None:
    meeting = evening.convened(world)
    answer = client.get(f"/meetings/{meeting.id}/notice.pdf", language="zh-CN")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="GY-weekend_council-1.pdf"'
    assert answer.data.startswith(b"%PDF-")
    inside = _inside(answer.data)
    assert b"/Lang (zh-CN)" in inside
    assert b"CJK" in inside, "Chinese is drawn with a Chinese font, not with boxes"
    assert f"/meetings/{meeting.id}/notice.pdf" in client.get(f"/meetings/{meeting.id}/notice").text


def test_a_draft_has_none(client: Client, world: World) -> None:
    meeting = plan_meeting(
        kind=MeetingKind.WEEKEND_COUNCIL,
        place=world.estate,
        title="",
        venue="活动室",
        starts_at=clock.now() + timedelta(days=9),
        notice_days=3,
        actor_id=world.chair.id,
    )
    assert client.as_(world.chair).get(f"/meetings/{meeting.id}/notice.pdf").status_code == 404


def test_a_meeting_called_off_says_so_and_its_code_is_gone(client: Client, world: World) -> None:
    meeting = evening.convened(world)
    before = client.get(f"/meetings/{meeting.id}/notice.pdf").data
    cancel_meeting(meeting=meeting, reason="下雨", actor_id=world.chair.id)
    assert meeting.state == MeetingState.CANCELLED
    after = client.get(f"/meetings/{meeting.id}/notice.pdf")
    assert after.status_code == 200
    assert after.data != before


def test_the_same_paper_is_drawn_once(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/meetings/{evening.convened(world).id}/notice.pdf"
    first = client.get(path).data
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_named: pytest.fail("drawn again"))
    assert client.get(path).data == first


def test_without_the_extra_nothing_offers_it(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = evening.convened(world)
    monkeypatch.setattr("council.meetings.views.papers.can_draw", lambda: False)
    assert "notice.pdf" not in client.get(f"/meetings/{meeting.id}/notice").text
    assert client.get(f"/meetings/{meeting.id}/notice.pdf").status_code == 404


def test_a_drawer_that_fails_says_to_print(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(command: list[str], **_named: object) -> None:
        raise subprocess.CalledProcessError(1, command, stderr=b"no Pango")

    monkeypatch.setattr(subprocess, "run", fails)
    answer = client.get(f"/meetings/{evening.convened(world).id}/notice.pdf")
    assert answer.status_code == 503
    assert "Please print the page instead." in answer.text


def test_one_at_a_time(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "TURN", 0.01)
    with pdf._one_at_a_time, pytest.raises(Busy):
        pdf.drawn("<p>第二张</p>", "")


def test_a_page_cannot_make_the_server_fetch(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        port = listening.getsockname()[1]
        paper = pdf.drawn(f'<title>x</title><img alt="" src="http://127.0.0.1:{port}/x"><p>夜话</p>', "")
        assert paper.startswith(b"%PDF-")
        with pytest.raises(BlockingIOError):
            listening.accept()


def test_icons_are_lines_and_no_black_blocks(world: World) -> None:
    icon = current_app.jinja_env.globals["icon"]("doc")
    inside = _inside(pdf.drawn(f'<html lang="zh-CN"><title>x</title><p>{icon} 夜话</p>', ".icon { width: 20px }"))
    shape = re.search(rb"6 3 m(.*?)\n(S|f\\*?)\n", inside, re.DOTALL)
    assert shape is not None
    assert shape[2] == b"S", "stroked, not filled"


def test_only_the_newest_papers_are_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "KEPT", 2)
    monkeypatch.setattr(pdf, "_draw", lambda sent: b"%PDF-")
    for number in range(4):
        assert pdf.drawn(f"<p>{number}</p>", "") == b"%PDF-"
    assert len(list((Path(current_app.config["DATA_DIR"]) / "drawn").glob("*.pdf"))) == 2
