"""Raising an issue in the browser: the form, the receipt, and what bad input does."""

import re
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from council.base.db import db
from council.issues.models import Issue
from council.media.models import Photo
from tests.media.pictures import declared, picture
from tests.support.client import Client
from tests.support.world import World

FORM = {"title": "3栋楼道灯晚上不亮", "place": "GY-B3", "once": "form-1"}


def send(client: Client, **wishes: object) -> TestResponse:
    files = [(BytesIO(body), name) for name, body in wishes.pop("files", [])]  # type: ignore[union-attr]
    sent = {"headers": wishes.pop("headers", {}), "content_type": "multipart/form-data"}
    return client.post("/issues/new", {**FORM, **wishes, "photos": files}, **sent)


def issues() -> list[Issue]:
    return list(db.session.scalars(db.select(Issue)))


def summary(answer: TestResponse) -> str:
    assert answer.status_code == 422
    found = re.search(r'<div class="error-summary".*?</div>', answer.text, re.DOTALL)
    assert found, answer.text
    return found[0]


def test_the_form_starts_at_the_own_building(client: Client, world: World) -> None:
    page = client.as_(world.resident).get("/issues/new")
    assert '<option selected value="GY-B3">3栋</option>' in page.text
    assert "TQ-B1" not in page.text


def test_the_form_remembers_the_last_place(client: Client, world: World) -> None:
    send(client.as_(world.resident), place="GY")
    assert re.search(r'<option selected value="GY">', client.get("/issues/new").text)


def test_an_issue_gets_a_number_and_what_happens_next(client: Client, world: World) -> None:
    answer = send(client.as_(world.resident), files=[("a.jpg", picture())])
    assert answer.status_code == 303
    receipt = client.get(answer.location)
    issue = issues()[0]
    assert f'data-test="issue-number">{issue.number}</p>' in receipt.text
    assert "秦朗" in receipt.text
    assert 'data-draft-clear="issue-new:' + str(world.resident.id) + '"' in receipt.text
    assert issue.photos[0].photo.uploaded_by == world.resident.id


def test_the_receipt_is_only_for_the_one_who_raised_it(client: Client, world: World) -> None:
    path = send(client.as_(world.resident)).location
    assert client.as_(world.neighbour).get(path).status_code == 403
    assert client.as_(world.stranger).get(path).status_code == 404


def test_the_same_post_five_times_is_one_issue(client: Client, world: World) -> None:
    client.as_(world.resident)
    answers = [send(client, files=[("a.jpg", picture())]) for _ in range(5)]
    assert {answer.location for answer in answers} == {f"/issues/{issues()[0].number}/raised"}
    assert len(issues()) == 1
    assert len(list(db.session.scalars(db.select(Photo)))) == 1


def test_without_a_title_the_summary_leads_to_the_field(client: Client, world: World) -> None:
    answer = send(client.as_(world.resident), title="", detail="从上周开始")
    assert '<a href="#title">Say in one line what it is about.</a>' in summary(answer)
    assert "从上周开始" in answer.text


@pytest.mark.parametrize("place", ["", "TQ-B1", "nowhere"])
def test_a_place_elsewhere_cannot_be_chosen(client: Client, world: World, place: str) -> None:
    assert "#place" in summary(send(client.as_(world.resident), place=place))
    assert not issues()


def test_ten_thousand_characters_are_too_many_and_stay(client: Client, world: World) -> None:
    text = "漏" * 10_000
    answer = send(client.as_(world.resident), title=text, detail=text)
    assert "#title" in summary(answer)
    assert "#detail" in summary(answer)
    assert answer.text.count(text) == 2


def test_a_script_in_a_title_is_only_text(client: Client, world: World) -> None:
    send(client.as_(world.resident), title="<script>alert(1)</script>", detail="<img src=x>")
    issue = issues()[0]
    for person in (world.neighbour, world.recorder):
        for path in ("/issues/", f"/issues/{issue.number}"):
            page = client.as_(person).get(path)
            assert "&lt;script&gt;alert(1)" in page.text
            assert "<script>alert" not in page.text
            assert "<img src=x" not in page.text


@pytest.mark.parametrize("title", ["😀😀😀", "！！！", "—— ……", "👍🏽"])
def test_a_title_without_a_word_is_refused_beside_the_field(client: Client, world: World, title: str) -> None:
    answer = send(client.as_(world.resident), title=title)
    assert "Say it in words" in summary(answer)
    assert title in answer.text
    assert issues() == []


