"""A point of order of somebody whom the chair wrote down by the number of their seat."""

from council.meetings.operations.session import adjourn
from council.meetings.order.operations import enter_point
from council.meetings.order.rules import About
from council.minutes.facts import document
from council.minutes.rules import redacted
from council.web.formats import masked
from tests.meetings import evening
from tests.meetings.orders import ruled
from tests.support.world import World


def test_a_seat_number_is_not_masked(world: World) -> None:
    item = evening.with_item(world)
    for name in ("12号", "周围观"):
        point = enter_point(meeting=item.meeting, name=name, about=About.TOPIC, actor_id=world.chair.id)
        ruled(world, point)
    adjourn(meeting=item.meeting, actor_id=world.chair.id)
    public = redacted(document(item.meeting, {}), mask=masked)
    by = [point["by"]["name"] for each in public["items"] for point in each.get("points", [])]
    assert by == ["12号", "周**"]
