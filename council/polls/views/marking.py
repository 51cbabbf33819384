"""Reading a ballot with options or for a box off a form, tap by tap, until it is cast."""

import json
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _

from council.accounts.identity import Identity
from council.base import clock
from council.polls.box import trackers
from council.polls.box.putting import put
from council.polls.casting import Receipt, Refusal, cast
from council.polls.kinds import Marking as Kind
from council.polls.marks import BadMarks, Sheet, moved, read_marks
from council.polls.models import Poll, Secrecy
from council.polls.queries import BallotView, ballot_view
from council.polls.wording import bad_marks_words, marks_words


@dataclass(frozen=True)
class Marking:
    """What stands on the reader's ballot now, before it is cast.

    `step`: "" while marking, `confirm` when a secret vote asks once more, `boxed` when it is in the box.
    """

    #: option keys in order (ranking) or ticked; for points, their numbers by key
    order: tuple[str, ...] = ()
    points: dict[str, str] | None = None
    problem: str = ""
    step: str = ""
    choice: str = ""
    chosen: str = ""
    tracker: str = ""
    reason: str = ""

    @property
    def shown_tracker(self) -> str:
        """The tracker in groups."""
        return trackers.shown(self.tracker)


def sheet_of(marking: str, options: Any, settings: Any) -> Sheet:
    """What may stand on the ballot of a poll."""
    return Sheet(
        Kind(marking),
        tuple(option.key for option in options if not option.excluded),
        {option.key: option.cost or 0 for option in options},
        at_most=settings.get("at_most"),
        limit=settings.get("budget") if settings.get("within") else None,
        most=settings.get("most", 5),
        in_all=settings.get("in_all"),
    )


def marking_of(mine: BallotView) -> Marking:
    """The ballot as the address says, one tap further; else as it was recorded."""
    marked = mine.marked
    order = [marked] if isinstance(marked, str) else list(marked) if isinstance(marked, list) else []
    points = {key: str(number) for key, number in marked.items()} if isinstance(marked, dict) else None
    keys = [option.key for option in mine.options if not option.excluded]
    args = request.args
    if "order" in args:
        order = [key for key in args["order"].split(",") if key in keys]
    elif "option" in args:
        order = [key for key in args.getlist("option") if key in keys]
    if "do" in args:
        order = moved(order, args["do"], keys)
    return Marking(order=tuple(order), points=points)


def take_marks(poll: Poll, identity: Identity) -> Receipt | Refusal | Marking:
    """Cast what the form says, or give back the ballot as it stands with what is missing."""
    form = request.form
    given = form.to_dict(flat=False)
    sheet = sheet_of(poll.marking, poll.options, poll.settings or {})
    order = tuple(key for key in form.get("order", "").split(",") if key) or tuple(filter(None, form.getlist("option")))
    points = {name.removeprefix("points-"): value for name, value in form.items() if name.startswith("points-")}
    standing = Marking(order=order, points=points, choice=form.get("choice", ""), reason=form.get("reason", ""))
    try:
        choice = read_marks(sheet, given)
    except BadMarks as problem:
        return Marking(**{**vars(standing), "problem": bad_marks_words(problem)})
    if poll.secrecy == Secrecy.SECRET:
        return _take_secret(poll, identity, choice, standing)
    word, marks = (json.loads(choice), "") if poll.marking == Kind.STANCE else ("marks", choice)
    reason = "" if poll.marking == Kind.ANSWER else standing.reason.strip()[:200]
    return cast(poll_id=poll.id, choice=word, marks=marks, reason=reason, now=clock.now(), **identity.votes())


def _take_secret(poll: Poll, identity: Identity, choice: str, standing: Marking) -> Receipt | Refusal | Marking:
    """Once cast it is final, so it is shown and asked for once more; the answer shows the tracker, once."""
    form = request.form
    chosen = marks_words(choice, poll.options)
    ask = {**vars(standing), "chosen": chosen, "step": "confirm", "tracker": trackers.made()}
    if not form.get("sure"):
        return Marking(**ask)
    try:
        tracker = trackers.read(form.get("tracker", ""), form.get("word", ""))
    except trackers.BadTracker:
        most = trackers.WORD_LENGTH
        return Marking(
            **{**ask, "problem": _("Your own word has letters and figures only, at most %(most)s.", most=most)}
        )
    mine = ballot_view(poll.id, identity.person_id)
    weight = (mine.row.weight if mine else None) or 1
    outcome = put(poll_id=poll.id, choice=choice, tracker=tracker, now=clock.now(), weight=weight, **identity.votes())
    if isinstance(outcome, Refusal):
        return outcome
    return Marking(**{**vars(standing), "chosen": chosen, "step": "boxed", "tracker": tracker})
