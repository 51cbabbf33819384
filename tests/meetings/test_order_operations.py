"""Points of order and appeals: who may raise one, what it stops, how it is ruled on, when an appeal is too late."""

from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.journal.queries import history
from council.meetings.cards.operations import print_cards
from council.meetings.floor import operations as floor
from council.meetings.floor.models import Speech
from council.meetings.floor.rules import Stance
from council.meetings.loading import load_room
from council.meetings.models import AgendaItem, MeetingKind
from council.meetings.motions.operations import Hands
from council.meetings.motions.rules import Kind
from council.meetings.operations.session import adjourn, close_item, leave, open_item
from council.meetings.operations.undoing import take_back
from council.meetings.operations.votes import close_vote, open_straw_poll, open_vote, publish_vote
from council.meetings.order.appealing import appeal, decide_appeal, drop_appeal, enter_appeal, second_appeal
from council.meetings.order.operations import enter_point, hear_point, put_off_point, raise_point, withdraw_point
from council.meetings.order.rules import About, Appeal, Stage
from tests.meetings import evening, orders, ranks
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")


def speech_on(world: World, item: AgendaItem, number: int = 8) -> Speech:
    floor.raise_hand(meeting=item.meeting, person_id=world.members[number].id, stance=Stance.FOR)
    speech = floor.give_floor(meeting=item.meeting, after=None, actor_id=world.chair.id)
    assert speech is not None
    return speech


def test_a_point_interrupts_and_the_clock_goes_on_after_the_ruling(world: World) -> None:
    item, now = evening.with_item(world), clock.now()
    with clock.stopped(now):
        speech = speech_on(world, item)
    with clock.stopped(now + timedelta(seconds=40)):
        point = orders.raised(world, item)
        assert (point.state, speech.spent, speech.running_since) == (Stage.HEARD, 40, None)
        with pytest.raises(Conflict, match="being heard"):
            floor.pause_speech(speech=speech, paused=False, actor_id=world.chair.id)
    with clock.stopped(now + timedelta(seconds=100)):
        for _time in range(2):
            orders.ruled(world, point, well_taken=False, word="仍在议题内")
        assert (orders.fresh(point).state, point.ruling) == (Stage.NOT_WELL_TAKEN, "仍在议题内")
        assert speech.clock.spent_at(clock.now()) == 40
        assert speech.running_since == clock.now()


def test_a_clock_that_the_chair_stopped_stays_stopped(world: World) -> None:
    item = evening.with_item(world)
    speech = speech_on(world, item)
    floor.pause_speech(speech=speech, paused=True, actor_id=world.chair.id)
    orders.ruled(world, orders.raised(world, item))
    assert speech.running_since is None


def test_points_are_heard_one_after_the_other(world: World) -> None:
    item = evening.with_item(world)
    speech = speech_on(world, item)
    first, second = orders.raised(world, item, 5), orders.raised(world, item, 6)
    assert (first.state, second.state) == (Stage.HEARD, Stage.WAITING)
    with pytest.raises(Conflict, match="Another point"):
        hear_point(point=second, actor_id=world.chair.id)
    orders.ruled(world, first)
    assert speech.running_since is None, "another waits"
    with pytest.raises(Conflict, match="being heard"):
        floor.give_floor(meeting=item.meeting, after=speech.id, actor_id=world.chair.id)
    for _time in range(2):
        hear_point(point=second, actor_id=world.chair.id)
    withdraw_point(point=second, actor_id=world.members[6].id)
    assert (orders.fresh(second).state, speech.running_since is not None) == (Stage.WITHDRAWN, True)


def test_one_point_a_person_and_a_brake_an_item(world: World) -> None:
    item = evening.with_item(world)
    point = orders.raised(world, item)
    with pytest.raises(Conflict, match="still open"):
        orders.raised(world, item)
    orders.ruled(world, point, well_taken=True)
    for _time in range(2):
        orders.ruled(world, orders.raised(world, item), well_taken=False)
    with pytest.raises(Conflict, match="Ask the chair"):
        orders.raised(world, item)
    name = world.members[5].name
    enter_point(meeting=item.meeting, name=name, about=About.TURN, actor_id=world.chair.id)
    assert orders.raised(world, item, 6).state == Stage.WAITING


