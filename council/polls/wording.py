"""How polls read, in the reader's language: choices, verdicts, rules before the vote, reasons."""

import json
from functools import lru_cache

from flask_babel import gettext as _

from council.polls.ballot_rows import BallotRow, rule_text
from council.polls.rules import Choice, Secrecy, Why
from council.tally.decision import needed
from council.tally.rules import Rule, Test
from council.web.formats import time

#: The drawing beside each choice: alike in weight.
DRAWINGS = {Choice.FOR: "check", Choice.AGAINST: "cross", Choice.ABSTAIN: "ring"}


def choice_word(choice: str) -> str:
    """A choice as it stands on its button; `none` is no vote at all."""
    return {"for": _("For"), "against": _("Against"), "abstain": _("Abstain"), "none": _("Not cast")}[choice]


def outcome_word(outcome: str | None) -> str:
    """The verdict; a straw poll has none."""
    words = {
        "carried": _("Carried"),
        "not_carried": _("Not carried"),
        "no_quorum": _("No quorum"),
        "chosen": _("Decided"),
        "nobody": _("Nobody is elected"),
        "tie": _("A tie is open"),
        "runoff": _("A second vote is needed"),
    }
    return words.get(outcome or "", _("Opinions"))


def rule_words(rule: object, *, straw: bool, entitled: int, present: int) -> list[str]:
    """What it takes to carry, before anyone has voted: one sentence a test."""
    parsed = None if straw else rule_of(rule_text(rule))
    if parsed is None:
        return [_("We ask for opinions. Nothing is decided by this.")]
    return [_test_words(test, entitled, present) for test in parsed.tests if _is_told(test)]


def manner_words(*, changeable: bool, secrecy: str = Secrecy.OPEN) -> str:
    """Who can see what, and whether it is final."""
    if secrecy == Secrecy.SECRET:
        return _("Secret: it is seen who has voted, never what. Once given, your vote is final.")
    seen = _("It is shown who has voted, not what.") if secrecy == Secrecy.ROLL_ONLY else _("By name.")
    kept = _("You may change it until the vote closes.") if changeable else _("Once given, your vote is final.")
    return f"{seen} {kept}"


def refusal_words(why: Why, ballot: BallotRow | None) -> str:
    """Why a vote was not taken, and what to do."""
    ended = ballot and (ballot.closed_at or ballot.closes_at)
    if why == Why.CLOSED and ballot is not None and ended:
        closed = time(ended)
        if ballot.choice in DRAWINGS:
            return _(
                "Closed at %(time)s. The change was not counted; your vote stays: %(choice)s.",
                time=closed,
                choice=choice_word(ballot.choice),
            )
        return _("Closed at %(time)s. Your vote was not counted.", time=closed)
    return {
        Why.NOT_ON_ROLL: _("You are not on the roll of this vote. Ask the chair if that is a mistake."),
        Why.CAME_LATE: _("You came after this vote was opened. You can vote in the next one."),
        Why.NOT_STARTED: _("This vote has not started. Please wait for the chair."),
        Why.CANCELLED: _("This vote was called off. Nothing is counted."),
        Why.FINAL: _("You have voted already, and in this vote that is final."),
        Why.ON_PAPER: _("A paper ballot has been given out for this vote, so it cannot be cast by phone as well."),
        Why.BY_HAND: _("This vote is given by a show of hands in the room, so it cannot be cast by phone as well."),
        Why.BY_HELPER: _("This vote has been entered by a helper, so it cannot be cast by phone as well."),
        Why.SECRET: _("This vote is secret. Open it again and use its own ballot."),
        Why.NAMED: _("This vote is by name. Open it again and use its own ballot."),
    }.get(why, _("This vote is not open."))


@lru_cache(maxsize=64)
def rule_of(text: str) -> Rule | None:
    """The rule of a stored snapshot; None for a straw poll."""
    data = json.loads(text)
    return Rule.from_json(data) if data else None


def _is_told(test: Test) -> bool:
    """A quorum of those present was tested when the poll opened; one of those taking part is still to come."""
    return test.stage == "pass" or test.counted == "participating"


def _test_words(test: Test, entitled: int, present: int) -> str:
    share = _share(test)
    if test.stage == "quorum":
        by = _("by area") if test.weighs else _("by heads")
        return _("Counts only if %(share)s of those entitled take part (%(by)s).", share=share, by=by)
    if test.weighs:
        return _("Carried when %(share)s of the area is in favour.", share=share)
    if test.base in ("roll", "present"):
        number = entitled if test.base == "roll" else present
        least = needed(test, number)
        if test.base == "roll":
            return _(
                "Carried when %(share)s of the %(number)s entitled are in favour: %(least)s.",
                share=share,
                number=number,
                least=least,
            )
        return _(
            "Carried when %(share)s of the %(number)s present are in favour: %(least)s.",
            share=share,
            number=number,
            least=least,
        )
    if test.base == "for+against":
        return _("Carried when %(share)s of those for or against are in favour.", share=share)
    if test.base == "valid":
        return _("Carried when %(share)s of the valid ballots are in favour.", share=share)
    if test.fixed is not None:
        return _("Carried with %(number)s votes in favour.", number=needed(test, test.fixed))
    return _("Carried when %(share)s of those who vote are in favour.", share=share)


def _share(test: Test) -> str:
    if test.fraction == 1:
        return _("all")
    if test.op == ">" and test.fraction * 2 == 1:
        return _("more than half")
    if test.op == ">":
        return _("more than %(fraction)s", fraction=test.fraction)
    return _("at least %(fraction)s", fraction=test.fraction)


def base_words(base: str, number: int) -> str:
    """What percentages are of."""
    if base == "roll":
        return _("Percentages are of the %(number)s entitled.", number=number)
    if base == "present":
        return _("Percentages are of the %(number)s present; abstentions count in.", number=number)
    if base == "for+against":
        return _("Percentages are of the %(number)s for or against.", number=number)
    if base == "valid":
        return _("Percentages are of the %(number)s valid ballots.", number=number)
    return _("Percentages are of the %(number)s who voted; abstentions count in.", number=number)
