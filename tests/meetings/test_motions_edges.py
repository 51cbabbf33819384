"""Where questions by rank could slip through: votes not shown, two measures of owners, answers lost on their way."""

import pytest

from council.base.errors import Conflict
from council.meetings.loading import load_room
from council.meetings.models import ItemState, Meeting
from council.meetings.motions.models import Question
from council.meetings.motions.operations import Hands, Words, decide_by_consent, decide_by_hands
from council.meetings.motions.rules import Formality, Kind, Standing
from council.meetings.operations.session import close_item, open_item
from council.meetings.operations.votes import close_vote, open_vote, publish_vote
from council.meetings.steps import Step, next_step
from council.residents.models import Person
from tests.meetings import evening, ranks
from tests.meetings.test_owners_assembly import EVERYONE, TOO_FEW_HEADS, assembly, come, count, owners, vote
from tests.support.client import Client
from tests.support.world import World

__all__ = ["owners"]  # a fixture

pytestmark = pytest.mark.usefixtures("english")


def moved(world: World, meeting: Meeting, *, heavier: bool = False) -> Question:
    """The main motion of an owners' assembly, seconded."""
    item = open_item(item=meeting.items[0], actor_id=world.chair.id)
    return ranks.move(world, item, words=Words("加装电梯", "同意加装电梯。", heavier=heavier))


def test_a_vote_that_nobody_was_shown_keeps_the_item(world: World) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    assert main.motion is not None
    by = {"meeting": item.meeting, "actor_id": world.chair.id}
    poll = open_vote(motion=main.motion, actor_id=world.chair.id)
    evening.votes(world, poll, 30, 2)
    close_vote(poll=poll, **by)
    for leave in (
        lambda: open_item(item=item.meeting.items[2], actor_id=world.chair.id),
        lambda: close_item(item=item, postponed=True, actor_id=world.chair.id),
    ):
        with pytest.raises(Conflict, match="Show the result"):
            leave()
    assert item.state == ItemState.CURRENT
    publish_vote(poll=poll, **by)
    assert ranks.fresh(main).state == Standing.CARRIED


@pytest.mark.parametrize(("heavier", "state"), [(True, Standing.LOST), (False, Standing.CARRIED)])
def test_a_special_matter_of_owners_asks_for_three_quarters(
    world: World, owners: dict[str, Person], heavier: bool, state: Standing
) -> None:
    meeting = assembly(world, formality=Formality.PARLIAMENTARY)
    come(meeting, owners, *(door for door in EVERYONE if door != "302"))
    main = moved(world, meeting, heavier=heavier)
    assert main.motion is not None
    poll = open_vote(motion=main.motion, actor_id=world.chair.id)
    vote(owners, poll, against=("101",), abstain=("201", "202"), gone="302")
    count(world, poll)
    assert ranks.fresh(main).state == state


def test_the_form_says_that_it_is_a_special_matter(world: World, owners: dict[str, Person], client: Client) -> None:
    meeting = assembly(world, formality=Formality.PARLIAMENTARY)
    come(meeting, owners, *EVERYONE)
    item = open_item(item=meeting.items[0], actor_id=world.chair.id)
    form = {"title": "加装电梯", "text": "同意", "moved_by": "业201", "seconded_by": "业301", "heavier": "y"}
    client.as_(world.chair)
    assert 'data-test="heavier"' in client.get(f"/meetings/{meeting.id}/chair").text
    assert client.post(f"/items/{item.id}/questions/main", form).status_code == 303
    assert item.motions[0].body
    assert "heavier-motion" in client.get(f"/meetings/{meeting.id}/chair").text


def test_nine_heads_without_the_area_decide_nothing_by_consent(world: World, owners: dict[str, Person]) -> None:
    meeting = assembly(world, formality=Formality.PARLIAMENTARY)
    come(meeting, owners, "202", "302", "402", "502", "602", "702", "201", "301", "501")
    main = moved(world, meeting)
    drop = ranks.move(world, main.item, Kind.DROP)
    with pytest.raises(Conflict, match="m²"):
        decide_by_hands(question=drop, hands=Hands(9, 0, 0), actor_id=world.chair.id)


def test_a_vote_with_too_few_taking_part_decides_nothing(world: World, owners: dict[str, Person]) -> None:
    meeting = assembly(world, formality=Formality.PARLIAMENTARY)
    come(meeting, owners, *EVERYONE)
    main = moved(world, meeting)
    assert main.motion is not None
    poll = open_vote(motion=main.motion, actor_id=world.chair.id)
    for door in TOO_FEW_HEADS:
        evening.vote(owners[door], poll, "for")
    assert count(world, poll) == "no_quorum"
    assert ranks.fresh(main).state == Standing.FALLEN


def test_a_second_press_on_what_ended_the_item_is_no_error(world: World) -> None:
    item = ranks.council(world)
    ranks.move(world, item)
    table = ranks.move(world, item, Kind.TABLE)
    for _press in range(2):
        decide_by_consent(question=table, actor_id=world.chair.id)
    assert ranks.fresh(table).state == Standing.CARRIED
    assert item.state == ItemState.POSTPONED


def test_a_motion_keeps_only_the_time_that_it_asks_for(world: World) -> None:
    item = ranks.council(world)
    ranks.move(world, item)
    postpone = ranks.move(world, item, Kind.POSTPONE, words=Words(minutes=10, until="下次议事会"))
    assert (postpone.minutes, postpone.until) == (None, "下次议事会")


def test_nobody_speaks_to_what_nobody_has_seconded(world: World) -> None:
    item = ranks.council(world)
    assert load_room(item.meeting_id).floor_open
    ranks.move(world, item, second="")
    assert not load_room(item.meeting_id).floor_open


def test_what_was_carried_is_resolved_before_another_motion(world: World, client: Client) -> None:
    item = ranks.council(world)
    ranks.by_vote(world, ranks.move(world, item))
    assert next_step(load_room(item.meeting_id), resolved=False) is Step.RESOLVE
    page = client.as_(world.chair).get(f"/meetings/{item.meeting_id}/chair").text
    assert 'id="main-fold"' not in page
