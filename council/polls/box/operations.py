"""Writing what scrutineers confirm."""

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict
from council.polls.box.models import Confirmation
from council.polls.box.queries import bulletin_of
from council.polls.entering import enter
from council.polls.models import Poll


@operation
def confirm(*, poll: Poll, seal: str, actor_id: int) -> Confirmation:
    """Record that a scrutineer has compared the seal. Twice is once.

    Args:
        seal: the seal that they saw, as the page showed it.

    Raises:
        Conflict: the poll is not sealed, or the seal is another one.
    """
    poll = locked(Poll, poll.id)
    found = bulletin_of(poll.id)
    if found is None:
        raise Conflict(_("This vote is not sealed yet."))
    if seal != found.seal:
        raise Conflict(_("This is not the seal of this vote. Do not confirm it; tell the chair."))
    where = (Confirmation.poll_id == poll.id, Confirmation.person_id == actor_id)
    known = db.session.scalar(select(Confirmation).where(*where))
    if known is not None:
        return known
    made = Confirmation(poll_id=poll.id, person_id=actor_id, seal=seal, at=clock.now())
    db.session.add(made)
    db.session.flush()
    enter(poll, "seal_confirmed", actor_id, (), {"seal": seal})
    return made
