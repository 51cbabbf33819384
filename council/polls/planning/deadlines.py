"""Deadlines: a vote closes by itself when its time is over, and a chair gives a vote in a meeting its last minute."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict
from council.journal.operations import Ref
from council.live.changes import touch
from council.polls.access import FREE
from council.polls.counting import Inconsistent
from council.polls.entering import enter
from council.polls.models import Poll, PollState
from council.polls.operations import close_poll

log = logging.getLogger(__name__)


@operation
def give_time(*, poll: Poll, seconds: int, actor_id: int, touched: Iterable[Ref] = ()) -> Poll:
    """Let an open vote take no ballots `seconds` from now; where it has a deadline to come, that much later.

    The server's clock decides; whoever runs the vote still closes and counts it.

    Raises:
        Conflict: it is not open.
    """
    poll = locked(Poll, poll.id)
    if poll.state != PollState.OPEN:
        raise Conflict(_("This vote is not open."))
    now = clock.now()
    poll.closes_at = max(now, poll.closes_at or now) + timedelta(seconds=seconds)
    enter(poll, "timed", actor_id, touched, {"seconds": seconds, "to": poll.closes_at.isoformat()})
    touch("poll", poll.id)
    return poll


def close_due(now: datetime) -> int:
    """Close the polls whose deadline has passed; how many. Each by itself, so that one cannot hold up the others.

    Those of a meeting stay: there the chair closes, with the room watching.
    """
    due = select(Poll.id).where(Poll.state == PollState.OPEN, Poll.closes_at <= now, Poll.subject_kind.in_(FREE))
    found = db.session.scalars(due.order_by(Poll.closes_at)).all()
    db.session.rollback()
    return sum(_closed(poll_id) for poll_id in found)


def _closed(poll_id: int) -> bool:
    try:
        close_poll(poll=db.session.get_one(Poll, poll_id), actor_id=None)
    except (Conflict, Inconsistent):
        db.session.rollback()
        log.exception("poll %s is past its deadline and could not be closed; the next round tries again", poll_id)
        return False
    return True
