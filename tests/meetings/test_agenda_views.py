"""Setting the agenda on a page: each act a form, in place with htmx, and closed to those who do not plan."""

import re
from collections.abc import Iterator

import pytest

from council.base import clock
from council.base.db import db
from council.issues.models import Issue
from council.meetings.models import Meeting
from council.meetings.operations.agenda import add_item
from council.meetings.operations.session import open_item
from tests.meetings.plans import NOW, an_issue, convened, draft, started
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture(autouse=True)
def _sunday() -> Iterator[None]:
    with clock.stopped(NOW):
        yield


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.items]


def ranked(html: str) -> list[str]:
    """The issues offered, in their order."""
    return re.findall(r'<div class="plan-item"><a href="/issues/[^"]+" lang="zh-CN">([^<]+)</a>', html)


def test_an_item_of_ones_own_is_added_once(client: Client, world: World) -> None:
    meeting = draft(world)
    for _tap in range(2):
        answer = client.as_(world.chair).post(
            f"/meetings/{meeting.id}/items", {"title": " 春节值班 ", "minutes": "12", "detail": "", "once": "k-3"}
        )
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith(f"/meetings/{meeting.id}/plan#agenda")
    assert [(item.title, item.minutes) for item in meeting.items] == [("春节值班", 12)]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"title": ""}, "item-title"),
        ({"title": "长" * 61}, "item-title"),
        ({"minutes": "0"}, "item-minutes"),
        ({"minutes": "241"}, "item-minutes"),
        ({"minutes": "lang"}, "item-minutes"),
        ({"detail": "长" * 2001}, "item-detail"),
    ],
)
def test_a_wrong_item_is_said_and_kept(client: Client, world: World, wrong: dict[str, str], named: str) -> None:
    meeting = draft(world)
    typed = {"title": "春节值班", "minutes": "12", "detail": "谁来排班", **wrong}
    answer = client.as_(world.chair).post(f"/meetings/{meeting.id}/items", typed)
    assert answer.status_code == 422
    assert f'href="#{named}"' in answer.text
    assert len(re.findall(f'id="{named}"', answer.text)) == 1
    assert re.search(r'<details id="own-item"\s+open', answer.text)
    for value in typed.values():
        assert value in answer.text
    assert titles(meeting) == []


def test_issues_are_ranked_by_support_and_age(client: Client, world: World) -> None:
    an_issue(world, "新而少", supports=1)
    an_issue(world, "老而少", supports=1, days_ago=12)  # four supports' worth of waiting
    an_issue(world, "新而多", supports=4)
    meeting = draft(world)
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/plan").text
    assert ranked(page) == ["老而少", "新而多", "新而少"]
    assert "waiting 12 days" in page
    assert "4 neighbours too" in page


def test_one_tap_puts_an_issue_on_the_agenda(client: Client, world: World) -> None:
    issue, meeting = an_issue(world, "楼道积水"), draft(world)
    for _tap in range(2):
        answer = client.as_(world.chair).post(f"/meetings/{meeting.id}/items", {"issue": issue.number, "once": "k-4"})
        assert answer.status_code == 303
    assert (titles(meeting), issue.state) == (["楼道积水"], "to_agenda")
    assert ranked(client.get(f"/meetings/{meeting.id}/plan").text) == []


def test_with_htmx_the_agenda_comes_alone_and_says_what_happened(client: Client, world: World) -> None:
    issue, meeting = an_issue(world, "楼道积水"), draft(world)
    answer = client.as_(world.chair).post(
        f"/meetings/{meeting.id}/items", {"issue": issue.number, "once": "k-5"}, htmx=True
    )
    assert answer.status_code == 200
    assert answer.text.strip().startswith("<section")
    assert 'id="agenda"' in answer.text
    assert "Added to the agenda: 楼道积水" in answer.text
    assert answer.headers["HX-Trigger"] == "agenda-changed"
    page = client.get(f"/meetings/{meeting.id}/plan").text
    assert "agenda-changed from:body" in page


def test_issues_on_another_agenda_are_not_offered_again(client: Client, world: World) -> None:
    issue, first, second = an_issue(world, "楼道积水"), draft(world), draft(world)
    add_item(meeting=first, title=issue.title, issue=issue, actor_id=world.chair.id)
    assert ranked(client.as_(world.chair).get(f"/meetings/{second.id}/plan").text) == []


