"""Who writes, approves, publishes, and reads a draft."""

import pytest

from council.minutes.permissions import MinutesAct
from council.permits.permission import allows
from tests.minutes.evening import Evening

EVERYONE = (
    "resident",
    "neighbour",
    "stranger",
    "chair",
    "recorder",
    "grid_officer",
    "supervisor",
    "community_staff",
    "street_staff",
    "partner",
)
WRITERS = {"chair", "recorder"}
WHO_MAY = {
    MinutesAct.WRITE: WRITERS,
    MinutesAct.APPROVE: WRITERS,
    MinutesAct.PUBLISH: WRITERS,
    MinutesAct.VIEW_DRAFT: WRITERS | {"supervisor", "community_staff", "street_staff"},
}


@pytest.mark.parametrize("act", list(MinutesAct))
def test_who_may_do_what(evening: Evening, act: MinutesAct) -> None:
    world = evening.world
    may = {part for part in EVERYONE if allows(world.actor(getattr(world, part)), act, evening.meeting)}
    assert may == WHO_MAY[act]


def test_a_member_reads_the_draft_and_writes_nothing(evening: Evening) -> None:
    member = evening.world.actor(evening.world.members[20])
    assert allows(member, MinutesAct.VIEW_DRAFT, evening.meeting)
    assert not allows(member, MinutesAct.WRITE, evening.meeting)
