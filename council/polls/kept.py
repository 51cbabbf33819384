"""What this room keeps about people: that they voted, and in a vote by name, what."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from council.base.db import db
from council.polls.models import Ballot, Poll, RollEntry, Secrecy
from council.privacy.hooks import Row, expires, keeps
from council.residents.models import Person


def _votes(person: Person) -> Sequence[Row]:
    query = (
        select(Poll, RollEntry.marked_at, Ballot.choice)
        .join(RollEntry, RollEntry.poll_id == Poll.id)
        .outerjoin(Ballot, Ballot.roll_entry_id == RollEntry.id)
        .where(RollEntry.person_id == person.id)
        .order_by(RollEntry.id)
    )
    return [
        {
            "question": poll.question,
            "voted": marked_at is not None,
            "choice": (choice or "") if poll.secrecy == Secrecy.OPEN else "",
        }
        for poll, marked_at, choice in db.session.execute(query)
    ]


keeps(
    "votes",
    _votes,
    title=_l("Votes you were on the roll of"),
    why=_l("They prove that every vote was counted once. What you voted is only known where the vote was by name."),
    columns={"question": _l("Question"), "voted": _l("Voted"), "choice": _l("Your vote, if by name")},
    stays=True,
)
expires(
    "ballots",
    None,
    None,
    title=_l("Ballots and rolls"),
    reason=_l("Never deleted: they prove what the council decided."),
)
