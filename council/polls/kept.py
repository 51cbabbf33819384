"""What this room keeps about people: that they voted, and in a vote by name, what."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from council.base.db import db
from council.polls.models import Ballot, Exclusion, Poll, RollEntry, Secrecy
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


def _exclusions(person: Person) -> Sequence[Row]:
    query = select(Poll.question, Exclusion.reason).join(Exclusion, Exclusion.poll_id == Poll.id)
    rows = db.session.execute(query.where(Exclusion.person_id == person.id).order_by(Exclusion.id))
    return [{"question": question, "reason": reason} for question, reason in rows]


def _proxies(person: Person) -> Sequence[Row]:
    query = select(Poll.question).join(RollEntry, RollEntry.poll_id == Poll.id)
    rows = db.session.scalars(query.where(RollEntry.holder_id == person.id).order_by(RollEntry.id))
    return [{"question": question} for question in rows]


keeps(
    "exclusions",
    _exclusions,
    title=_l("Votes you were excluded from"),
    why=_l("They show why you did not vote in them."),
    columns={"question": _l("Question"), "reason": _l("Why")},
    stays=True,
)
keeps(
    "proxies",
    _proxies,
    title=_l("Votes you may give for somebody else"),
    why=_l("They show who could vote by whose written proxy."),
    columns={"question": _l("Question")},
    stays=True,
)
expires(
    "ballots",
    None,
    None,
    title=_l("Ballots and rolls"),
    reason=_l("Never deleted: they prove what the council decided."),
)
