"""The last minute of a vote: the chair says when it ends, and may give more."""

from flask_babel import gettext as _

from council.base.db import db, operation
from council.base.errors import Conflict
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref
from council.live.changes import touch
from council.meetings.models import Meeting
from council.meetings.operations.common import locked_meeting
from council.polls.models import Poll, PollState
from council.polls.owners import OwnersMode
from council.polls.planning.deadlines import give_time

#: What one tap gives, in seconds.
STEP = 60


@operation
def time_vote(*, poll: Poll, meeting: Meeting, actor_id: int, key: str | None = None) -> Poll:
    """Let the vote end in a minute, or a minute later than it would; every screen counts down by the server's clock.

    Raises:
        Conflict: it is not open any more, or owners vote on paper: papers are read before it is closed.
    """
    key = own_key("meetings.time_vote", actor_id, key)
    if (seen := answered(key, Poll)) is not None:
        return seen
    meeting = locked_meeting(meeting)
    db.session.refresh(poll)
    if poll.state != PollState.OPEN:
        raise Conflict(_("This vote is not open."))
    if poll.owners_mode == OwnersMode.PAPER:
        raise Conflict(_("A vote on paper has no last minute. Close it when all papers are read."))
    give_time(poll=poll, seconds=STEP, actor_id=actor_id, touched=[Ref("meeting", meeting.id)])
    meeting.version += 1
    db.session.flush()
    touch("meeting", meeting.id)
    keep(key, poll.id)
    return poll
