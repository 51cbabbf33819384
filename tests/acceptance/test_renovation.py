"""S6: 176 people spend 120,000 yuan on eight ideas, one of which is paid for already; by both greedy rules."""

import pytest
from sqlalchemy import insert

from council.base import clock
from council.base.db import db, transaction
from council.journal.rules import canonical
from council.polls.kinds import Electorate, option_key
from council.polls.models import Ballot, Poll, RollEntry
from council.polls.operations import close_poll, publish_result
from council.polls.planning.checks import NewOption
from council.polls.planning.operations import begin_poll, exclude_option, plan_poll
from council.polls.results import counted_view
from council.residents.operations import enrol
from tests.support.client import Client
from tests.support.world import World

IDEAS = (
    ("疏通下水道", 38_000, 141),
    ("楼道灯", 18_000, 133),
    ("四个探头", 32_000, 118),
    ("自行车棚", 46_000, 117),
    ("扶手长椅", 21_600, 96),
    ("健身器材", 25_000, 83),
    ("外墙粉刷", 8_800, 40),
)
VOTERS = 176


def renovation(world: World, method: str) -> Poll:
    poll = plan_poll(
        place=world.building,
        template="budget",
        question="12万元怎么用？",
        method=method,
        options=[*(NewOption(title, cost) for title, cost, _votes in IDEAS), NewOption("楼顶防水", 20_000)],
        settings={"budget": 120_000, "at_most": 5},
        electorate=Electorate.PERSONS,
        actor_id=world.chair.id,
    )
    roof = poll.options[-1].id
    exclude_option(poll=poll, option_id=roof, reason="已列入政府项目", actor_id=world.chair.id)
    return begin_poll(poll=poll, actor_id=world.chair.id)


def vote(poll: Poll) -> None:
    """The 176 ballots as rows; that casting writes just these is shown elsewhere."""
    entries = db.session.scalars(db.select(RollEntry).where(RollEntry.poll_id == poll.id)).all()[:VOTERS]
    chosen: list[list[str]] = [[] for _voter in range(VOTERS)]
    free = 0
    for at, (_title, _cost, votes) in enumerate(IDEAS):
        for _mark in range(votes):
            chosen[free % VOTERS].append(option_key(at))
            free += 1
    now = clock.now()
    ballots = []
    for entry, keys in zip(entries, chosen, strict=True):
        entry.marked_at = now
        ballots.append(
            {"poll_id": poll.id, "roll_entry_id": entry.id, "choice": "marks", "marks": canonical(keys), "cast_at": now}
        )
    db.session.execute(insert(Ballot), ballots)
    db.session.commit()


@pytest.fixture
def crowd(world: World) -> None:
    """As many adults in the building as vote."""
    with transaction():
        for number in range(VOTERS):
            enrol(key=f"s6-{number}", name=f"邻居{number:03d}", place=world.building)


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize(
    ("method", "says", "taken", "spent"),
    [
        ("pb-greedy-skip", "passed over", {0, 1, 2, 4, 6}, 118_400),
        ("pb-greedy-stop", "until one does not fit", {0, 1, 2}, 88_000),
    ],
)
def test_the_rule_is_printed_before_and_holds_after(
    client: Client, world: World, method: str, says: str, taken: set[int], spent: int
) -> None:
    poll = renovation(world, method)
    page = client.as_(world.resident).get(f"/polls/{poll.id}").text
    assert says in page, "which of the two rules holds stands on the ballot before anybody votes"
    assert "120,000 yuan to spend" in page
    assert "已列入政府项目" in page
    vote(poll)
    publish_result(poll=close_poll(poll=poll, actor_id=world.chair.id), actor_id=world.chair.id)
    view = counted_view(poll)
    assert view is not None
    assert set(view.winners) == {IDEAS[at][0] for at in taken}
    assert (view.count["spent"], view.count["left"]) == (spent, 120_000 - spent)
    assert {title: votes for title, _cost, votes, _why in view.budget if votes} == {t: v for t, _c, v in IDEAS}
    assert f"{spent:,}" in client.get(f"/polls/{poll.id}").text
