"""Motions by rank on the pages: the plan, the chair's plain forms, wall and phone, the minutes; and who may not."""

import re

import pytest

from council.base.db import db
from council.meetings.loading import _kept
from council.meetings.models import AgendaItem, Meeting, MeetingKind, Motion
from council.meetings.motions.models import Question
from council.meetings.motions.operations import decide_by_consent
from council.meetings.motions.rules import Formality, Kind, Standing
from council.meetings.operations.session import adjourn
from council.minutes.facts import document
from tests.meetings import evening, plans, ranks
from tests.support.client import Client
from tests.support.world import World


def newest(kind: Kind | None = None) -> Question:
    query = db.select(Question).order_by(Question.id.desc())
    found = db.session.scalars(query if kind is None else query.where(Question.kind == kind)).first()
    assert found is not None
    return db.session.get_one(Question, found.id, populate_existing=True)


def console(client: Client, item: AgendaItem) -> str:
    return client.get(f"/meetings/{item.meeting_id}/chair?lang=en").text


def test_the_plan_chooses_the_form_of_a_council(world: World, client: Client) -> None:
    council = plans.draft(world, "楼道灯")
    client.as_(world.chair)
    assert f"/meetings/{council.id}/formality" in client.get(f"/meetings/{council.id}/plan").text
    answer = client.post(f"/meetings/{council.id}/formality", {"formality": "parliamentary"})
    assert answer.status_code == 303
    assert db.session.get_one(Meeting, council.id).formality == Formality.PARLIAMENTARY
    answer = client.post(f"/meetings/{council.id}/formality", {"formality": "royal"})
    assert answer.status_code == 422


def test_a_talk_has_no_choice(world: World, client: Client) -> None:
    talk = plans.draft(world, "楼道灯", kind=MeetingKind.EVENING_TALK)
    client.as_(world.chair)
    assert "/formality" not in client.get(f"/meetings/{talk.id}/plan").text
    assert client.post(f"/meetings/{talk.id}/formality", {"formality": "parliamentary"}).status_code == 422


def test_a_motion_amended_and_carried_by_plain_forms(world: World, client: Client) -> None:
    item = ranks.council(world)
    client.as_(world.chair)
    home = f"/meetings/{item.meeting_id}/chair"

    def act(path: str, **fields: str) -> str:
        answer = client.post(path, fields)
        assert (answer.status_code, answer.location) == (303, home), answer.text[:600]
        return client.get(home).text

    assert f"/items/{item.id}/questions/main" in client.get(home).text
    page = act(f"/items/{item.id}/questions/main", title="换灯", text=ranks.TEXT, moved_by="叶知遥")
    main = newest()
    assert f"/questions/{main.id}/second" in page
    page = act(f"/questions/{main.id}/second", seconded_by="秦朗")
    assert f"/motions/{main.motion_id}/vote" in page
    page = act(
        f"/items/{item.id}/questions/amendment",
        title="改到月底", text=ranks.LATER, heading="换灯，月底前", moved_by="何静", seconded_by="周敏",
    )  # fmt: skip
    amendment = newest()
    assert "<ins>31</ins>" in page or "<ins>" in page
    assert page.count("disabled") >= 1, "what is not in order is shown, and cannot be chosen"
    page = act(f"/questions/{amendment.id}/consent")
    assert ranks.LATER in page
    page = act(f"/items/{item.id}/questions/procedure", kind="previous_question", moved_by="何静", seconded_by="周敏")
    close = newest()
    page = act(f"/questions/{close.id}/hands", **{"for": "22", "against": "9", "abstain": "1"})
    assert newest(Kind.CLOSE_DEBATE).state == Standing.CARRIED
    page = act(f"/motions/{main.motion_id}/vote")
    poll = db.session.get_one(Motion, main.motion_id).poll
    assert poll is not None
    assert (poll.question, poll.detail) == ("换灯，月底前", ranks.LATER)
    db.session.commit()
    evening.votes(world, poll, 30, 2)
    act(f"/meetings/{item.meeting_id}/polls/{poll.id}/closure", sure="1")
    page = act(f"/meetings/{item.meeting_id}/polls/{poll.id}/publication")
    assert f"/motions/{main.motion_id}/resolution" in page
    assert newest(Kind.MAIN).state == Standing.CARRIED


@pytest.mark.parametrize(
    ("part", "fields", "kept"),
    [
        ("main", {"title": "换灯", "text": ranks.TEXT}, ranks.TEXT),
        ("procedure", {"kind": "recess", "moved_by": "何静"}, "何静"),
        ("procedure", {"moved_by": "何静"}, "何静"),
        ("procedure", {"kind": "recess", "minutes": "900", "moved_by": "何静"}, "900"),
        ("procedure", {"kind": "recess", "minutes": "十分", "moved_by": "何静"}, "Give 1 to 240 minutes."),
        ("procedure", {"kind": "main", "moved_by": "何静"}, "何静"),
    ],
)
def test_what_was_typed_stays(world: World, client: Client, part: str, fields: dict[str, str], kept: str) -> None:
    item = ranks.council(world)
    client.as_(world.chair)
    answer = client.post(f"/items/{item.id}/questions/{part}", fields)
    assert answer.status_code == 422
    assert kept in answer.text
    assert "error" in answer.text


def test_hands_that_are_too_many_are_said_beside_the_field(world: World, client: Client) -> None:
    item = ranks.council(world)
    ranks.move(world, item)
    close = ranks.move(world, item, Kind.CLOSE_DEBATE)
    client.as_(world.chair)
    for typed in ("-1", "abc", "1.5", "99999999999999999999"):
        answer = client.post(f"/questions/{close.id}/hands", {"for": typed, "against": "1"})
        assert answer.status_code == 422
        assert "Give a number" in answer.text
    answer = client.post(f"/questions/{close.id}/hands", {"for": "40", "against": "1"})
    assert answer.status_code == 422
    assert 'id="hands-for-error"' in answer.text
    assert 'value="40"' in answer.text


