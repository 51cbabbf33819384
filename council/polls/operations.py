"""Writing polls. Casting a vote has its own module, `casting`, because it must be fast.

Every operation takes `touched`: what else the entry belongs to, such as the meeting, so that its history shows it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.charters.procedures import InForce, procedure_for
from council.journal.operations import Ref
from council.live.changes import touch
from council.organisation.models import Place
from council.polls.box.queries import bulletin_of, is_sealed
from council.polls.box.sealing import empty, open_box, seal
from council.polls.counting import count
from council.polls.entering import enter
from council.polls.models import Poll, PollState, Secrecy
from council.polls.opening import freeze_roll, manner, owners_manner, refuse_small_classes, too_few
from council.polls.owners import sealed
from council.polls.papers.queries import waiting
from council.polls.rules import (
    Voter,
    may_move,
    quorum,
    roll_figures,
)
from council.privacy.checks import refuse_personal_numbers
from council.tally.rules import Rule

__all__ = [
    "Voter",
    "cancel_poll",
    "close_poll",
    "count_again",
    "draft_poll",
    "open_poll",
    "publish_result",
    "reopen_poll",
]

QUESTION_LENGTH = 200


@operation
def draft_poll(
    *,
    place: Place,
    subject: Ref,
    question: str,
    detail: str = "",
    procedure_code: str,
    rules: InForce | None = None,
    straw: bool = False,
    secrecy: Secrecy | None = None,
    actor_id: int | None,
    touched: Iterable[Ref] = (),
    key: str | None = None,
) -> Poll:
    """Prepare a poll about `subject`, to be decided by the rule of a procedure (`charters.procedures`).

    Args:
        rules: the procedure as it held when a meeting was called; else what holds in the place today.
        straw: ask for opinions only: no quorum, nothing is carried.
        secrecy: None takes what the procedure says; a procedure that votes in secret cannot be opened up.

    Raises:
        Invalid: no question, one that is too long, one with a personal number, or a procedure without numbers to
            decide by.
        UnknownProcedure: there is no such procedure.
    """
    key = own_key("polls.draft", actor_id, key)
    if (seen := answered(key, Poll)) is not None:
        return seen
    text = _checked(question)
    refuse_personal_numbers({"question": text, "detail": detail})
    poll = Poll(
        place_id=place.id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        question=text,
        detail=detail.strip(),
        procedure=procedure_code,
        template="straw" if straw else "motion",
        **manner(rules or procedure_for(place, procedure_code), straw, secrecy),
    )
    db.session.add(poll)
    db.session.flush()
    enter(poll, "drafted", actor_id, touched, {"question": text, "procedure": procedure_code, "straw": straw})
    keep(key, poll.id)
    return poll


@operation
def open_poll(
    *,
    poll: Poll,
    roll: Sequence[Voter],
    rules: InForce | None = None,
    actor_id: int | None,
    touched: Iterable[Ref] = (),
) -> Poll:
    """Open the vote: freeze the roll with its hash, the numbers and the rule. Opening an open poll changes nothing.

    From here on the poll's own snapshot counts: what the place chooses later is for later votes.

    Args:
        rules: as for `draft_poll`.

    Raises:
        Invalid: a secret vote that weighs, where a class of weights is so small that it would name its voters.
        Conflict: too few are present, or the poll cannot be opened any more.
    """
    poll = locked(Poll, poll.id)
    if poll.state == PollState.OPEN:
        return poll
    if poll.state != PollState.DRAFT:
        raise Conflict(_("This vote has been closed already. Start a new one."))
    held = None
    if poll.method == "decide" and not poll.straw:
        held = rules or procedure_for(poll.place, poll.procedure)
        for name, value in manner(held, poll.straw, Secrecy(poll.secrecy)).items():
            setattr(poll, name, value)
    if (owners := owners_manner(poll, held)) is not None:
        poll.owners_mode, poll.owners_basis = owners.mode, owners.basis
    there = quorum(Rule.from_json(poll.rule) if poll.rule else None, roll_figures(roll))
    if not there.reached:
        raise Conflict(too_few(there))
    if poll.secrecy == Secrecy.SECRET:
        refuse_small_classes(roll)
        open_box(poll)
    freeze_roll(poll, roll)
    poll.entitled, poll.present = there.entitled, there.present
    poll.opened_at, poll.opened_by = clock.now(), actor_id
    data = {"roll_hash": poll.roll_hash, "entitled": poll.entitled, "present": poll.present, "rule": poll.rule}
    data |= sealed(poll)
    return _moved(poll, PollState.OPEN, "opened", actor_id, touched, data)


@operation
def close_poll(*, poll: Poll, actor_id: int | None, touched: Iterable[Ref] = ()) -> Poll:
    """Close the vote and count it. Closing a closed poll changes nothing and gives the same result.

    A secret poll is sealed at once, unless papers are still to be read: then `count_again` counts and seals it.

    Raises:
        Conflict: it is not open.
        Inconsistent: marks and ballots differ; nothing is closed.
        KeyLost: the box of a secret poll cannot be read; it can only be called off.
    """
    poll = locked(Poll, poll.id)
    if poll.state in (PollState.CLOSED, PollState.PUBLISHED):
        return poll
    _demand(poll, PollState.CLOSED)
    poll.closed_at, poll.closed_by = clock.now(), actor_id
    if waiting(poll.id):
        return _moved(poll, PollState.CLOSED, "stopped", actor_id, touched, {"papers": waiting(poll.id)})
    return _moved(poll, PollState.CLOSED, "closed", actor_id, touched, _count(poll))


@operation
def count_again(*, poll: Poll, actor_id: int | None, touched: Iterable[Ref] = ()) -> Poll:
    """Count a closed poll whose papers are read by now, or whose tie a lot has settled; seal it if it is secret.

    Raises:
        Conflict: it is not closed, or papers are still to be read.
    """
    poll = locked(Poll, poll.id)
    if poll.state != PollState.CLOSED:
        raise Conflict(_("This vote is not closed."))
    if left := waiting(poll.id):
        raise Conflict(papers_left(left))
    return _moved(poll, PollState.CLOSED, "closed", actor_id, touched, _count(poll))


def _count(poll: Poll) -> dict[str, Any]:
    """Count, seal where it is secret, and give what the journal says of it."""
    counted = count(poll)
    poll.result, poll.ballots_digest = counted.result, counted.digest
    data = {"ballots_digest": counted.digest, "ballots": counted.ballots, **counted.result}
    data.pop("explanation", None)
    if poll.secrecy == Secrecy.SECRET:  # a lot that settles its tie later changes nothing of what is sealed
        data["seal"] = (bulletin_of(poll.id) or seal(poll, counted.result)).seal
    return data


@operation
def publish_result(*, poll: Poll, actor_id: int | None, touched: Iterable[Ref] = ()) -> Poll:
    """Show the result to everyone. It is final from now on; publishing twice changes nothing.

    Raises:
        Conflict: it is not closed.
    """
    poll = locked(Poll, poll.id)
    if poll.state == PollState.PUBLISHED:
        return poll
    _demand(poll, PollState.PUBLISHED)
    if poll.result is None:
        raise Conflict(papers_left(waiting(poll.id)) if waiting(poll.id) else _("Count the papers first."))
    poll.published_at = clock.now()
    data = {"outcome": (poll.result or {}).get("outcome"), "ballots_digest": poll.ballots_digest}
    return _moved(poll, PollState.PUBLISHED, "published", actor_id, touched, data)


@operation
def hide_result(*, poll: Poll, actor_id: int | None, touched: Iterable[Ref] = ()) -> Poll:
    """Take back a result shown by mistake a moment ago; it stays counted. How long that may be, the caller says.

    Raises:
        Conflict: it is not published.
    """
    poll = locked(Poll, poll.id)
    if poll.state != PollState.PUBLISHED:
        raise Conflict(_("This result is not shown."))
    poll.published_at = None
    return _moved(poll, PollState.CLOSED, "hidden", actor_id, touched, {"ballots_digest": poll.ballots_digest})


@operation
def reopen_poll(*, poll: Poll, reason: str, actor_id: int | None, touched: Iterable[Ref] = ()) -> Poll:
    """Let the vote go on, with the same roll and the ballots cast so far. Only before the result is published.

    Raises:
        Invalid: no reason is given.
        Conflict: it is not closed, or its result is published.
    """
    why = _reason(reason)
    poll = locked(Poll, poll.id)
    if poll.state == PollState.PUBLISHED:
        raise Conflict(_("The result has been published. It stands."))
    if poll.state != PollState.CLOSED:
        raise Conflict(_("This vote is not closed."))
    if is_sealed(poll.id):
        raise Conflict(_("The box is sealed and its key is gone. Call this vote off and hold it again."))
    data = {"reason": why, "ballots_digest": poll.ballots_digest}
    poll.result = poll.ballots_digest = poll.closed_at = poll.closed_by = poll.closes_at = None
    return _moved(poll, PollState.OPEN, "reopened", actor_id, touched, data)


@operation
def cancel_poll(*, poll: Poll, reason: str, actor_id: int | None, touched: Iterable[Ref] = ()) -> Poll:
    """Call the vote off; nothing comes of it. Cancelling twice changes nothing.

    Raises:
        Invalid: no reason is given.
        Conflict: its result is published.
    """
    why = _reason(reason)
    poll = locked(Poll, poll.id)
    if poll.state == PollState.CANCELLED:
        return poll
    _demand(poll, PollState.CANCELLED)
    if poll.secrecy == Secrecy.SECRET:
        empty(poll)
    return _moved(poll, PollState.CANCELLED, "cancelled", actor_id, touched, {"reason": why})


def _checked(question: str) -> str:
    text = question.strip()
    if not text:
        raise Invalid(_("Write down the question."), field="question")
    if len(text) > QUESTION_LENGTH:
        raise Invalid(_("Keep the question under %(number)s characters.", number=QUESTION_LENGTH), field="question")
    return text


def papers_left(number: int) -> str:
    """That papers are still to be read, in one sentence."""
    return _("%(number)s papers are still to be read by two people. Then count.", number=number)


def _reason(text: str) -> str:
    if not text.strip():
        raise Invalid(_("Say why, in a few words."), field="reason")
    refuse_personal_numbers({"reason": text})  # the minutes tell it
    return text.strip()


def _demand(poll: Poll, wanted: PollState) -> None:
    if not may_move(poll.state, wanted):
        raise Conflict(_REFUSALS[wanted]())


_REFUSALS = {
    PollState.CLOSED: lambda: _("This vote is not open."),
    PollState.PUBLISHED: lambda: _("Close the vote first."),
    PollState.CANCELLED: lambda: _("The result has been published. It stands."),
}


def _moved(
    poll: Poll,
    state: PollState,
    verb: str,
    actor_id: int | None,
    touched: Iterable[Ref],
    data: Mapping[str, Any],
) -> Poll:
    poll.state = state
    poll.version += 1
    db.session.flush()
    enter(poll, verb, actor_id, touched, data)
    touch("poll", poll.id)
    return poll
