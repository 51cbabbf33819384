"""Reading polls: a person's ballot, how many votes are in, what came out, who voted how."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import Row, Select, func, select

from council.base import clock
from council.base.db import db
from council.base.plain import plain_read
from council.polls.ballot_rows import BallotRow, read
from council.polls.kinds import Marking
from council.polls.models import Ballot, Poll, PollOption, PollState, RollEntry
from council.polls.owners import OwnersMode, told, words_of
from council.polls.results import ResultView, result_view
from council.polls.rules import Choice, Countdown, ballot_key, countdown_to, receipt_code
from council.polls.wording import (
    DRAWINGS,
    came_late_words,
    choice_word,
    manner_words,
    marks_words,
    method_words,
    rule_words,
    way_words,
)
from council.residents.models import Person

__all__ = [
    "BallotView",
    "OpenView",
    "ResultView",
    "ballot_view",
    "not_voted",
    "on_roll",
    "open_view",
    "polls_about",
    "result_view",
    "turnout",
    "turnouts",
    "view_of",
    "votes_by_name",
]


@dataclass(frozen=True)
class BallotView:
    """A ballot as its reader sees it; templates take everything from here."""

    row: BallotRow
    #: what can be marked, where that is more than for and against
    options: Sequence[PollOption] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    method: str = "decide"

    @property
    def key(self) -> str:
        """Changes once at opening and once at closing: when a page must fetch its ballot anew."""
        return ballot_key(self.row.poll_id, self.row.state)

    @property
    def code(self) -> str:
        """The receipt number; empty before a vote is recorded."""
        if self.row.choice is None or self.row.entry_id is None:
            return ""
        return receipt_code(self.row.poll_id, self.row.entry_id, current_app.config["SECRET_KEY"])

    @property
    def recorded_at(self) -> datetime | None:
        """When the vote as it stands was recorded."""
        return self.row.changed_at or self.row.cast_at

    @property
    def standing(self) -> str:
        """`not_started`, `open`, `closed`, `published`, `cancelled`; while open also `not_on_roll`, `came_late`."""
        if self.row.state == PollState.DRAFT:
            return "not_started"
        if self.row.is_open and not self.row.may_cast:
            return "came_late" if self.row.entry_id else "not_on_roll"
        if self.row.is_open and self.row.is_over(clock.now()):
            return "closed"
        return self.row.state

    @property
    def why_not(self) -> str:
        """What is said to `came_late`."""
        return came_late_words(self.row)

    @property
    def takes_votes(self) -> bool:
        """Whether pressing a button may still record something."""
        row = self.row
        if self.standing != "open" or row.on_paper or row.channel is not None or (row.is_secret and row.voted):
            return False
        return row.choice is None or row.changeable

    @property
    def rule(self) -> list[str]:
        """What it takes to carry, one sentence a test."""
        row = self.row
        if self.has_options:
            return told(method_words(self.method, self.settings), row)
        return told(rule_words(row.rule, straw=row.straw, entitled=row.entitled, present=row.present), row)

    @property
    def manner(self) -> str:
        """By name; changeable or final."""
        return manner_words(changeable=self.row.changeable, secrecy=self.row.secrecy)

    @property
    def owners(self) -> str:
        """What kind of owners' vote it is, in a sentence; empty for other votes."""
        return words_of(self.row)

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """The buttons in their fixed order: value, drawing, word."""
        return [(choice.value, DRAWINGS[choice], choice_word(choice)) for choice in Choice]

    @property
    def chosen(self) -> str:
        """The recorded choice in words."""
        if self.row.choice == "marks":
            return marks_words(self.row.marks or "", self.options)
        return choice_word(self.row.choice) if self.row.choice else ""

    @property
    def marked(self) -> Any:
        """The recorded marks: a key, a list of keys, or points by key; None without any."""
        return json.loads(self.row.marks) if self.row.marks else None

    @property
    def other_way(self) -> str:
        """That the vote is given another way than by phone, in one sentence; empty where it is not."""
        return way_words(self.row.channel or ("paper_only" if self.row.on_paper else ""))

    @property
    def has_options(self) -> bool:
        """Whether more is marked than for, against or abstain."""
        return self.row.marking != Marking.STANCE