def test_the_chair_may_write_a_seat_number(world: World) -> None:
    item = ranks.council(world)
    rows = print_cards(meeting=item.meeting, actor_id=world.chair.id)
    written = next(str(row.number) for row in rows if row.person.id == world.members[5].id)
    point = enter_point(meeting=item.meeting, name=written, about=About.TURN, actor_id=world.chair.id)
    assert point.person_id == world.members[5].id
    gone = next(str(row.number) for row in rows if row.person.id == world.members[45].id)
    other = enter_point(meeting=item.meeting, name=gone, about=About.TURN, actor_id=world.chair.id)
    assert (other.person_id, other.name) == (None, gone), "who is not here raises none"


def test_sent_twice_it_is_raised_once(world: World) -> None:
    item = evening.with_item(world)
    again = {"meeting": item.meeting, "person_id": world.members[5].id, "about": About.TIME}
    first = raise_point(**again, key="k1")  # type: ignore[arg-type]
    assert raise_point(**again, key="k1").id == first.id  # type: ignore[arg-type]


def test_who_may_not_and_when_not(world: World) -> None:
    item = evening.with_item(world)
    with pytest.raises(Conflict, match="members who are here"):
        orders.raised(world, item, 45)
    with pytest.raises(Invalid) as refused:
        orders.raised(world, item, about=About.OTHER)
    assert refused.value.field == "words"
    with pytest.raises(Invalid):
        orders.raised(world, item, words="打13912345678")
    with pytest.raises(Invalid) as refused:
        enter_point(meeting=item.meeting, name="", about=About.TOPIC, actor_id=world.chair.id)
    assert refused.value.field == "name"
    poll = open_straw_poll(item=item, question="同意吗？", actor_id=world.chair.id)
    with pytest.raises(Conflict, match="vote is open"):
        orders.raised(world, item)
    close_vote(poll=poll, meeting=item.meeting, actor_id=world.chair.id)
    publish_vote(poll=poll, meeting=item.meeting, actor_id=world.chair.id)
    close_item(item=item, postponed=False, actor_id=world.chair.id)
    with pytest.raises(Conflict, match="No item is on"):
        orders.raised(world, item)


def test_a_talk_has_none(world: World) -> None:
    item = evening.with_item(world, kind=MeetingKind.EVENING_TALK, present=9)
    with pytest.raises(Conflict, match="talk has no points"):
        orders.raised(world, item)


def test_the_clock_stands_while_any_point_is_heard(world: World) -> None:
    item = evening.with_item(world)
    speech = speech_on(world, item)
    first, second, third = (orders.raised(world, item, number) for number in (5, 6, 7))
    orders.ruled(world, first)
    hear_point(point=third, actor_id=world.chair.id)
    withdraw_point(point=second, actor_id=world.members[6].id)
    assert speech.running_since is None, "the third is still heard"
    orders.ruled(world, third)
    assert speech.running_since is not None


def test_the_clock_stands_through_an_appeal_though_a_waiting_point_goes(world: World) -> None:
    item = ranks.council(world)
    speech = speech_on(world, item)
    first, second = orders.raised(world, item, 5), orders.raised(world, item, 6)
    orders.ruled(world, first)
    appeal(point=first, person_id=world.members[7].id)
    withdraw_point(point=second, actor_id=world.members[6].id)
    assert speech.running_since is None
    drop_appeal(point=first, actor_id=world.chair.id)
    assert speech.running_since is not None


def test_each_point_put_off_is_heard_before_the_next_speaker(world: World) -> None:
    item = evening.with_item(world)
    speech = speech_on(world, item)
    floor.raise_hand(meeting=item.meeting, person_id=world.members[9].id, stance=Stance.AGAINST)
    points = [orders.raised(world, item, number) for number in (5, 6)]
    for point in points:
        put_off_point(point=point, actor_id=world.chair.id)
    after: int | None = speech.id
    for point in points:
        assert floor.give_floor(meeting=item.meeting, after=after, actor_id=world.chair.id) is None
        assert orders.fresh(point).state == Stage.HEARD
        orders.ruled(world, point)
        after = None
    assert floor.give_floor(meeting=item.meeting, after=None, actor_id=world.chair.id) is not None


def test_put_off_until_the_speech_ends(world: World) -> None:
    item = evening.with_item(world)
    speech = speech_on(world, item)
    floor.raise_hand(meeting=item.meeting, person_id=world.members[9].id, stance=Stance.AGAINST)
    point = orders.raised(world, item)
    for _time in range(2):
        put_off_point(point=point, actor_id=world.chair.id)
    assert (point.state, speech.running_since is not None) == (Stage.PUT_OFF, True)
    assert floor.give_floor(meeting=item.meeting, after=speech.id, actor_id=world.chair.id) is None
    assert orders.fresh(point).state == Stage.HEARD
    with pytest.raises(Conflict, match="Nobody speaks"):
        put_off_point(point=point, actor_id=world.chair.id)
    orders.ruled(world, point)
    assert floor.give_floor(meeting=item.meeting, after=None, actor_id=world.chair.id) is not None


