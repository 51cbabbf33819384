"""What the session of a seat card opens: the pages of its meeting for those who take part in it, and its votes.

The one list of it. Everywhere else whoever came in with a card is nobody (`council.accounts.limits`).
"""

from flask import request, url_for
from sqlalchemy import select

from council.accounts.limits import Limit, Way, set_limit
from council.base import clock
from council.base.db import db
from council.meetings.cards.rules import CardState, is_on
from council.meetings.models import Meeting
from council.meetings.queries import meeting_of_poll
from council.polls.models import Poll

#: Pages and acts of one who takes part, addressed by `meeting_id`.
OF_THE_MEETING = frozenset(
    {
        "meetings.meeting",
        "meetings.state",
        "meetings.ballot",
        "meetings.arrive",
        "meetings.depart",
        "meetings.my_hand",
        "meetings.raise_hand",
        "meetings.lower_hand",
        "meetings.my_point",
        "meetings.new_point",
        "meetings.raise_point",
        "meetings.withdraw_my_point",
        "meetings.appeal_ruling",
    }
)
#: The ballot and its receipt, and the vote for whoever gave a written proxy; addressed by `poll_id`.
OF_ITS_VOTES = frozenset(
    {
        "polls.show",
        "polls.vote",
        "polls.ballot",
        "polls.receipt",
        "polls.by_proxy",
        "polls.vote_for",
        "polls.represented",
        "polls.vote_for_all",
    }
)


def covers(meeting_id: int) -> bool:
    """Whether the page asked for belongs to this meeting, and the meeting is on."""
    return _belongs(meeting_id) and _stands(meeting_id) is CardState.WORKS


def way(meeting_id: int) -> Way | None:
    """Back into the meeting; once it is over, to its notice, which everybody may read."""
    stands = _stands(meeting_id)
    if stands is None:
        return None
    page = "meetings.meeting" if stands is CardState.WORKS else "meetings.notice"
    return Way(url_for(page, meeting_id=meeting_id), over=stands is CardState.OVER)


def _belongs(meeting_id: int) -> bool:
    parts = request.view_args or {}
    if request.endpoint in OF_THE_MEETING:
        return parts.get("meeting_id") == meeting_id
    if request.endpoint in OF_ITS_VOTES:
        query = select(Poll.subject_kind, Poll.subject_id).where(Poll.id == parts.get("poll_id"))
        about = db.session.execute(query).one_or_none()
        return about is not None and meeting_of_poll(*about) == meeting_id
    return False


def _stands(meeting_id: int) -> CardState | None:
    row = db.session.execute(select(Meeting.state, Meeting.starts_at).where(Meeting.id == meeting_id)).one_or_none()
    if row is None:
        return None
    return is_on(state=row[0], starts_on=clock.local(row[1]).date(), now=clock.local(clock.now()))


set_limit(Limit(covers, way))
