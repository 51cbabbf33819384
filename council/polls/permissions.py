"""Who may see and run a poll. Who may cast is the roll's matter; opening and closing a meeting's poll is its room's."""

from council.permits.actor import STAFF, Actor, Office
from council.permits.permission import Permission, Scoped, grant, holds, lives_here
from council.polls.models import Poll
from council.polls.queries import on_roll


class PollAct(Permission):
    """Acts on polls."""

    VIEW = "polls.poll.view", "See a vote and its result with names, while it is on and afterwards."
    RUN = "polls.poll.run", "Plan a vote that no meeting holds; open, extend, close, publish and call it off."
    PAPERS = "polls.paper.handle", "Print, hand out and read paper ballots, count hands, enter a vote for somebody."
    CONFIRM = "polls.bulletin.confirm", "Confirm as a scrutineer that the seal of a secret vote is the one on the wall."


def is_on_roll(actor: Actor, thing: Scoped) -> bool:
    """is on the roll of the vote"""
    return isinstance(thing, Poll) and on_roll(thing.id, actor.person_id)


_RUNS = holds(Office.ESTATE_HEAD, Office.COMMUNITY_STAFF)

grant(PollAct.VIEW, lives_here, holds(*sorted(STAFF)), is_on_roll)
grant(PollAct.RUN, _RUNS)
grant(PollAct.PAPERS, _RUNS, holds(Office.RECORDER, Office.TELLER))
grant(PollAct.CONFIRM, holds(Office.TELLER, Office.SUPERVISOR))
