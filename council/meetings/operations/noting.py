"""Issues that come up in the room: noted by the chair or the recorder, listed in the minutes (问题清单)."""

from flask_babel import gettext as _

from council.base.db import db, operation
from council.base.errors import Conflict
from council.issues.models import Issue
from council.issues.operations import raise_issue
from council.issues.operations.raising import Origin
from council.issues.states import Source
from council.journal.operations import Ref
from council.live.changes import touch
from council.meetings.models import Meeting, MeetingState
from council.meetings.operations.common import locked_meeting


@operation
def note_issue(*, meeting: Meeting, title: str, actor_id: int, key: str | None = None) -> Issue:
    """Note an issue that somebody raised in the room; whoever notes it has the last word on it.

    The same `key` twice gives the same issue.

    Raises:
        Invalid: what `raise_issue` refuses.
        Conflict: the meeting is not in session.
    """
    meeting = locked_meeting(meeting)
    if meeting.state != MeetingState.IN_SESSION:
        raise Conflict(_("The meeting is not on. Raise the issue from the list of issues instead."))
    origin = Origin(source=Source.MEETING, born_in=Ref("meeting", meeting.id))
    issue = raise_issue(actor_id=actor_id, place=meeting.place, title=title, origin=origin, key=key)
    meeting.version += 1
    db.session.flush()
    touch("meeting", meeting.id)
    return issue
