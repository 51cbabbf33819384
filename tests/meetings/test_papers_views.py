"""What hangs on the board: notices and resolutions, readable by anyone, saying no more than anyone may know."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from council.base import clock
from council.charters.rules import Force
from council.followup.operations import add_task
from council.journal.operations import Ref
from council.meetings.models import Meeting, MeetingKind, Resolution
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import cancel_meeting
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.session import check_in, open_item
from council.meetings.operations.votes import close_vote, open_vote, publish_vote, record_motion
from council.meetings.views.papers import join_address
from council.polls.casting import cast
from tests.meetings.plans import NOW, convened, draft, started
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture(autouse=True)
def _sunday() -> Iterator[None]:
    with clock.stopped(NOW):
        yield


def decide(
    world: World, title: str = "换声控灯", *, place: object = None, force: Force = Force.CONSENSUS
) -> Resolution:
    """A resolution: 33 present, 21 in favour."""
    wishes = {"place": place} if place else {}
    meeting = started(world, convened(world, title, **wishes))
    for member in world.members[:33]:
        check_in(meeting=meeting, person_id=member.id)
    item = open_item(item=meeting.items[0], actor_id=world.chair.id)
    motion = record_motion(
        item=item, title=title, text="同意换灯，费用9,600元。\n12月15日前完工。", moved_by="", actor_id=world.chair.id
    )
    poll = open_vote(motion=motion, actor_id=world.chair.id)
    for number, member in enumerate(world.members[:33]):
        cast(
            poll_id=poll.id,
            person_id=member.id,
            epoch=0,
            choice="for" if number < 21 else "against",
            now=clock.now(),
        )
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    return resolve(motion=motion, text=motion.text, force=force, actor_id=world.chair.id)


# --- the notice


@pytest.mark.parametrize("part", [None, "resident", "stranger", "chair"])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_anyone_reads_the_notice(client: Client, world: World, part: str | None, language: str) -> None:
    meeting = convened(world, "楼道灯", "门禁", title="过冬")
    client.as_(getattr(world, part) if part else None)
    page = client.get(f"/meetings/{meeting.id}/notice", language=language)
    assert page.status_code == 200
    for fact in (
        "过冬",
        "3栋活动室",
        "楼道灯",
        "门禁",
        f"{meeting.code[:3]} {meeting.code[3:]}",
        'data-test="join-qr"',
    ):
        assert fact in page.text
    assert meeting.wall_token not in page.text


def test_the_notice_says_when_who_and_how_many(client: Client, world: World) -> None:
    page = client.get(f"/meetings/{convened(world).id}/notice").text
    assert "November 29, 2026" in page or "29 November 2026" in page
    assert "46 members have a vote." in page
    assert "31 of 46 members must be there" in page


def test_a_talk_asks_for_no_quorum(client: Client, world: World) -> None:
    page = client.get(f"/meetings/{convened(world, kind=MeetingKind.EVENING_TALK).id}/notice").text
    assert "Everyone may come and speak." in page
    assert "must be there" not in page


def test_the_text_for_the_group_has_all_in_words(client: Client, world: World) -> None:
    meeting = convened(world, "楼道灯", "门禁")
    page = client.get(f"/meetings/{meeting.id}/notice").text
    text = page.split("<textarea", 1)[1].split("</textarea>")[0]
    for fact in ("3栋活动室", "1. 楼道灯", "2. 门禁", meeting.code, f"http://localhost/meetings/{meeting.id}/notice"):
        assert fact in text


def test_a_late_item_is_named_as_such_on_the_notice(client: Client, world: World) -> None:
    meeting = convened(world)
    assert "Added after the call" not in client.get(f"/meetings/{meeting.id}/notice").text
    add_item(meeting=meeting, title="后加的", actor_id=world.chair.id)
    assert "Added after the call" in client.get(f"/meetings/{meeting.id}/notice").text


def test_what_was_never_called_has_no_notice(client: Client, world: World) -> None:
    put_away = cancel_meeting(meeting=draft(world), reason="", actor_id=world.chair.id)
    for meeting_id in (draft(world, "楼道灯").id, put_away.id, 999999):
        for person in (None, world.chair):
            assert client.as_(person).get(f"/meetings/{meeting_id}/notice").status_code == 404


def test_a_notice_of_a_meeting_called_off_says_so(client: Client, world: World) -> None:
    meeting = cancel_meeting(meeting=convened(world), reason="当天有暴雨", actor_id=world.chair.id)
    page = client.get(f"/meetings/{meeting.id}/notice").text
    assert "This meeting is called off." in page
    assert page.count("当天有暴雨") == 2  # on the page and in the text for the group
    assert meeting.code not in page.replace(" ", "")


@pytest.mark.parametrize(
    ("public_url", "address"),
    [
        ("", "HTTP://LOCALHOST/J/482173"),
        ("https://yehua.example", "HTTPS://YEHUA.EXAMPLE/J/482173"),
        ("https://example.org/Yehua", "https://example.org/Yehua/J/482173"),  # a path's case means something
        ("https://夜话.example", "https://夜话.example/J/482173"),
    ],
)
def test_only_what_may_be_is_in_upper_case(app: Flask, public_url: str, address: str) -> None:
    before = app.config["PUBLIC_URL"]
    app.config["PUBLIC_URL"] = public_url
    try:
        with app.test_request_context("/"):
            assert join_address("482173") == address
    finally:
        app.config["PUBLIC_URL"] = before


# --- resolutions


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_anyone_reads_what_was_decided(client: Client, world: World, language: str) -> None:
    decided = decide(world)
    listed = client.as_(None).get("/resolutions/", language=language).text
    assert f"/resolutions/{decided.id}" in listed
    page = client.get(f"/resolutions/{decided.id}", language=language)
    assert page.status_code == 200
    for fact in ("同意换灯，费用9,600元。", "12月15日前完工。", 'data-test="rule-sentence"'):
        assert fact in page.text


def test_a_resolution_shows_number_force_and_exact_figures(client: Client, world: World) -> None:
    page = client.get(f"/resolutions/{decide(world).id}").text
    assert "桂雨里小区 [2026] No. 1" in page
    assert "Consensus" in page
    assert "It asks; it does not bind." in page
    assert "Carried" in page
    for figure in ("46", "33", "17", "21"):
        assert figure in page


def test_an_opinion_is_called_an_opinion(client: Client, world: World) -> None:
    page = client.get(f"/resolutions/{decide(world, force=Force.OPINION).id}").text
    assert "An opinion: those who decide" in page
    assert "Consensus" not in page


def test_tasks_name_units_and_officers_in_full_and_neighbours_masked(client: Client, world: World) -> None:
    decided = decide(world)
    leads = ({"lead_person_id": world.grid_officer.id, "lead_unit_id": None},)
    leads += ({"lead_person_id": world.members[6].id, "lead_unit_id": None},)
    leads += ({"lead_person_id": None, "lead_unit_id": world.unit.id},)
    for lead in leads:
        add_task(
            title="换灯",
            place=world.estate,
            origin=Ref("resolution", decided.id),
            origin_label=decided.number,
            issue=None,
            due_on=clock.today() + timedelta(days=9),
            actor_id=world.chair.id,
            **lead,
        )
    for reader in (None, world.resident, world.stranger):
        page = client.as_(reader).get(f"/resolutions/{decided.id}").text
        assert "供水公司" in page
        assert world.grid_officer.name in page
        assert "代***" in page or "代表*" in page
        assert world.members[6].name not in page
        assert 'data-test="add-task"' not in page
    page = client.as_(world.chair).get(f"/resolutions/{decided.id}").text
    assert world.members[6].name in page
    assert 'data-test="add-task"' in page


def test_only_those_who_may_see_the_meeting_get_its_link(client: Client, world: World) -> None:
    decided = decide(world)
    link = f'href="/meetings/{decided.meeting_id}"'
    assert link in client.as_(world.resident).get(f"/resolutions/{decided.id}").text
    for reader in (None, world.stranger):
        assert link not in client.as_(reader).get(f"/resolutions/{decided.id}").text


def test_an_unknown_resolution_does_not_exist(client: Client, world: World) -> None:
    assert client.get("/resolutions/999999").status_code == 404


def test_nothing_decided_yet(client: Client, world: World) -> None:
    assert "Nothing has been decided yet" in client.get("/resolutions/").text


def test_resolutions_of_one_estate(client: Client, world: World) -> None:
    decide(world, "换声控灯")
    other = decide(world, "装门禁")
    meeting: Meeting = other.meeting
    meeting.place = world.other_estate
    other.place = world.other_estate
    everything = client.get("/resolutions/").text
    assert "换声控灯" in everything
    assert "装门禁" in everything
    here = client.get("/resolutions/?place=GY").text
    assert "换声控灯" in here
    assert "装门禁" not in here


def test_the_list_costs_the_same_for_any_number(client: Client, world: World, count_queries: list[str]) -> None:
    costs = []
    for _round in range(2):
        for number in range(3):
            decide(world, f"事{number}")
        count_queries.clear()
        assert client.get("/resolutions/").status_code == 200
        costs.append(len(count_queries))
    assert costs[0] == costs[1]
