"""What of this room lies in places: meetings ahead, votes that are on."""

from flask_babel import ngettext
from sqlalchemy import func, select

from council.base.db import db
from council.meetings.models import Meeting, MeetingState
from council.organisation.hooks import belongs
from council.organisation.models import Place
from council.polls.models import Poll, PollState


def meetings(path: str, *, ever: bool = False) -> int:
    """How many meetings at or below a path are planned or on; or ever were."""
    query = select(func.count()).select_from(Meeting).join(Place, Place.id == Meeting.place_id)
    query = query.where(Place.path.startswith(path))
    ahead = Meeting.state.in_((MeetingState.DRAFT, MeetingState.CONVENED, MeetingState.IN_SESSION))
    return db.session.scalar(query if ever else query.where(ahead)) or 0


def polls(path: str, *, ever: bool = False) -> int:
    """How many votes at or below a path are open; or ever were taken."""
    query = select(func.count()).select_from(Poll).join(Place, Place.id == Poll.place_id)
    query = query.where(Place.path.startswith(path))
    return db.session.scalar(query if ever else query.where(Poll.state == PollState.OPEN)) or 0


belongs(
    now=meetings,
    ever=lambda path: meetings(path, ever=True),
    words=lambda n: ngettext("1 meeting ahead", "%(num)d meetings ahead", n),
)
belongs(
    now=polls,
    ever=lambda path: polls(path, ever=True),
    words=lambda n: ngettext("1 open vote", "%(num)d open votes", n),
)
