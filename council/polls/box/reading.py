"""Opening the envelopes of a box: only to count and seal it."""

import base64
import json
from typing import NamedTuple

from sqlalchemy import func, select

from council.base.db import db
from council.journal.rules import canonical
from council.polls.box import keys
from council.polls.box.models import Bulletin, Envelope


class Letter(NamedTuple):
    """What is in one envelope."""

    tracker: str
    choice: str
    weight: int


def letters(poll_id: int) -> list[Letter]:
    """The ballots of a secret poll by tracker, choices canonical: from the bulletin once it is sealed.

    Raises:
        KeyLost: the box cannot be read.
    """
    bulletin = db.session.get(Bulletin, poll_id)
    if bulletin is not None:
        lines = [json.loads(line) for line in bulletin.ballots.splitlines()]
    else:
        query = select(Envelope.sealed).where(Envelope.poll_id == poll_id)
        envelopes = [base64.b64decode(sealed) for sealed in db.session.scalars(query)]
        lines = [json.loads(letter) for letter in keys.disclose(poll_id, envelopes)]
    return sorted(Letter(line["tracker"], canonical(line["choice"]), line.get("weight", 1)) for line in lines)


def in_box(poll_id: int) -> int:
    """How many envelopes lie in the box."""
    return db.session.scalar(select(func.count()).where(Envelope.poll_id == poll_id)) or 0
