"""Polls for tests, in the small neighbourhood."""

from datetime import datetime

from council.base import clock
from council.journal.operations import Ref
from council.polls.casting import Receipt, Refusal, cast
from council.polls.models import Poll
from council.polls.operations import draft_poll, open_poll
from council.polls.rules import Voter
from council.residents.models import Person
from tests.support.world import World

ABOUT = Ref("motion", 7)


def draft(world: World, *, straw: bool = False, procedure: str = "gy_council", question: str = "6、7 栋换灯") -> Poll:
    """A poll of the council, not yet open."""
    return draft_poll(
        place=world.estate,
        subject=ABOUT,
        question=question,
        detail="换灯 48 盏，共 9,600 元。",
        procedure_code=procedure,
        straw=straw,
        actor_id=world.chair.id,
    )


def roll(world: World, present: int = 33) -> list[Voter]:
    """The council's 46 members, the first `present` of them there."""
    return [Voter(member.id, number < present) for number, member in enumerate(world.members)]


def opened(world: World, *, present: int = 33, straw: bool = False, procedure: str = "gy_council") -> Poll:
    """An open poll of the council."""
    poll = draft(world, straw=straw, procedure=procedure)
    return open_poll(poll=poll, roll=roll(world, present), actor_id=world.chair.id)


def casts(poll: Poll, person: Person, choice: str, now: datetime | None = None) -> Receipt | Refusal:
    """What `person` gets for voting."""
    moment = now or clock.now()
    return cast(poll_id=poll.id, person_id=person.id, epoch=person.session_epoch, choice=choice, now=moment)


def vote_all(poll: Poll, world: World, for_: int, against: int, abstain: int) -> None:
    """The members vote in their order."""
    choices = ["for"] * for_ + ["against"] * against + ["abstain"] * abstain
    for member, choice in zip(world.members, choices, strict=False):
        assert isinstance(casts(poll, member, choice), Receipt)