def test_no_business_before_the_ruling(world: World) -> None:
    motion = evening.with_motion(world)
    item, by = motion.item, {"actor_id": world.chair.id}
    point = orders.raised(world, item)
    for act in (
        lambda: open_vote(motion=motion, **by),
        lambda: open_straw_poll(item=item, question="？", **by),
        lambda: open_item(item=item.meeting.items[2], **by),
        lambda: close_item(item=item, postponed=True, **by),
        lambda: adjourn(meeting=item.meeting, **by),
        lambda: evening.put(world, item),
    ):
        with pytest.raises(Conflict, match="waits for your ruling"):
            act()
    orders.ruled(world, point)
    open_vote(motion=motion, **by)


def test_a_point_after_the_count_is_ruled_on_before_the_result_is_shown(world: World) -> None:
    poll = evening.with_vote(world)
    meeting, item = evening.meeting_of(poll), evening.motion_of(poll).item
    evening.votes(world, poll, 20, 5)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    point = orders.raised(world, item, about=About.RULES)
    with pytest.raises(Conflict, match="waits for your ruling"):
        publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    orders.ruled(world, point)
    assert publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id).state == "published"


def test_who_goes_takes_a_waiting_point_along(world: World) -> None:
    item = evening.with_item(world)
    heard, waits = orders.raised(world, item, 5), orders.raised(world, item, 6)
    for number in (5, 6):
        leave(meeting=item.meeting, person_id=world.members[number].id)
    assert (orders.fresh(heard).state, orders.fresh(waits).state) == (Stage.HEARD, Stage.WITHDRAWN)


def test_an_item_opened_too_soon_takes_its_points_back(world: World) -> None:
    item = evening.with_item(world)
    after = item.meeting.items[2]
    open_item(item=after, actor_id=world.chair.id)
    point = orders.raised(world, after)
    take_back(meeting=item.meeting, actor_id=world.chair.id)
    assert orders.fresh(point).state == Stage.LAPSED


def appealed(world: World, *, well_taken: bool = False) -> tuple[AgendaItem, object]:
    item = ranks.council(world)
    point = orders.ruled(world, orders.raised(world, item), well_taken=well_taken)
    return item, appeal(point=point, person_id=world.members[7].id)


def decided(world: World, point: object, for_: int, against: int) -> object:
    return decide_appeal(point=point, hands=Hands(for_, against, 0), actor_id=world.chair.id)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("for_", "against", "outcome"), [(12, 9, "sustained"), (9, 9, "sustained"), (8, 9, "overturned")]
)
def test_the_hands_decide_and_a_tie_sustains_the_chair(world: World, for_: int, against: int, outcome: str) -> None:
    item = ranks.council(world)
    ranks.move(world, item)
    speech = speech_on(world, item)
    point = orders.ruled(world, orders.raised(world, item), well_taken=False)
    assert speech.running_since is not None
    for _time in range(2):
        appeal(point=point, person_id=world.members[7].id)
    assert (point.appeal, speech.running_since) == (Appeal.MOVED, None)
    with pytest.raises(Conflict, match="needs a second"):
        decided(world, point, 1, 0)
    with pytest.raises(Invalid, match="Somebody else"):
        second_appeal(point=point, seconded_by=world.members[7].name, actor_id=world.chair.id)
    with pytest.raises(Conflict, match="appeal is before"):
        ranks.move(world, item, Kind.AMEND)
    second_appeal(point=point, seconded_by=world.members[5].name, actor_id=world.chair.id)
    for hands in (Hands(40, 1, 0), Hands(0, 0, 3)):
        with pytest.raises(Invalid):
            decide_appeal(point=point, hands=hands, actor_id=world.chair.id)
    for _time in range(2):
        decided(world, point, for_, against)
    assert orders.fresh(point).appeal == outcome
    assert speech.running_since is not None


def test_no_appeal_in_a_simple_meeting_nor_after_the_next_business(world: World) -> None:
    item = evening.with_item(world)
    simple = orders.ruled(world, orders.raised(world, item))
    with pytest.raises(Conflict, match="only in a meeting"):
        appeal(point=simple, person_id=world.members[7].id)


