"""What polls tell the charters' room: the votes that go on under an older version of a procedure."""

from sqlalchemy import func, select

from council.base.db import db
from council.charters.hooks import open_votes
from council.organisation.models import Place
from council.polls.models import Poll, PollState


def _open_votes(path: str, code: str, chosen_id: int | None) -> int:
    query = (
        select(func.count())
        .select_from(Poll)
        .join(Place, Place.id == Poll.place_id)
        .where(Poll.state == PollState.OPEN, Poll.procedure == code, Poll.straw.is_(False))
        .where(Place.path.startswith(path), Poll.place_procedure_id.is_distinct_from(chosen_id))
    )
    return db.session.scalar(query) or 0


open_votes.append(_open_votes)
