"""Reading what a box has published."""

from sqlalchemy import select

from council.base.db import db
from council.polls.box.models import Bulletin, Confirmation
from council.residents.models import Person


def is_sealed(poll_id: int) -> bool:
    """Whether a secret poll has its bulletin."""
    return db.session.scalar(select(Bulletin.poll_id).where(Bulletin.poll_id == poll_id)) is not None


def bulletin_of(poll_id: int) -> Bulletin | None:
    """The published ballots of a poll; None before it is sealed."""
    return db.session.get(Bulletin, poll_id)


def confirmations(poll_id: int) -> list[tuple[str, str]]:
    """Which scrutineers have confirmed the seal: (name, the seal they saw)."""
    query = select(Person.name, Confirmation.seal).join(Confirmation, Confirmation.person_id == Person.id)
    rows = db.session.execute(query.where(Confirmation.poll_id == poll_id).order_by(Confirmation.id))
    return [(name, seal) for name, seal in rows]