def test_markdown_is_shown_as_it_was_typed(client: Client, world: World) -> None:
    text = "[点我](javascript:alert(1)) **粗** `x` ![](http://evil.example/x.png)"
    send(client.as_(world.resident), title="楼道灯 **坏** 了", detail=text)
    page = client.get(f"/issues/{issues()[0].number}").text
    assert "楼道灯 **坏** 了" in page
    assert "[点我](javascript:alert(1)) **粗** `x` ![](http://evil.example/x.png)" in page
    assert 'href="javascript' not in page
    assert 'evil.example/x.png"' not in page


def test_a_photo_of_an_iphone_is_named_with_what_to_do(client: Client, world: World) -> None:
    heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 64
    answer = send(client.as_(world.resident), files=[("IMG_0001.HEIC", heic)])
    assert "IMG_0001.HEIC" in summary(answer)
    assert FORM["title"] in answer.text
    assert issues() == []


def test_direction_marks_cannot_disguise_a_title(client: Client, world: World) -> None:
    send(client.as_(world.resident), title="\u202e亮不灯\u202c ")
    assert issues()[0].title == "亮不灯"


def test_a_photo_that_is_none_is_named_and_the_rest_is_kept(client: Client, world: World) -> None:
    answer = send(
        client.as_(world.resident),
        detail="从上周开始",
        files=[("good.png", picture("PNG")), ("IMG_3.jpg", b"not a photo")],
    )
    assert "IMG_3.jpg is not a photo. Choose another." in summary(answer)
    assert FORM["title"] in answer.text
    assert "从上周开始" in answer.text
    token = re.search(r'name="photo_token" value="([^"]+)" checked', answer.text)
    assert token
    assert not issues()
    assert send(client, photo_token=token[1]).status_code == 303
    assert [row.photo.token for row in issues()[0].photos] == [token[1]]


def test_an_unticked_photo_is_left_out(client: Client, world: World) -> None:
    send(client.as_(world.resident), title="", files=[("good.png", picture("PNG"))])
    send(client)
    assert issues()[0].photos == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (declared(30_000, 30_000), "50 million pixels"),
        (picture() + b"\0" * 15_800_000, "larger than 15 MB"),
        (picture() + b"\0" * 50_000_000, "larger than 15 MB"),
    ],
)
def test_a_huge_photo_is_refused_by_name(client: Client, world: World, body: bytes, words: str) -> None:
    answer = send(client.as_(world.resident), files=[("big.jpg", body)])
    assert "big.jpg" in summary(answer)
    assert words in summary(answer)
    assert FORM["title"] in answer.text


def test_a_photo_of_somebody_else_is_not_attached(client: Client, world: World) -> None:
    send(client.as_(world.neighbour), files=[("mine.jpg", picture())])
    token = db.session.scalar(db.select(Photo.token))
    answer = send(client.as_(world.resident), once="form-2", photo_token=token)
    assert answer.status_code == 422
    assert "Choose it again." in answer.text
    assert token not in answer.text
    assert [len(issue.photos) for issue in issues()] == [1]


def test_who_lives_nowhere_is_told_whom_to_ask(client: Client, world: World) -> None:
    answer = client.as_(world.partner).get("/issues/new")
    assert answer.status_code == 403
    assert "grid officer" in answer.text
    assert send(client).status_code == 403


def test_nobody_is_sent_to_sign_in(client: Client, world: World) -> None:
    assert client.get("/issues/new").location == "/sign-in?next=/issues/new"
    answer = send(client, headers={"Referer": "http://localhost/issues/new"})
    assert answer.status_code == 401
    assert "You are signed out" in answer.text
    assert FORM["title"] in answer.text
    assert 'href="/sign-in?next=/issues/new"' in answer.text
    assert not issues()


def test_a_form_whose_token_ran_out_comes_back_with_its_text(client: Client, world: World, app: Flask) -> None:
    client.as_(world.resident)
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = send(client, detail="从上周开始")
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 419
    assert FORM["title"] in answer.text
    assert "从上周开始" in answer.text
    assert 'action="/issues/new"' in answer.text
    assert not issues()


def test_a_draft_belongs_to_one_person(client: Client, world: World) -> None:
    keys = [
        re.search(r'data-draft="(issue-new:\d+)"', client.as_(person).get("/issues/new").text)[1]  # type: ignore[index]
        for person in (world.resident, world.neighbour)
    ]
    assert keys[0] != keys[1]
