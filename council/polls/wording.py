"""How polls read, in the reader's language: choices, verdicts, rules before the vote, reasons."""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _

from council.polls.ballot_rows import BallotRow, rule_text
from council.polls.hooks import is_away
from council.polls.marks import BadMarks
from council.polls.models import PollOption
from council.polls.rules import Choice, Secrecy, Why
from council.tally.decision import needed
from council.tally.explain import decimal_text
from council.tally.rules import Rule, Test
from council.web.formats import time

#: The drawing beside each choice: alike in weight.
DRAWINGS = {Choice.FOR: "check", Choice.AGAINST: "cross", Choice.ABSTAIN: "ring"}


def choice_word(choice: str) -> str:
    """A choice as it stands on its button; `none` is no vote at all."""
    words = {
        "for": _("For"),
        "against": _("Against"),
        "abstain": _("Abstain"),
        "none": _("Not cast"),
        "marks": _("Marked"),
        "blank": _("Blank"),
        "invalid": _("Invalid"),
    }
    return words[choice]


def exact_text(number: object) -> str:
    """A stored number, whole or "p/q", for reading."""
    return decimal_text(Fraction(str(number)))


def answer_word(answer: str) -> str:
    """An answer of a consent round."""
    words = {
        "consent": _("I consent"),
        "concern": _("I consent, with a concern"),
        "stand_aside": _("I stand aside"),
        "objection": _("I object"),
    }
    return words[answer]


def marks_words(marks: str, options: Sequence[PollOption]) -> str:
    """Recorded marks in words: titles in their order, points behind them."""
    titles = {option.key: option.title for option in options}
    value = json.loads(marks)
    if isinstance(value, str):
        return titles.get(value) or (choice_word(value) if value in DRAWINGS else value)
    if isinstance(value, list):
        return _(", ").join(titles.get(key) or key for key in value)
    if "answer" in value:
        return answer_word(value["answer"])
    return _(", ").join(f"{titles.get(key) or key} {points}" for key, points in value.items())


def bad_marks_words(problem: BadMarks) -> str:
    """Why a ballot cannot be taken as it is, and what to do."""
    values = problem.values
    words = {
        "one_choice": _("Choose only one."),
        "no_stance": _("Choose one of the three buttons: for, against or abstain."),
        "no_answer": _("Choose one of the four answers."),
        "nothing": _("Choose at least one."),
        "unknown": _("This option is not on the ballot. Load the page again."),
        "rank_twice": _("Each stands in your order only once."),
        "needs_reason": _("An objection needs its reason, in a few words."),
        "too_many": _("You marked %(marked)s. At most %(most)s are allowed: take some off.", **_numbers(values)),
        "over_budget": _("This is %(over)s yuan more than there is. Take something off.", **_numbers(values)),
        "points": _("Give whole points from 0 to %(most)s.", **_numbers(values)),
        "points_in_all": _("You gave %(given)s points. There are %(most)s in all.", **_numbers(values)),
        "long_reason": _("Keep the reason under %(most)s characters.", **_numbers(values)),
    }
    return words[problem.why]


def _numbers(values: Mapping[str, object]) -> dict[str, object]:
    return {name: values.get(name, 0) for name in ("most", "marked", "over", "given")}


def method_words(method: str, settings: Mapping[str, Any]) -> list[str]:
    """How a poll with options is counted, in sentences for the ballot."""
    seats = int(settings.get("seats") or 1)
    said = {
        "plurality": _("One mark each. The most marks win."),
        "approval": _("Mark all you agree with. The most marks win."),
        "score": _("Give points from 0 to 5. The highest mean wins."),
        "borda": _("Put them in order. Each place gives points; this is advice."),
        "irv": _("Put them in order. The last goes out and its papers move on, until one has more than half."),
        "stv-scottish": _("Put them in order. Votes above the quota, and those of the last, move on."),
        "stv-meek": _("Put them in order. Votes above the quota, and those of the last, move on."),
        "schulze": _("Put them in order. Every two are compared; who wins against all others is chosen."),
        "consent": _("It stands when nobody keeps an objection."),
        "pb-greedy-skip": _("The most votes first; what does not fit the sum is passed over."),
        "pb-greedy-stop": _("The most votes first, until one does not fit the sum."),
        "pb-equal-shares": _("Everybody has the same share and pays only for what they voted for."),
    }
    lines = [said[method]]
    if seats > 1:
        lines.append(_("%(seats)s are chosen.", seats=seats))
    if settings.get("at_most"):
        lines.append(_("At most %(most)s marks.", most=settings["at_most"]))
    if settings.get("floor") == "half_of_cast":
        lines.append(_("Elected is only who has more than half of those who took part."))
    elif settings.get("floor"):
        lines.append(_("Without more than half of the valid ballots there is a second vote."))
    if settings.get("budget"):
        lines.append(_("There are %(sum)s yuan to spend.", sum=f"{settings['budget']:,}"))
    if settings.get("least"):
        lines.append(_("A project needs at least %(least)s votes.", least=settings["least"]))
    return lines


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


def came_late_words(ballot: BallotRow) -> str:
    """Why somebody on the roll cannot vote: not there, or there only since the opening."""
    if is_away(ballot.subject_kind, ballot.subject_id, ballot.person_id):
        return _("You are not checked in. Check in, and you can vote in the next vote.")
    return _("You came after this vote was opened. You can vote in the next one.")


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
        Why.CAME_LATE: came_late_words(ballot) if ballot else "",
        Why.NOT_STARTED: _("This vote has not started. Please wait for the chair."),
        Why.CANCELLED: _("This vote was called off. Nothing is counted."),
        Why.FINAL: _("You have voted already, and in this vote that is final."),
        Why.PAPER_ONLY: way_words("paper_only"),
        Why.ON_PAPER: way_words("paper"),
        Why.BY_HAND: way_words("hands"),
        Why.BY_HELPER: way_words("helper"),
        Why.BY_PROXY: way_words("proxy"),
        Why.SECRET: _("This vote is secret. Open it again and use its own ballot."),
        Why.NAMED: _("This vote is by name. Open it again and use its own ballot."),
    }.get(why, _("This vote is not open."))


def channel_word(channel: str) -> str:
    """How votes came."""
    return {
        "phone": _("On the phone"),
        "paper": _("Paper"),
        "hands": _("Hands"),
        "helper": _("Entered by a helper"),
        "proxy": _("By proxy"),
    }[channel]


def way_words(channel: str) -> str:
    """That a vote is given another way than by phone."""
    return {
        "paper": _("A paper ballot has been given out for this vote, so it cannot be cast by phone as well."),
        "paper_only": _("Owners vote on paper here, so nobody can vote by phone. Ask at the desk for your paper."),
        "hands": _("This vote is given by a show of hands in the room, so it cannot be cast by phone as well."),
        "helper": _("This vote has been entered by a helper, so it cannot be cast by phone as well."),
        "proxy": _("Whoever holds your written proxy votes for you."),
    }.get(channel, "")


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