def test_what_came_too_late_is_said(world: World, client: Client) -> None:
    item = ranks.council(world)
    ranks.move(world, item)
    client.as_(world.chair)
    answer = client.post(
        f"/items/{item.id}/questions/main", {"title": "又一个", "text": "文", "moved_by": "何静", "seconded_by": "周敏"}
    )
    assert answer.status_code == 409


def test_wall_and_phone_show_what_is_immediately_pending(world: World, client: Client) -> None:
    item = ranks.council(world)
    meeting = item.meeting
    ranks.move(world, item)
    ranks.move(world, item, Kind.AMEND)
    db.session.commit()
    wall = client.get(f"/meetings/{meeting.id}/projector?token={meeting.wall_token}").text
    client.as_(world.members[5])
    phone = client.get(f"/meetings/{meeting.id}").text
    for page in (wall, phone):
        assert "完工改为12月31日" in page
        assert "<ins>" in page
        assert "<del>" in page
    ranks.by_hands(world, ranks.move(world, item, Kind.RECESS))
    db.session.commit()
    wall = client.get(f"/meetings/{meeting.id}/projector?token={meeting.wall_token}").text
    assert 'data-test="recess"' in wall


def test_the_minutes_list_movers_seconders_and_results(world: World, client: Client) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    ranks.by_vote(world, ranks.move(world, item, Kind.AMEND))
    decide_by_consent(question=ranks.move(world, item, Kind.CLOSE_DEBATE), actor_id=world.chair.id)
    ranks.by_vote(world, main)
    adjourn(meeting=item.meeting, actor_id=world.chair.id)
    db.session.commit()
    client.as_(world.chair)
    page = client.get(f"/meetings/{item.meeting_id}/minutes?read=1&names=full").text
    for said in (ranks.MOVER, ranks.SECONDER, ranks.TEXT, ranks.LATER, "完工改为12月31日"):
        assert said in page


def test_the_minutes_leave_each_mover_their_own_words(world: World, client: Client) -> None:
    item = ranks.council(world)
    main, amendment = ranks.move(world, item), ranks.move(world, item, Kind.AMEND)
    ranks.by_vote(world, ranks.move(world, item, Kind.AMEND_AGAIN))
    ranks.by_vote(world, amendment)
    ranks.by_vote(world, main)
    client.as_(world.chair)
    page = client.get(f"/meetings/{item.meeting_id}/minutes?read=1&names=full&lang=en").text
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert f"Motion: {ranks.TEXT} (moved by {ranks.MOVER})" in words
    assert f"Changed to: {ranks.EARLIER} (by Amendment 1)" in words
    moved = f"(moved by {ranks.MOVER}, seconded by {ranks.SECONDER})"
    changed = "Changed to: 完工改为12月20日 (by Change to amendment 1)"
    assert f"Amendment 1 完工改为12月31日 {moved} {changed}" in words


def test_what_an_amendment_would_have_changed_stays_its_movers(world: World) -> None:
    item = ranks.council(world)
    ranks.move(world, item)
    ranks.by_vote(world, ranks.move(world, item, Kind.AMEND), for_=2, against=30)
    (facts,) = document(item.meeting, {})["items"][1]["motions"]
    assert "changed_by" not in facts


@pytest.mark.parametrize("path", ["second", "removal", "hands", "consent"])
def test_only_who_chairs_acts_on_questions(world: World, client: Client, path: str) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item, second="")
    client.as_(world.members[5])
    assert client.post(f"/questions/{main.id}/{path}", {"seconded_by": "何静"}).status_code == 403
    assert client.post("/questions/999999/" + path, {}).status_code == 404


def test_only_who_chairs_moves_and_only_who_plans_chooses(world: World, client: Client) -> None:
    item = ranks.council(world)
    draft = plans.draft(world, "路灯")
    client.as_(world.members[5])
    for part in ("main", "amendment", "procedure"):
        assert client.post(f"/items/{item.id}/questions/{part}", {}).status_code == 403
    assert client.post(f"/meetings/{draft.id}/formality", {"formality": "parliamentary"}).status_code == 404


def test_the_console_asks_as_often_with_many_questions(world: World, client: Client, count_queries: list[str]) -> None:
    item = ranks.council(world)
    client.as_(world.chair)
    ranks.move(world, item)

    def asked() -> int:
        db.session.commit()
        _kept.clear()
        count_queries.clear()
        console(client, item)
        return len(count_queries)

    asked()
    few = asked()
    for _time in range(5):
        decide_by_consent(question=ranks.move(world, item, Kind.AMEND), actor_id=world.chair.id)
    assert asked() <= few


@pytest.mark.parametrize("kind", ["recess", "limit_debate"])
def test_a_break_needs_its_minutes_and_the_form_says_so(world: World, client: Client, kind: str) -> None:
    item = ranks.council(world)
    if kind == "limit_debate":
        ranks.move(world, item)
    db.session.commit()
    client.as_(world.chair)
    fields = {"kind": kind, "moved_by": "何静", "seconded_by": "秦朗"}
    answer = client.post(f"/items/{item.id}/questions/procedure?lang=en", fields)
    assert answer.status_code == 422
    label = re.search(r'<label for="[a-z-]*minutes">(.*?)</label>', answer.text, re.S)
    assert label is not None
    assert label[1].strip() == "How many minutes"
    assert "Say how many minutes." in answer.text
    assert client.post(f"/items/{item.id}/questions/procedure", {**fields, "minutes": "5"}).status_code == 303
