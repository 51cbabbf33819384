"""Loading polls for whoever asks."""

from council.base.db import db
from council.base.errors import NotVisible, SignInNeeded
from council.permits.actor import Actor
from council.permits.permission import allows, demand
from council.polls.models import Poll, PollState
from council.polls.permissions import PollAct

#: What a poll is about that no meeting holds: those are run from their own desk.
FREE = ("place", "issue")


def poll_for(actor: Actor | None, poll_id: int) -> Poll:
    """A poll that may be seen: by the place's people once it began, by everyone once its result is published.

    A draft of the planner's is seen by whoever may run it; one of a meeting by the place's people.

    Raises:
        SignInNeeded: nobody is signed in and it is not public.
        NotVisible: unknown, or of another place.
    """
    poll = db.session.get(Poll, poll_id)
    if poll is not None and _shown(actor, poll):
        return poll
    if actor is None:
        raise SignInNeeded
    raise NotVisible


def _shown(actor: Actor | None, poll: Poll) -> bool:
    if poll.state == PollState.PUBLISHED:
        return True
    if poll.state == PollState.DRAFT and poll.subject_kind in FREE:
        return allows(actor, PollAct.RUN, poll)
    return sees_names(actor, poll) or allows(actor, PollAct.PAPERS, poll)


def poll_to(actor: Actor, poll_id: int, act: PollAct, *, free: bool = False) -> Poll:
    """A poll that `actor` sees and may do `act` with.

    Args:
        free: only a poll that no meeting holds; those of a meeting are opened and closed there.

    Raises:
        NotVisible: unknown, of another place, or held by a meeting where it may not be.
        Forbidden: seen, but not theirs to run.
    """
    poll = poll_for(actor, poll_id)
    demand(actor, act, poll)
    if free and poll.subject_kind not in FREE:
        raise NotVisible
    return poll


def sees_names(actor: Actor | None, poll: Poll) -> bool:
    """Whether it is shown who voted how; everyone else reads the figures alone."""
    return allows(actor, PollAct.VIEW, poll)
