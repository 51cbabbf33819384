"""Writing hands and house calls. The roll knows how each vote is given, so nothing counts twice."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.journal.operations import Ref
from council.live.changes import touch
from council.polls.entering import enter as note
from council.polls.kinds import Marking
from council.polls.models import Ballot, Poll, RollEntry, Secrecy
from council.polls.papers.common import demand_free, entry_of, opened, refuse_on_paper
from council.polls.papers.queries import weighs


@operation
def by_hand(*, poll: Poll, entry_ids: Iterable[int], actor_id: int) -> int:
    """Say who votes by a show of hands; how many there are now. Their phones cannot vote in this poll any more.

    Raises:
        Conflict: one of them has voted already, or votes another way; the poll is secret, on paper or not open, or its
            votes weigh: a total of hands does not tell whose floor area it is.
    """
    poll = opened(poll)
    refuse_on_paper(poll)
    if poll.secrecy != Secrecy.OPEN or poll.marking != Marking.STANCE:
        raise Conflict(_("Hands are counted only in votes by name, for or against."))
    if weighs(poll.id):
        raise Conflict(_("Votes weigh differently here, so hands cannot be counted. Use papers or phones."))
    for entry in (entry_of(poll, entry_id) for entry_id in dict.fromkeys(entry_ids)):
        if entry.channel == "hands":
            continue
        demand_free(entry)
        entry.channel = "hands"
    db.session.flush()
    query = select(func.count()).where(RollEntry.poll_id == poll.id, RollEntry.channel == "hands")
    number = db.session.scalar(query) or 0
    note(poll, "by_hand", actor_id, (), {"count": number})
    return number


@operation
def set_hands(*, poll: Poll, counts: Mapping[str, int], actor_id: int) -> Poll:
    """Write down the hands counted in the room, as totals. Counting again replaces them.

    Raises:
        Invalid: more hands than people who vote by hand.
        Conflict: the poll is on paper or not open.
    """
    poll = opened(poll)
    refuse_on_paper(poll)
    query = select(func.count()).where(RollEntry.poll_id == poll.id, RollEntry.channel == "hands")
    there = db.session.scalar(query) or 0
    if sum(counts.values()) > there:
        raise Invalid(
            _("%(hands)s hands were counted, but only %(there)s people vote by hand.",
              hands=sum(counts.values()), there=there),
            field="for",
        )  # fmt: skip
    poll.hands = {word: counts.get(word, 0) for word in ("for", "against", "abstain")}
    note(poll, "hands_counted", actor_id, (), dict(poll.hands))
    touch("poll", poll.id)
    return poll


@operation
def enter_for(*, poll: Poll, entry_id: int, choice: str, marks: str, actor_id: int) -> RollEntry:
    """Cast a vote for somebody who asks a helper to. It is recorded that the helper did, never what was chosen.

    The same helper sending the same again changes nothing.

    Raises:
        Conflict: they have voted already, or vote another way; the poll is secret, on paper or not open.
    """
    poll, entry = opened(poll), entry_of(poll, entry_id)
    refuse_on_paper(poll)
    if poll.secrecy == Secrecy.SECRET:
        raise Conflict(_("In a secret vote a helper hands out a paper."))
    known = db.session.scalar(select(Ballot).where(Ballot.roll_entry_id == entry.id))
    if entry.channel == "helper" and known is not None and (known.choice, known.marks) == (choice, marks):
        return entry
    demand_free(entry)
    now = clock.now()
    entry.channel, entry.marked_at = "helper", now
    db.session.add(Ballot(poll_id=poll.id, roll_entry_id=entry.id, choice=choice, marks=marks, cast_at=now))
    db.session.flush()
    note(poll, "entered_for", actor_id, [Ref("person", entry.person_id)], {})
    touch("poll", poll.id)
    return entry
