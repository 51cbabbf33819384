"""Votes that no meeting holds: the renovation budget, a secret election with its sealed list, an order still open."""

from datetime import timedelta

from council.base import clock
from council.base.db import db
from council.demo.cast.stories import votes as said
from council.demo.stage import Stage
from council.journal.rules import canonical
from council.polls.box.operations import confirm
from council.polls.box.putting import put
from council.polls.box.queries import bulletin_of
from council.polls.box.trackers import made
from council.polls.casting import cast
from council.polls.kinds import Electorate, option_key
from council.polls.models import Poll, Secrecy
from council.polls.operations import close_poll, publish_result
from council.polls.planning.checks import NewOption
from council.polls.planning.operations import begin_poll, exclude_option, plan_poll
from council.residents.models import Person

ESTATE = "GY"
MEMBERS = 46


def plan_votes(stage: Stage) -> None:
    """Put them on the stage."""
    stage.plan(stage.now - timedelta(days=9), lambda: _budget(stage), alone=True)
    stage.plan(stage.now - timedelta(days=5), lambda: _secret(stage), alone=True)
    stage.plan(stage.now - timedelta(days=1), lambda: _order(stage), alone=True)


def _budget(stage: Stage) -> None:
    options = [NewOption(stage.say(title), cost) for title, cost, _votes in said.PROJECTS]
    poll = _planned(
        stage,
        template="budget",
        method="pb-greedy-skip",
        question=stage.say(said.BUDGET_QUESTION),
        detail=stage.say(said.BUDGET_DETAIL),
        options=options,
        settings={"budget": said.BUDGET, "at_most": 5},
        secrecy=Secrecy.ROLL_ONLY,
    )
    roof = poll.options[-1].id
    exclude_option(poll=poll, option_id=roof, reason=stage.say(said.ROOF_PAID), actor_id=stage.person("chair-tang"))
    begin_poll(poll=poll, actor_id=stage.person("chair-tang"))
    ballots: list[list[str]] = [[] for _member in range(MEMBERS)]
    free = 0
    for at, (_title, _cost, votes) in enumerate(said.PROJECTS):
        for _mark in range(votes):
            ballots[free % MEMBERS].append(option_key(at))
            free += 1
    _cast(stage, poll.id, [canonical(ballot) for ballot in ballots])
    _finish(stage, poll.id)


def _secret(stage: Stage) -> None:
    poll = _planned(
        stage,
        template="election",
        method="plurality",
        question=stage.say(said.SECRET_QUESTION),
        options=[NewOption(stage.say(name)) for name in said.CANDIDATES],
        secrecy=Secrecy.SECRET,
    )
    begin_poll(poll=poll, actor_id=stage.person("chair-tang"))
    poll_id = poll.id
    choices = [canonical(option_key(at)) for at, votes in said.SECRET_VOTES for _vote in range(votes)]
    for number, choice in enumerate(choices, start=1):
        person = stage.row(Person, stage.person(f"voter-{number}"))
        put(
            poll_id=poll_id,
            person_id=person.id,
            epoch=person.session_epoch,
            choice=choice,
            tracker=made(),
            now=clock.now(),
        )
    _finish(stage, poll_id)
    bulletin = bulletin_of(poll_id)
    assert bulletin is not None
    for teller in ("teller-a", "teller-b"):
        confirm(poll=db.session.get_one(Poll, poll_id), seal=bulletin.seal, actor_id=stage.person(teller))


def _order(stage: Stage) -> None:
    poll = _planned(
        stage,
        template="ranking",
        method="schulze",
        question=stage.say(said.ORDER_QUESTION),
        options=[NewOption(stage.say(plant)) for plant in said.PLANTS],
        settings={"reason": True},
        closes_at=stage.now + timedelta(days=3),
    )
    begin_poll(poll=poll, actor_id=stage.person("chair-tang"))
    # the first two of the members are left to whoever tries the demo
    _cast(stage, poll.id, [canonical(list(order)) for order in said.ORDERS], first=3)


def _planned(stage: Stage, **plan: object) -> Poll:
    chair = stage.person("chair-tang")
    poll: Poll = plan_poll(place=stage.place(ESTATE), electorate=Electorate.MEMBERS, actor_id=chair, **plan)  # type: ignore[arg-type]
    return poll


def _cast(stage: Stage, poll_id: int, choices: list[str], first: int = 1) -> None:
    for number, marks in enumerate(choices, start=first):
        person = stage.row(Person, stage.person(f"voter-{number}"))
        cast(
            poll_id=poll_id,
            person_id=person.id,
            epoch=person.session_epoch,
            choice="marks",
            marks=marks,
            now=clock.now(),
        )


def _finish(stage: Stage, poll_id: int) -> None:
    chair = stage.person("chair-tang")
    close_poll(poll=db.session.get_one(Poll, poll_id), actor_id=chair)
    publish_result(poll=db.session.get_one(Poll, poll_id), actor_id=chair)