def test_only_issues_of_the_own_estate_are_offered(client: Client, world: World) -> None:
    an_issue(world, "听泉的路灯", actor_id=world.stranger.id, place=world.other_estate)
    meeting = draft(world)
    assert ranked(client.as_(world.community_staff).get(f"/meetings/{meeting.id}/plan").text) == []


def test_an_issue_that_is_unknown_or_hidden_does_not_exist(client: Client, world: World) -> None:
    hidden = an_issue(world, "听泉的路灯", actor_id=world.stranger.id, place=world.other_estate)
    meeting = draft(world)
    for number in (hidden.number, "GY-2026-9999"):
        assert client.as_(world.chair).post(f"/meetings/{meeting.id}/items", {"issue": number}).status_code == 404
    assert titles(meeting) == []


def test_items_move_with_and_without_htmx(client: Client, world: World) -> None:
    meeting = draft(world, "一", "二", "三")
    last = meeting.items[2]
    client.as_(world.chair)
    answer = client.post(f"/items/{last.id}/position", {"to": "up", "at": "3"})
    assert answer.status_code == 303
    part = client.post(f"/items/{last.id}/position", {"to": "up", "at": "2"}, htmx=True)
    assert part.status_code == 200
    assert re.findall(r"<b lang=\"zh-CN\">(.)</b>", part.text) == ["三", "一", "二"]
    assert f'id="up-{last.id}"' in part.text  # the focus finds its button again


def test_a_stale_tap_moves_nothing(client: Client, world: World) -> None:
    meeting = draft(world, "一", "二", "三")
    last = meeting.items[2]
    for _tap in range(2):
        client.as_(world.chair).post(f"/items/{last.id}/position", {"to": "up", "at": "3"})
    assert titles(meeting) == ["一", "三", "二"]


def test_the_ends_keep_their_buttons(client: Client, world: World) -> None:
    """Dead buttons stay in reach of the keyboard, so that a focus is not lost at the top of the list."""
    meeting = draft(world, "一", "二")
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/plan").text
    first, last = meeting.items
    assert re.search(rf'id="up-{first.id}" aria-disabled="true"', page)
    assert re.search(rf'id="down-{last.id}" aria-disabled="true"', page)
    assert not re.search(rf'id="down-{first.id}" aria-disabled', page)


def test_removing_twice_is_no_error(client: Client, world: World) -> None:
    meeting = draft(world, "一", "二")
    path = f"/items/{meeting.items[0].id}/removal"
    for _tap in range(2):
        answer = client.as_(world.chair).post(path, {"meeting": str(meeting.id)})
        assert answer.status_code == 303
    assert titles(meeting) == ["二"]
    assert client.post(path).status_code == 404
    assert client.as_(world.stranger).post(path, {"meeting": str(meeting.id)}).status_code == 404


def test_an_item_can_be_changed(client: Client, world: World) -> None:
    meeting = draft(world, "一")
    path = f"/items/{meeting.items[0].id}/edit"
    assert 'value="一"' in client.as_(world.chair).get(path).text
    wrong = client.post(path, {"title": "", "minutes": "20", "detail": "想清楚"})
    assert (wrong.status_code, "想清楚" in wrong.text) == (422, True)
    assert client.post(path, {"title": "楼道灯", "minutes": "20", "detail": ""}).status_code == 303
    assert [(item.title, item.minutes) for item in meeting.items] == [("楼道灯", 20)]


def test_the_call_locks_every_way(client: Client, world: World) -> None:
    meeting = convened(world, "一", "二")
    item = meeting.items[0]
    client.as_(world.chair)
    for act, data in (
        ("position", {"to": "down", "at": "1"}),
        ("removal", {"meeting": str(meeting.id)}),
        ("edit", {"title": "别的", "minutes": "5", "detail": ""}),
    ):
        for htmx in (False, True):
            assert client.post(f"/items/{item.id}/{act}", data, htmx=htmx).status_code == 409
    assert titles(meeting) == ["一", "二"]
    page = client.get(f"/meetings/{meeting.id}/plan").text
    assert "/position" not in page
    assert "/removal" not in page