def ballot_view(poll_id: int, person_id: int | None) -> BallotView | None:
    """One person's ballot, in one query; None if there is no such poll."""
    row = read(plain_read(), poll_id, person_id)
    return view_of(row) if row else None


def view_of(row: BallotRow) -> BallotView:
    """The ballot as its reader sees it; options are read only where there are any."""
    if row.marking == Marking.STANCE:
        return BallotView(row)
    options = db.session.scalars(
        select(PollOption).where(PollOption.poll_id == row.poll_id).order_by(PollOption.position)
    ).all()
    settings, method = db.session.execute(select(Poll.settings, Poll.method).where(Poll.id == row.poll_id)).one()
    return BallotView(row, options, settings or {}, method)


def turnout(poll_id: int) -> tuple[int, int]:
    """How many votes are in, and how many people may cast one."""
    return turnouts([poll_id]).get(poll_id, (0, 0))


def turnouts(poll_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Votes in and people who may cast, for several polls in one query."""
    cast = select(func.count(RollEntry.marked_at)).where(RollEntry.poll_id == Poll.id).scalar_subquery()
    rows = db.session.execute(select(Poll.id, cast, Poll.present).where(Poll.id.in_(set(poll_ids))))
    return {poll_id: (votes, present) for poll_id, votes, present in rows}


@dataclass(frozen=True)
class OpenView:
    """A vote that is on, as a wall shows it: never how the votes stand."""

    poll: Poll
    cast: int

    @property
    def key(self) -> str:
        """See `BallotView.key`."""
        return ballot_key(self.poll.id, self.poll.state)

    @property
    def present(self) -> int:
        """How many may cast a vote."""
        return self.poll.present

    @property
    def rule(self) -> list[str]:
        """What it takes to carry, one sentence a test."""
        poll = self.poll
        if poll.marking != Marking.STANCE:
            return method_words(poll.method, poll.settings or {})
        return rule_words(poll.rule, straw=poll.straw, entitled=poll.entitled, present=poll.present)

    @property
    def owners(self) -> str:
        """What kind of owners' vote it is, in a sentence; empty for other votes."""
        return words_of(self.poll)

    @property
    def on_paper(self) -> bool:
        """Whether papers are the only way to vote in it."""
        return self.poll.owners_mode == OwnersMode.PAPER

    @property
    def manner(self) -> str:
        """By name; changeable or final."""
        return manner_words(changeable=self.poll.changeable, secrecy=self.poll.secrecy)

    @property
    def countdown(self) -> Countdown | None:
        """The time left before the deadline, in its last hour; also that it is over."""
        return countdown_to(self.poll.closes_at, clock.now()) if self.poll.state == PollState.OPEN else None


def open_view(poll: Poll) -> OpenView:
    """A vote that is on, with its turnout."""
    return OpenView(poll, turnout(poll.id)[0])


def votes_by_name(poll_id: int) -> Select[str, str, int, str]:
    """Who voted how in a named poll, by the roll's order: (name, choice, person id, marks). To be paged."""
    return (
        select(Person.name, Ballot.choice, Person.id, Ballot.marks)
        .join(RollEntry, RollEntry.person_id == Person.id)
        .join(Ballot, Ballot.roll_entry_id == RollEntry.id)
        .where(RollEntry.poll_id == poll_id)
        .order_by(RollEntry.id)
    )


def not_voted(poll_id: int) -> Sequence[Row[int, str]]:
    """Who may still vote in a named poll: (person id, name), by the roll's order."""
    query = (
        select(Person.id, Person.name)
        .join(RollEntry, RollEntry.person_id == Person.id)
        .where(RollEntry.poll_id == poll_id, RollEntry.present, RollEntry.marked_at.is_(None))
        .order_by(RollEntry.id)
    )
    return db.session.execute(query).all()


def on_roll(poll_id: int, person_id: int) -> bool:
    """Whether someone is on the frozen roll of a poll."""
    query = select(RollEntry.id).where(RollEntry.poll_id == poll_id, RollEntry.person_id == person_id)
    return db.session.scalar(query) is not None


def polls_about(subject_kind: str, subject_ids: Collection[int]) -> Sequence[Poll]:
    """The polls about some subjects of one kind, oldest first."""
    query = select(Poll).where(Poll.subject_kind == subject_kind, Poll.subject_id.in_(set(subject_ids)))
    return db.session.scalars(query.order_by(Poll.id)).all()
