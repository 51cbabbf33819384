"""Points of order in a few words."""

from council.base.db import db
from council.meetings.models import AgendaItem
from council.meetings.order.models import PointOfOrder
from council.meetings.order.operations import raise_point, rule_on
from council.meetings.order.rules import About
from tests.support.world import World


def raised(
    world: World, item: AgendaItem, number: int = 5, about: About = About.TOPIC, words: str = ""
) -> PointOfOrder:
    """Member `number` raises one."""
    return raise_point(meeting=item.meeting, person_id=world.members[number].id, about=about, words=words)


def ruled(world: World, point: PointOfOrder, *, well_taken: bool = True, word: str = "") -> PointOfOrder:
    """The chair rules."""
    return rule_on(point=point, well_taken=well_taken, word=word, actor_id=world.chair.id)


def fresh(point: PointOfOrder) -> PointOfOrder:
    """As it stands in the database."""
    return db.session.get_one(PointOfOrder, point.id, populate_existing=True)