@pytest.mark.parametrize("business", ["move", "give", "point"])
def test_an_appeal_comes_at_once_or_not_at_all(world: World, business: str) -> None:
    item = ranks.council(world)
    point = orders.ruled(world, orders.raised(world, item), well_taken=False)
    {
        "move": lambda: ranks.move(world, item),
        "give": lambda: speech_on(world, item),
        "point": lambda: orders.ruled(world, orders.raised(world, item, 6)),
    }[business]()
    with pytest.raises(Conflict, match="at once or not at all"):
        appeal(point=point, person_id=world.members[7].id)


def test_who_may_appeal(world: World) -> None:
    item = ranks.council(world)
    heard = orders.raised(world, item)
    with pytest.raises(Conflict, match="has not ruled"):
        appeal(point=heard, person_id=world.members[7].id)
    point = orders.ruled(world, heard, well_taken=False)
    with pytest.raises(Conflict, match="Another member"):
        appeal(point=point, person_id=world.members[5].id)
    with pytest.raises(Conflict, match="members who are here"):
        appeal(point=point, person_id=world.members[45].id)
    with pytest.raises(Conflict, match="Another member"):
        enter_appeal(point=point, name=world.members[5].name, actor_id=world.chair.id)
    enter_appeal(point=point, name="12号座", seconded_by="何静", actor_id=world.chair.id)
    assert point.appeal == Appeal.PENDING
    decided(world, point, 3, 9)
    with pytest.raises(Conflict, match="appealed already"):
        appeal(point=point, person_id=world.members[8].id)


def test_an_appeal_that_nobody_seconds_or_that_is_withdrawn(world: World) -> None:
    _item, point = appealed(world)
    for _time in range(2):
        drop_appeal(point=point, actor_id=world.chair.id)  # type: ignore[arg-type]
    assert point.appeal == Appeal.NO_SECOND  # type: ignore[attr-defined]
    with pytest.raises(Conflict, match="no longer before"):
        second_appeal(point=point, seconded_by="何静", actor_id=world.chair.id)  # type: ignore[arg-type]


def test_a_point_that_waits_is_heard_after_the_appeal(world: World) -> None:
    item, point = appealed(world)
    later = orders.raised(world, item, 9)
    assert later.state == Stage.WAITING
    with pytest.raises(Conflict, match="Another point"):
        hear_point(point=later, actor_id=world.chair.id)
    drop_appeal(point=point, actor_id=world.chair.id)  # type: ignore[arg-type]
    hear_point(point=later, actor_id=world.chair.id)
    assert orders.fresh(later).state == Stage.HEARD


def test_the_journal_tells_it_without_names_and_words(world: World) -> None:
    item = ranks.council(world)
    point = orders.ruled(world, orders.raised(world, item, words="跑题到停车了"), well_taken=True, word="请回到正题")
    appeal(point=point, person_id=world.members[7].id)
    second_appeal(point=point, seconded_by="何静", actor_id=world.chair.id)
    decided(world, point, 12, 9)
    entries = [each for each in history("meeting", item.meeting_id) if each.action.startswith("meetings.point.")]
    assert [each.action.rsplit(".", 1)[1] for each in entries] == [
        "raised", "heard", "ruled", "appealed", "appeal_seconded", "appeal_settled",
    ]  # fmt: skip
    assert (entries[-1].data["for"], entries[-1].data["outcome"]) == (12, "sustained")
    assert not any("停车" in str(each.data) or "何静" in str(each.data) for each in entries)


def test_the_room_shows_one_point_and_the_latest_ruling(world: World) -> None:
    item = ranks.council(world)
    point = orders.raised(world, item)
    order = load_room(item.meeting_id).order
    assert order.heard is not None
    assert (order.heard.id, order.heard.name, order.latest) == (point.id, world.members[5].name, None)
    orders.ruled(world, point)
    order = load_room(item.meeting_id).order
    assert order.latest is not None
    assert (order.heard, order.latest.id, order.may_appeal) == (None, point.id, True)
    ranks.move(world, item)
    assert load_room(item.meeting_id).order.latest is None


def test_phones_hear_of_the_first_of_many_points(world: World) -> None:
    item = evening.with_item(world)
    first, *_others = [orders.raised(world, item, number) for number in (5, 6, 7, 8)]
    before = load_room(item.meeting_id).order.key
    orders.ruled(world, first)
    assert load_room(item.meeting_id).order.key != before
    db.session.commit()
