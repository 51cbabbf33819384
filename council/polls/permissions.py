"""Who may see a poll. Who may cast is the roll's matter; opening and closing is granted by the room that holds it."""

from council.permits.actor import STAFF, Actor
from council.permits.permission import Permission, Scoped, grant, holds, lives_here
from council.polls.models import Poll
from council.polls.queries import on_roll


class PollAct(Permission):
    """Acts on polls."""

    VIEW = "polls.poll.view", "See a vote and its result with names, while it is on and afterwards."


def is_on_roll(actor: Actor, thing: Scoped) -> bool:
    """is on the roll of the vote"""
    return isinstance(thing, Poll) and on_roll(thing.id, actor.person_id)


grant(PollAct.VIEW, lives_here, holds(*sorted(STAFF)), is_on_roll)
