"""Points of order on the pages: the phone's plain form, the chair's forms, what wall and phones say; who may not."""

import pytest

from council.base.db import db
from council.meetings.models import AgendaItem, ItemState, MeetingState
from council.meetings.motions.rules import Kind, Standing
from council.meetings.operations.session import adjourn
from council.meetings.order.appealing import enter_appeal
from council.meetings.order.models import PointOfOrder
from council.meetings.order.rules import Appeal, Stage
from tests.meetings import evening, orders, ranks
from tests.support.client import Client
from tests.support.world import World


def newest() -> PointOfOrder:
    found = db.session.scalars(db.select(PointOfOrder).order_by(PointOfOrder.id.desc())).first()
    assert found is not None
    return db.session.get_one(PointOfOrder, found.id, populate_existing=True)


def console(client: Client, item: AgendaItem) -> str:
    return client.get(f"/meetings/{item.meeting_id}/chair?lang=en").text


def test_raised_on_the_phone_and_withdrawn_by_plain_forms(world: World, client: Client) -> None:
    item = evening.with_item(world)
    home = f"/meetings/{item.meeting_id}"
    client.as_(world.members[5])
    assert f"{home}/points/new" in client.get(home).text
    assert 'name="about"' in client.get(f"{home}/points/new").text
    answer = client.post(f"{home}/points", {"about": "turn"})
    assert (answer.status_code, answer.location) == (303, home)
    page = client.get(home).text
    assert 'data-test="my-point"' in page
    assert 'data-test="point-of-order"' not in page
    answer = client.post(f"{home}/points/withdrawn", {})
    assert answer.status_code == 303
    assert newest().state == Stage.WITHDRAWN
    client.post(f"{home}/points/withdrawn", {})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose what is not in order."),
        ({"about": "other", "words": "   "}, "Say in a few words"),
        ({"about": "weather", "words": "下雨了"}, "下雨了"),
        ({"about": "topic", "words": "长" * 61}, "under 60"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    world: World, client: Client, fields: dict[str, str], said: str
) -> None:
    item = evening.with_item(world)
    client.as_(world.members[5])
    client.get("/?lang=en")
    for htmx in (False, True):
        headers = {"HX-Request": "true"} if htmx else {}
        answer = client.post(f"/meetings/{item.meeting_id}/points", fields, headers=headers)
        assert answer.status_code == 422
        assert said in answer.text
        assert "-error" in answer.text


def test_a_second_point_is_refused_in_words_and_what_was_typed_stays(world: World, client: Client) -> None:
    item = evening.with_item(world)
    orders.raised(world, item)
    client.as_(world.members[5])
    answer = client.post(f"/meetings/{item.meeting_id}/points", {"about": "other", "words": "又来了"})
    assert answer.status_code == 409
    assert "又来了" in answer.text


def test_the_wall_and_the_phones_say_that_one_is_heard_and_the_words_after_the_ruling(
    world: World, client: Client
) -> None:
    item = evening.with_item(world)
    meeting, wall = item.meeting, f"/meetings/{item.meeting_id}/projector?token={item.meeting.wall_token}"
    point = orders.raised(world, item, words="说到停车去了")
    page = client.get(wall).text
    assert 'data-test="wall-order"' in page
    assert "停车" not in page
    client.as_(world.members[9])
    page = client.get(f"/meetings/{meeting.id}").text
    assert 'data-test="order-heard"' in page
    assert "停车" not in page
    client.as_(world.chair)
    page = console(client, item)
    assert page.index('data-test="point-heard"') < page.index('data-test="current-item"')
    assert "停车" in page
    client.post(f"/points-of-order/{point.id}/well-taken", {"word": "请回到正题"})
    assert (newest().state, newest().ruling) == (Stage.WELL_TAKEN, "请回到正题")
    page = client.get(wall).text
    assert 'data-test="wall-order"' not in page
    assert "停车" in page
    client.as_(world.members[9])
    assert "请回到正题" in client.get(f"/meetings/{meeting.id}").text


def test_an_appeal_by_plain_forms(world: World, client: Client) -> None:
    item = ranks.council(world)
    home = f"/meetings/{item.meeting_id}/chair"
    client.as_(world.chair)

    def act(path: str, **fields: str) -> str:
        answer = client.post(path, fields)
        assert (answer.status_code, answer.location) == (303, home), answer.text[:600]
        return client.get(f"{home}?lang=en").text

    page = act(f"/meetings/{item.meeting_id}/points/entered", name="12号座", about="time")
    assert "12号座" in page
    path = f"/points-of-order/{newest().id}"
    act(f"{path}/not-well-taken")
    client.as_(world.members[7])
    assert 'data-test="appeal"' in client.get(f"/meetings/{item.meeting_id}").text
    appeals, ruling = f"/meetings/{item.meeting_id}/appeals", newest().id
    for seen in ({}, {"ruling": ruling + 1}):
        assert client.post(appeals, seen).status_code == 409, "another ruling than the one on the phone"
    assert client.post(appeals, {"ruling": ruling}).status_code == 303
    client.as_(world.chair)
    client.post(f"/meetings/{item.meeting_id}/chair/driver", {})
    page = console(client, item)
    assert f"{path}/appeal/second" in page
    assert client.post(f"{path}/appeal/second", {}).status_code == 422
    page = act(f"{path}/appeal/second", seconded_by="何静")
    answer = client.post(f"{path}/appeal/hands", {"for": "90", "against": "1"})
    assert answer.status_code == 422
    assert 'value="90"' in answer.text
    page = act(f"{path}/appeal/hands", **{"for": "12", "against": "9"})
    assert "the ruling stands, 12 to 9" in page
    assert newest().appeal == Appeal.SUSTAINED
    assert client.post(f"{path}/appeal", {"name": "周敏"}).status_code == 409