def test_a_stale_tap_gets_the_agenda_as_it_is_now(client: Client, world: World) -> None:
    meeting = convened(world, "一", "二")
    data = {"to": "down", "at": "1"}
    path = f"/items/{meeting.items[0].id}/position"
    part = client.as_(world.chair).post(path, data, htmx=True)
    assert part.text.lstrip().startswith('<section class="plan-agenda" id="agenda"')
    for answer in (part, client.post(path, data)):
        assert answer.status_code == 409
        assert "The agenda is locked since the meeting was convened." in answer.text
        assert f'href="/meetings/{meeting.id}/plan">Load the page again' in answer.text
        assert "/position" not in answer.text, "locked"


def test_a_late_item_can_be_taken_off_until_it_is_opened(client: Client, world: World) -> None:
    meeting = convened(world, "一")
    issue = an_issue(world, "雨水井盖响")
    client.as_(world.chair).post(f"/meetings/{meeting.id}/items", {"title": "二", "minutes": "5"})
    client.post(f"/meetings/{meeting.id}/items", {"issue": issue.number})
    called, plain, about = meeting.items
    page = client.get(f"/meetings/{meeting.id}/plan").text
    assert f"/items/{called.id}/removal" not in page
    assert client.post(f"/items/{called.id}/removal").status_code == 409
    assert client.post(f"/items/{about.id}/removal").status_code == 303
    assert db.session.get_one(Issue, issue.id, populate_existing=True).state != "to_agenda"
    started(world, meeting)
    open_item(item=plain, actor_id=world.chair.id)
    open_item(item=called, actor_id=world.chair.id)
    assert f"/items/{plain.id}/removal" not in client.get(f"/meetings/{meeting.id}/plan").text
    assert client.post(f"/items/{plain.id}/removal").status_code == 409, "it was talked about"
    db.session.expire(meeting)
    assert titles(meeting) == ["一", "二"]


def test_late_items_are_marked(client: Client, world: World) -> None:
    meeting = convened(world, "一")
    issue = an_issue(world, "雨水井盖响")
    client.as_(world.chair).post(f"/meetings/{meeting.id}/items", {"title": "二", "minutes": "5"})
    client.post(f"/meetings/{meeting.id}/items", {"issue": issue.number})
    page = client.get(f"/meetings/{meeting.id}/plan").text
    assert page.count("Added after the call: can be discussed, not voted on") == 2
    assert [item.noticed for item in meeting.items] == [True, False, False]


@pytest.mark.parametrize(
    ("part", "status"), [("resident", 404), ("recorder", 404), ("stranger", 404), ("partner", 404)]
)
def test_items_of_a_draft_are_closed_to_others(client: Client, world: World, part: str, status: int) -> None:
    meeting = draft(world, "一", "二")
    item = meeting.items[0]
    client.as_(getattr(world, part))
    for act in ("position", "removal", "edit"):
        assert client.post(f"/items/{item.id}/{act}", {"to": "down", "title": "x"}).status_code == 404
    assert client.get(f"/items/{item.id}/edit").status_code == 404
    assert titles(meeting) == ["一", "二"]


def test_items_of_a_called_meeting_are_forbidden_to_others(client: Client, world: World) -> None:
    item = convened(world, "一", "二").items[0]
    for act in ("position", "removal", "edit"):
        assert client.as_(world.resident).post(f"/items/{item.id}/{act}").status_code == 403
        assert client.as_(world.stranger).post(f"/items/{item.id}/{act}").status_code == 404
        assert client.as_(None).post(f"/items/{item.id}/{act}").status_code == 303  # to sign in


@pytest.mark.parametrize("word", ["", "sideways", "UP", "-1", "1.5"])
def test_an_unknown_word_moves_nothing_and_says_what_is_known(client: Client, world: World, word: str) -> None:
    meeting = draft(world, "一", "二", "三")
    first = meeting.items[0]
    client.as_(world.chair)
    for htmx in (True, False):
        answer = client.post(f"/items/{first.id}/position", {"to": word, "at": "1"}, htmx=htmx)
        assert answer.status_code == 422
        assert "Move an item up, down, in, out" in answer.text
    db.session.expire_all()
    assert [item.title for item in db.session.get_one(Meeting, meeting.id).items] == ["一", "二", "三"]
