"""The votes of a meeting for its minutes: what came out, which were called off or opened again, how the votes came."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import or_, select

from council.base.db import db
from council.journal.models import JournalEntry, JournalRef
from council.meetings.models import AgendaItem
from council.minutes.rules import Document
from council.polls.box.queries import bulletin_of
from council.polls.models import Poll, PollState, Secrecy
from council.polls.owners import sealed

#: poll id → each time it was opened again after its closing
Reopenings = Mapping[int, Sequence[Document]]


def straw_polls(item_ids: Collection[int]) -> Sequence[Poll]:
    """The straw polls of these items whose result is published."""
    query = select(Poll).where(Poll.subject_kind == "agenda_item", Poll.subject_id.in_(item_ids))
    return db.session.scalars(query.where(Poll.state == PollState.PUBLISHED).order_by(Poll.id)).all()


def voided(items: Sequence[AgendaItem], reopened: Reopenings) -> dict[int, list[Document]]:
    """item id → the votes that were called off under it, each with its question and the reason that was given."""
    item_of = {("agenda_item", item.id): item.id for item in items}
    item_of |= {("motion", motion.id): item.id for item in items for motion in item.motions}
    of_items = or_(
        (Poll.subject_kind == "agenda_item") & Poll.subject_id.in_([key for kind, key in item_of if kind != "motion"]),
        (Poll.subject_kind == "motion") & Poll.subject_id.in_([key for kind, key in item_of if kind == "motion"]),
    )
    called_off = (JournalEntry.subject_kind == "poll") & (JournalEntry.subject_id == Poll.id)
    query = select(Poll, JournalEntry.data).join(JournalEntry, called_off)
    query = query.where(of_items, Poll.state == PollState.CANCELLED, JournalEntry.action == "polls.poll.cancelled")
    found: dict[int, list[Document]] = {item.id: [] for item in items}
    for poll, data in db.session.execute(query.order_by(Poll.id)):
        fact = {"id": poll.id, "question": poll.question, "straw": poll.straw, "reason": data.get("reason", "")}
        fact |= _reopened(poll, reopened)
        found[item_of[poll.subject_kind, poll.subject_id]].append(fact)
    return found


def poll_fact(poll: Poll, reopened: Reopenings) -> Document:
    """A vote whose result is published: what is not published is nobody's business yet."""
    return {
        "id": poll.id,
        "question": poll.question,
        "straw": poll.straw,
        "rule": poll.rule,
        "result": poll.result,
        "digest": poll.ballots_digest,
        **_reopened(poll, reopened),
        **_ways(poll),
        **sealed(poll),
        **_seal(poll),
    }


def _seal(poll: Poll) -> Document:
    """The seal over the ballots of a secret vote; nothing for others."""
    found = bulletin_of(poll.id) if poll.secrecy == Secrecy.SECRET else None
    return {"seal": found.seal} if found else {}


def reopenings(meeting_id: int) -> Reopenings:
    """When votes of a meeting that were closed were opened again, and the reason that was given."""
    touched = (JournalRef.entry_id == JournalEntry.id) & (JournalRef.kind == "meeting")
    query = select(JournalEntry.subject_id, JournalEntry.at, JournalEntry.data).join(JournalRef, touched)
    query = query.where(JournalRef.thing_id == meeting_id, JournalEntry.action == "meetings.vote.reopened")
    found: dict[int, list[Document]] = {}
    for poll_id, at, data in db.session.execute(query.order_by(JournalEntry.id)):
        found.setdefault(poll_id, []).append({"at": at.isoformat(), "reason": data["reason"]})
    return found


def _reopened(poll: Poll, reopened: Reopenings) -> Document:
    return {"reopened": reopened[poll.id]} if poll.id in reopened else {}


def _ways(poll: Poll) -> Document:
    """How many votes came which way, as the vote's own page says it."""
    ways = (poll.result or {}).get("channels")
    return {"ways": ways} if ways else {}
