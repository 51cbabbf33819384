"""Loading polls for whoever asks."""

from council.base.db import db
from council.base.errors import NotVisible, SignInNeeded
from council.permits.actor import Actor
from council.permits.permission import allows
from council.polls.models import Poll, PollState
from council.polls.permissions import PollAct


def poll_for(actor: Actor | None, poll_id: int) -> Poll:
    """A poll that may be seen: by the place's people always, by everyone once its result is published.

    Raises:
        SignInNeeded: nobody is signed in and it is not public.
        NotVisible: unknown, or of another place.
    """
    poll = db.session.get(Poll, poll_id)
    if poll is not None and (poll.state == PollState.PUBLISHED or sees_names(actor, poll)):
        return poll
    if actor is None:
        raise SignInNeeded
    raise NotVisible


def sees_names(actor: Actor | None, poll: Poll) -> bool:
    """Whether it is shown who voted how; everyone else reads the figures alone."""
    return allows(actor, PollAct.VIEW, poll)