@pytest.mark.parametrize(
    "path",
    [
        "hearing",
        "delay",
        "removal",
        "well-taken",
        "not-well-taken",
        "appeal",
        "appeal/second",
        "appeal/removal",
        "appeal/hands",
    ],
)
def test_only_who_chairs_rules(world: World, client: Client, path: str) -> None:
    item = ranks.council(world)
    point = orders.raised(world, item)
    client.as_(world.members[9])
    fields = {"name": "何静", "seconded_by": "周敏", "for": "1"}
    assert client.post(f"/points-of-order/{point.id}/{path}", fields).status_code == 403
    assert client.post(f"/points-of-order/999999/{path}", fields).status_code == 404
    assert client.post(f"/meetings/{item.meeting_id}/points/entered", fields | {"about": "time"}).status_code == 403
    assert orders.fresh(point).state == Stage.HEARD


def test_who_is_not_a_member_here_sees_no_button(world: World, client: Client) -> None:
    item = evening.with_item(world)
    client.as_(world.members[45])
    assert 'data-test="point-of-order"' not in client.get(f"/meetings/{item.meeting_id}").text
    assert client.post(f"/meetings/{item.meeting_id}/points", {"about": "time"}).status_code == 409


def test_the_minutes_list_points_and_appeals(world: World, client: Client) -> None:
    item = ranks.council(world)
    point = orders.raised(world, item, words="说到停车去了")
    orders.ruled(world, point, word="请回到正题")
    enter_appeal(point=point, name="6栋叶知遥", seconded_by="何静", actor_id=world.chair.id)
    db.session.commit()
    client.as_(world.chair)
    client.post(f"/points-of-order/{point.id}/appeal/hands", {"for": "12", "against": "9"})
    adjourn(meeting=item.meeting, actor_id=world.chair.id)
    db.session.commit()
    page = client.get(f"/meetings/{item.meeting_id}/minutes?read=1&names=full&lang=en").text
    for said in (world.members[5].name, "停车", "Ruled well taken", "请回到正题", "the ruling stands, 12 to 9", "何静"):
        assert said in page


@pytest.mark.parametrize("step", ["opening", "closing"])
def test_a_pending_motion_is_asked_about_before_it_falls(world: World, client: Client, step: str) -> None:
    item = ranks.council(world)
    main, meeting = ranks.move(world, item), item.meeting
    ranks.move(world, item, Kind.AMEND)
    db.session.commit()
    path = {"opening": f"/items/{meeting.items[2].id}/opening", "closing": f"/meetings/{meeting.id}/closing"}[step]
    client.as_(world.chair)
    answer = client.post(path, {})
    assert answer.status_code == 200
    assert 'data-test="falls"' in answer.text
    assert ranks.TITLE in answer.text
    assert (ranks.fresh(main).state, meeting.state) == (Standing.PENDING, MeetingState.IN_SESSION)
    assert client.post(path, {"sure": "1"}).status_code == 303
    assert ranks.fresh(main).state == Standing.FALLEN


def test_in_a_simple_meeting_a_recorded_motion_is_asked_about_too(world: World, client: Client) -> None:
    motion = evening.with_motion(world)
    item, after = motion.item, motion.item.meeting.items[2]
    client.as_(world.chair)
    assert 'data-test="falls"' in client.post(f"/items/{after.id}/opening", {}).text
    assert client.post(f"/items/{item.id}/opening", {}).status_code == 303
    assert client.post(f"/items/{after.id}/opening", {"sure": "1"}).status_code == 303
    assert db.session.get_one(AgendaItem, item.id, populate_existing=True).state == ItemState.DONE


def test_putting_an_item_off_asks_nothing(world: World, client: Client) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    db.session.commit()
    client.as_(world.chair)
    assert 'data-test="falls"' in client.post(f"/items/{item.id}/closing", {"postponed": "0"}).text
    assert client.post(f"/items/{item.id}/closing", {"postponed": "1"}).status_code == 303
    assert ranks.fresh(main).state == Standing.PUT_OFF


def test_the_wall_says_once_what_comes_first_and_not_the_ruling_during_an_appeal(world: World, client: Client) -> None:
    item = evening.with_item(world)
    meeting = item.meeting
    at = f"/meetings/{meeting.id}/projector?token={meeting.wall_token}&lang=en"
    orders.raised(world, item)
    db.session.commit()
    page = client.get(at).text
    assert page.count("One thing at a time") == 1
    assert "the chair rules first" not in page.lower()


def test_during_an_appeal_the_foot_speaks_of_the_appeal(world: World, client: Client) -> None:
    item = ranks.council(world)
    meeting = item.meeting
    point = orders.ruled(world, orders.raised(world, item), well_taken=False)
    enter_appeal(point=point, name="何静", seconded_by="秦朗", actor_id=world.chair.id)
    db.session.commit()
    page = client.get(f"/meetings/{meeting.id}/projector?token={meeting.wall_token}&lang=en").text
    assert "first the appeal is decided" in page
    assert "the chair rules first" not in page.lower()


def test_a_motion_without_a_second_is_not_about_to_be_voted_on(world: World, client: Client) -> None:
    item = ranks.council(world)
    ranks.move(world, item, second="")
    db.session.commit()
    page = client.as_(world.members[5]).get(f"/meetings/{item.meeting_id}?lang=en").text
    assert "Waits for a second" in page
    assert "Vote comes next" not in page
