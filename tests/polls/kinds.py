"""Polls of all kinds for tests, for the members of the council."""

from collections.abc import Mapping, Sequence
from typing import Any

from council.base import clock
from council.base.db import db
from council.polls.box.putting import put
from council.polls.box.trackers import made
from council.polls.casting import Receipt, Refusal, cast
from council.polls.kinds import TEMPLATES, Electorate
from council.polls.models import Poll, RollEntry, Secrecy
from council.polls.planning.checks import NewOption
from council.polls.planning.operations import begin_poll, plan_poll
from council.residents.models import Person
from tests.support.world import World


def planned(
    world: World,
    template: str,
    options: Sequence[str | NewOption] = (),
    *,
    method: str = "",
    secrecy: Secrecy = Secrecy.OPEN,
    electorate: Electorate = Electorate.MEMBERS,
    procedure: str = "",
    **settings: Any,
) -> Poll:
    """A draft of a type."""
    return plan_poll(
        place=world.estate,
        template=template,
        question="改造哪里？",
        method=method or TEMPLATES[template].methods[0],
        options=[each if isinstance(each, NewOption) else NewOption(each) for each in options],
        settings=settings,
        secrecy=secrecy,
        electorate=electorate,
        procedure_code=procedure,
        actor_id=world.chair.id,
    )


def begun(world: World, template: str, options: Sequence[str | NewOption] = (), **more: Any) -> Poll:
    """The same, open."""
    return begin_poll(poll=planned(world, template, options, **more), actor_id=world.chair.id)


def marks(poll: Poll, person: Person, choice: str) -> Receipt | Refusal:
    """What `person` gets for casting a canonical choice; a secret one with a code of its own."""
    who: Mapping[str, Any] = {"poll_id": poll.id, "person_id": person.id, "epoch": person.session_epoch}
    db.session.commit()
    if poll.secrecy == Secrecy.SECRET:
        return put(**who, choice=choice, tracker=made(), now=clock.now())
    if choice in ('"for"', '"against"', '"abstain"'):
        return cast(**who, choice=choice.strip('"'), now=clock.now())
    return cast(**who, choice="marks", marks=choice, now=clock.now())


def mark_all(poll: Poll, people: Sequence[Person], choices: Mapping[str, int]) -> None:
    """People in their order mark so many of each choice."""
    wanted = [choice for choice, times in choices.items() for _time in range(times)]
    for person, choice in zip(people, wanted, strict=False):
        assert isinstance(marks(poll, person, choice), Receipt), choice


def entry_of(poll: Poll, person: Person) -> RollEntry:
    """The person's line of the roll."""
    query = db.select(RollEntry).where(RollEntry.poll_id == poll.id, RollEntry.person_id == person.id)
    return db.session.scalars(query).one()
