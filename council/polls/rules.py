"""Pure decisions about polls: which state follows which, who may cast, when there is a quorum, what is hashed."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from council.base.ids import short_code
from council.journal.rules import canonical
from council.tally.decision import TestResult, decide, needed
from council.tally.figures import Figures, Weights
from council.tally.rules import Rule


class PollState(StrEnum):
    """A poll's life."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Secrecy(StrEnum):
    """What can be known afterwards: who voted how; only who voted; only who voted, and not even by the server."""

    OPEN = "open"
    ROLL_ONLY = "roll_only"
    SECRET = "secret"


class Choice(StrEnum):
    """The three answers to a motion: 赞成, 反对, 弃权."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Why(StrEnum):
    """Why a vote was not taken."""

    NO_POLL = "no_poll"
    SIGNED_OUT = "signed_out"
    NOT_ON_ROLL = "not_on_roll"
    CAME_LATE = "came_late"
    NOT_STARTED = "not_started"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    FINAL = "final"
    ON_PAPER = "on_paper"
    #: papers are the only way in this poll
    PAPER_ONLY = "paper_only"
    BY_HAND = "by_hand"
    BY_HELPER = "by_helper"
    BY_PROXY = "by_proxy"
    #: a named ballot for a secret poll, or the other way round
    SECRET = "secret"
    NAMED = "named"


#: Which states may follow a state. From closed back to open is a reopening: before publishing, with a reason.
MOVES: Mapping[PollState, frozenset[PollState]] = {
    PollState.DRAFT: frozenset({PollState.OPEN, PollState.CANCELLED}),
    PollState.OPEN: frozenset({PollState.CLOSED, PollState.CANCELLED}),
    PollState.CLOSED: frozenset({PollState.PUBLISHED, PollState.OPEN, PollState.CANCELLED}),
    PollState.PUBLISHED: frozenset(),
    PollState.CANCELLED: frozenset(),
}


def may_move(state: str, wanted: PollState) -> bool:
    """Whether a poll in `state` may go to `wanted`."""
    return wanted in MOVES[PollState(state)]


class Countdown(NamedTuple):
    """What a screen counts down by: end and now in milliseconds since 1970, the time left as `m:ss`."""

    until_ms: int
    now_ms: int
    text: str


def countdown_to(end: datetime | None, now: datetime) -> Countdown | None:
    """The countdown to `end` in its last hour and after it; None before that hour and without an end."""
    left = (end - now).total_seconds() if end is not None else None
    if end is None or left is None or left > 3600:
        return None
    minutes, seconds = divmod(max(0, round(left)), 60)
    return Countdown(int(end.timestamp() * 1000), int(now.timestamp() * 1000), f"{minutes}:{seconds:02d}")


class Voter(NamedTuple):
    """One line of a roll: a person, whether present as the poll opens, and the votes that person has.

    `household_id` where one votes for a household; `label` says what the weight is made of. `holder_id` is who stands
    in for them, as said before the poll opened: they are not there themselves.
    """

    person_id: int
    present: bool
    weight: int = 1
    household_id: int | None = None
    label: str = ""
    holder_id: int | None = None


class Sum(NamedTuple):
    """Some voters: how many heads, and the votes they have together."""

    heads: int
    weight: int


NOBODY = Sum(0, 0)


def figures_of(entitled: Sum, present: Sum, marked: Mapping[str, Sum] = MappingProxyType({})) -> Figures:
    """The figures of a poll, by heads and by weight; `marked` has a sum for each choice that somebody marked."""
    for_, against, abstain = (marked.get(choice, NOBODY) for choice in Choice)
    blank, invalid = (marked.get(word, NOBODY) for word in ("blank", "invalid"))
    sums = (entitled, present, for_, against, abstain, blank, invalid)
    return Figures(
        entitled.heads,
        present.heads,
        for_.heads,
        against.heads,
        abstain.heads,
        Weights(*(Fraction(each.weight) for each in sums)),
        blank.heads,
        invalid.heads,
    )


def roll_figures(roll: Sequence[Voter]) -> Figures:
    """Entitled and present; nobody has voted yet."""
    return figures_of(_sum(roll), _sum([voter for voter in roll if voter.present]))


def _sum(voters: Sequence[Voter]) -> Sum:
    return Sum(len(voters), sum(voter.weight for voter in voters))


@dataclass(frozen=True)
class Reach:
    """One test of a quorum: how much is there, of how much, against how much is needed: heads, or what they weigh."""

    weighs: bool
    present: int
    entitled: int
    needed: int
    reached: bool

    @property
    def missing(self) -> int:
        """How much more it takes; 0 once it is reached."""
        return 0 if self.reached else max(1, self.needed - self.present)


@dataclass(frozen=True)
class Quorum:
    """Who is there against who is needed. `needed` heads, None where the rule asks for none before the vote.

    `reached` is whether all tests hold; `reaches` has each of them (owners: heads and floor area).
    """

    present: int
    entitled: int
    needed: int | None
    reached: bool
    reaches: tuple[Reach, ...] = ()


def quorum(rule: Rule | None, figures: Figures, *, in_hall: bool = False) -> Quorum:
    """The quorum test at opening, exact.

    A quorum of those taking part (owners' votes, Civil Code art. 278) shows only at closing, except in a hall: there
    nobody can take part but who is there, so those present are tested. Nobody is never enough.
    """
    asked = () if rule is None else rule.stage("quorum")
    if in_hall:
        asked = tuple(replace(test, counted="present") for test in asked)
    tests = [test for test in asked if test.counted == "present"]
    if rule is None or not tests:
        return Quorum(figures.present, figures.entitled, None, figures.present > 0)
    first = decide(Rule(rule.code, (*tests, rule.stage("pass")[0])), figures)
    reaches = tuple(_reach(each) for each in first.tests if each.test.stage == "quorum")
    return Quorum(figures.present, figures.entitled, first.quorum, first.has_quorum, reaches)


def reaches(rule: Rule, figures: Figures, counts: str) -> tuple[Reach, ...]:
    """Each test of the quorum that counts `counts` (`present`, `participating`) against these figures."""
    tests = tuple(test for test in rule.stage("quorum") if test.counted == counts)
    if not tests:
        return ()
    decision = decide(Rule(rule.code, (*tests, rule.stage("pass")[0])), figures)
    return tuple(_reach(each) for each in decision.tests if each.test.stage == "quorum")


def _reach(result: TestResult) -> Reach:
    """A test in whole heads or whole units of weight: of a fraction of a unit the next whole one is needed."""
    entitled = int(result.denominator)
    least = needed(result.test, entitled)
    return Reach(result.test.weighs, int(result.numerator), entitled, least, result.holds)


def quorum_in_hall(rule: Rule | None, *, entitled: Sum, present: Sum) -> Quorum:
    """The same for a meeting that counts who has checked in, and what they weigh."""
    return quorum(rule, figures_of(entitled, present), in_hall=True)


def quorum_of_heads(rule: Rule | None, *, entitled: int, present: int) -> Quorum:
    """The same where each has one vote."""
    return quorum_in_hall(rule, entitled=Sum(entitled, entitled), present=Sum(present, present))


#: The smallest class of equal weights that a secret vote may have, and the smallest group that a table shows.
LEAST_OF_A_CLASS = 5


def small_classes(roll: Iterable[Voter]) -> list[int]:
    """The weights that fewer than five voters have; empty where all weigh the same.

    In a small class the published sums tell who voted what: 13 owners of differing areas, "92.50 m² abstained".
    """
    classes = Counter(voter.weight for voter in roll)
    if len(classes) == 1:
        return []
    return sorted(weight for weight, voters in classes.items() if voters < LEAST_OF_A_CLASS)


def receipt_code(poll_id: int, roll_entry_id: int, secret: str) -> str:
    """The receipt number of a voter in a poll, e.g. `7K3M-2QXT`: always the same, and not to be guessed."""
    return short_code(f"receipt.{poll_id}.{roll_entry_id}.{secret}")


def ballot_key(poll_id: int, state: str) -> str:
    """What a live page compares to know that its ballot must be fetched anew: once at opening, once at closing."""
    return f"{poll_id}-{state}"


def roll_hash(poll_id: int, roll: Iterable[Voter]) -> str:
    """SHA-256 (hex) of a roll: one canonical line `[person, present, weight]` a voter, by person, under the poll."""
    ordered = sorted(roll, key=lambda voter: voter.person_id)
    lines = [canonical([voter.person_id, voter.present, voter.weight]) for voter in ordered]
    return _sha256([f"roll {poll_id}", *lines])


def ballots_digest(poll_id: int, votes: Iterable[tuple[int, str]]) -> str:
    """SHA-256 (hex) of the ballots of a named poll: one canonical line `[person, choice]` a ballot, by person."""
    return _sha256([f"ballots {poll_id}", *(canonical([person, choice]) for person, choice in sorted(votes))])


def _sha256(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


_FIELDS = {"entitled": "entitled", "present": "present", "for": "for_", "against": "against", "abstain": "abstain"}


def figures_from_json(data: Mapping[str, Any]) -> Figures:
    """The figures that `tally.decide_file.figures_to_json` stored."""
    heads = {_FIELDS.get(name, name): number for name, number in data["heads"].items()}
    weight = data.get("weight")
    sums = weight and Weights(**{_FIELDS.get(name, name): Fraction(number) for name, number in weight.items()})
    return Figures(**heads, weights=sums)
