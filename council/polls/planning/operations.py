"""Writing polls that no meeting holds: plan, exclude, begin, extend, draw lots, vote again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref
from council.live.changes import touch
from council.organisation.models import Place
from council.polls.entering import enter
from council.polls.kinds import MARKINGS, TEMPLATES, Electorate, option_key
from council.polls.models import Exclusion, Poll, PollOption, PollState, Secrecy
from council.polls.operations import count_again, open_poll
from council.polls.planning.checks import (
    NewOption,
    check_deadline,
    check_options,
    check_rule,
    checked,
    demand_draft,
    reason_of,
)
from council.polls.planning.electorates import roll_of
from council.privacy.checks import refuse_personal_numbers


@operation
def plan_poll(
    *,
    place: Place,
    template: str,
    question: str,
    detail: str = "",
    method: str,
    options: Sequence[NewOption] = (),
    settings: Mapping[str, Any] | None = None,
    secrecy: Secrecy = Secrecy.OPEN,
    electorate: Electorate,
    closes_at: datetime | None = None,
    procedure_code: str = "",
    subject: Ref | None = None,
    actor_id: int | None,
    key: str | None = None,
) -> Poll:
    """Prepare a poll of a type (`kinds.TEMPLATES`) for an electorate of a place. Nobody sees it before it begins.

    Args:
        settings: what the type asks for: seats, at_most, floor, budget, within, least, most, reason.
        procedure_code: the rule that a motion is decided by.

    Raises:
        Invalid: at its field: no question, options that cannot be, a deadline that has passed, a rule without numbers.
    """
    key = own_key("polls.plan", actor_id, key)
    if (seen := answered(key, Poll)) is not None:
        return seen
    kind = TEMPLATES[template]
    text = checked(question)
    refuse_personal_numbers({"question": text, "detail": detail, "options": "\n".join(o.title for o in options)})
    check_options(template, options)
    check_deadline(closes_at)
    poll = Poll(
        place=place,
        subject_kind=subject.kind if subject else "place",
        subject_id=subject.id if subject else place.id,
        question=text,
        detail=detail.strip(),
        template=template,
        method=method,
        marking=MARKINGS[method],
        settings={name: value for name, value in (settings or {}).items() if value not in (None, "", False)},
        electorate=electorate,
        secrecy=secrecy,
        changeable=kind.changeable and secrecy != Secrecy.SECRET,
        straw=kind.straw,
        procedure=procedure_code or "poll",
        closes_at=closes_at,
    )
    if template == "motion":
        check_rule(place, procedure_code)
    poll.options = [
        PollOption(position=at, key=option_key(at), title=o.title, cost=o.cost, group=o.group)
        for at, o in enumerate(options)
    ]
    db.session.add(poll)
    db.session.flush()
    enter(poll, "drafted", actor_id, (), {"question": text, "template": template, "method": method})
    keep(key, poll.id)
    return poll


@operation
def exclude_voter(*, poll: Poll, person_id: int, reason: str, actor_id: int) -> Poll:
    """Leave somebody off the roll who has an interest of their own in the matter. Twice changes the reason.

    Raises:
        Invalid: no reason.
        Conflict: the poll has begun.
    """
    poll = locked(Poll, poll.id)
    demand_draft(poll)
    why = reason_of(reason)
    known = db.session.scalar(select(Exclusion).where(Exclusion.poll_id == poll.id, Exclusion.person_id == person_id))
    if known is None:
        db.session.add(Exclusion(poll_id=poll.id, person_id=person_id, reason=why))
    else:
        known.reason = why
    enter(poll, "excluded", actor_id, [Ref("person", person_id)], {"reason": why})
    return poll


@operation
def include_voter(*, poll: Poll, person_id: int, actor_id: int) -> Poll:
    """Take an exclusion back before the poll begins. Twice changes nothing.

    Raises:
        Conflict: the poll has begun.
    """
    poll = locked(Poll, poll.id)
    demand_draft(poll)
    where = (Exclusion.poll_id == poll.id, Exclusion.person_id == person_id)
    if db.session.scalar(select(Exclusion.id).where(*where)) is not None:
        db.session.execute(delete(Exclusion).where(*where))
        enter(poll, "included", actor_id, [Ref("person", person_id)], {})
    return poll


@operation
def exclude_option(*, poll: Poll, option_id: int, reason: str, actor_id: int) -> Poll:
    """Say why an option is not counted, for example that it is paid for already. It stays on the ballot, greyed.

    Raises:
        Invalid: no reason.
        Conflict: the poll has begun.
    """
    poll = locked(Poll, poll.id)
    demand_draft(poll)
    option = next((each for each in poll.options if each.id == option_id), None)
    if option is None:
        raise Invalid(_("This option is not on the ballot."), field="option")
    option.excluded = reason_of(reason)
    enter(poll, "option_excluded", actor_id, (), {"option": option.title, "reason": option.excluded})
    return poll


@operation
def begin_poll(*, poll: Poll, actor_id: int | None) -> Poll:
    """Open a planned poll: the roll is frozen as it is today. Beginning it twice changes nothing.

    Raises:
        Invalid: nobody is on the roll; a secret vote whose weights would name the voters.
        Conflict: it cannot be opened any more.
    """
    poll = locked(Poll, poll.id)
    if poll.state == PollState.OPEN:
        return poll
    check_deadline(poll.closes_at)
    excluded = db.session.scalars(select(Exclusion.person_id).where(Exclusion.poll_id == poll.id)).all()
    roll = roll_of(poll.electorate, poll.place, excluded)
    if not roll:
        raise Invalid(_("Nobody is on this roll. Check the place and who votes."))
    return open_poll(poll=poll, roll=roll, actor_id=actor_id)


@operation
def extend_poll(*, poll: Poll, closes_at: datetime, reason: str, actor_id: int) -> Poll:
    """Give a poll with a deadline more time; never less. The same deadline again changes nothing.

    Raises:
        Invalid: an earlier deadline, or one that has passed, or no reason.
        Conflict: it is not open.
    """
    poll = locked(Poll, poll.id)
    if poll.state != PollState.OPEN:
        raise Conflict(_("This vote is not open."))
    if poll.closes_at == closes_at:
        return poll
    check_deadline(closes_at)
    if poll.closes_at is not None and closes_at < poll.closes_at:
        raise Invalid(_("A deadline can be put off, not brought forward."), field="closes")
    why = reason_of(reason)
    before, poll.closes_at = poll.closes_at, closes_at
    data = {"from": before.isoformat() if before else "", "to": closes_at.isoformat(), "reason": why}
    enter(poll, "extended", actor_id, (), data)
    touch("poll", poll.id)
    return poll


@operation
def record_lot(*, poll: Poll, order: Sequence[str], seed: str, method: str, witness: str, actor_id: int) -> Poll:
    """Write down the lot that was drawn in public, and count again with it.

    Args:
        order: option keys, best first, every one of the tied.
        seed: what it was drawn from, for example thrown dice; method: "order" or "sha256".
        witness: who watched.

    Raises:
        Invalid: a witness or a name is missing.
        Conflict: the result is published, or no tie is open.
    """
    poll = locked(Poll, poll.id)
    if poll.state != PollState.CLOSED or (poll.result or {}).get("outcome") != "tie":
        raise Conflict(_("There is no open tie in this vote."))
    if not witness.strip():
        raise Invalid(_("Say who watched the drawing of lots."), field="witness")
    tied = {name for tie in (poll.result or {})["count"]["ties"] if tie.get("unresolved") for name in tie["candidates"]}
    if not tied <= set(order) or len(set(order)) != len(order):
        raise Invalid(_("The lot needs every name of the tie, each once."), field="order")
    poll.lot = {"order": list(order), "seed": seed.strip(), "method": method, "witness": witness.strip()}
    enter(poll, "lot_drawn", actor_id, (), dict(poll.lot))
    return count_again(poll=poll, actor_id=actor_id)


@operation
def plan_runoff(*, poll: Poll, closes_at: datetime | None, actor_id: int) -> Poll:
    """Prepare the second vote between those that the first left over. Twice gives the same poll.

    Raises:
        Conflict: the first vote needs no second.
        Invalid: a deadline that has passed.
    """
    poll = locked(Poll, poll.id)
    again = db.session.scalar(select(Poll).where(Poll.runoff_of == poll.id, Poll.state != PollState.CANCELLED))
    if again is not None:
        return again
    left = (poll.result or {}).get("count", {}).get("runoff", [])
    if poll.state not in (PollState.CLOSED, PollState.PUBLISHED) or not left:
        raise Conflict(_("This vote needs no second one."))
    titles = {option.key: option.title for option in poll.options}
    elected = len((poll.result or {})["count"]["winners"])
    settings = {**poll.settings, "seats": int(poll.settings.get("seats") or 1) - elected}
    settings.pop("nobody", None)
    second = plan_poll(
        place=poll.place,
        template=poll.template,
        question=poll.question,
        detail=poll.detail,
        method=poll.method,
        options=[NewOption(titles[key]) for key in left],
        settings=settings,
        secrecy=Secrecy(poll.secrecy),
        electorate=Electorate(poll.electorate),
        closes_at=closes_at,
        subject=Ref(poll.subject_kind, poll.subject_id),
        actor_id=actor_id,
    )
    second.runoff_of = poll.id
    db.session.flush()
    return second
