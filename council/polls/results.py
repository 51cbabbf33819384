"""What came out of a poll, in the reader's language: verdict, figures, bars, the rule in one sentence."""

from dataclasses import dataclass
from functools import cached_property

from flask_babel import get_locale
from flask_babel import gettext as _

from council.polls.models import Poll, PollState
from council.polls.rules import Choice, decision_of, figures_from_json
from council.polls.wording import DRAWINGS, base_words, choice_word, outcome_word
from council.tally.decision import Decision, TestResult
from council.tally.explain import explain, sentence
from council.tally.figures import Figures


@dataclass(frozen=True)
class ResultView:
    """A counted vote, in the reader's language. `decision` is None for a straw poll: shares, no verdict."""

    poll: Poll
    figures: Figures
    decision: Decision | None

    @property
    def outcome(self) -> str | None:
        """`carried`, `not_carried`, `no_quorum`; None for a straw poll."""
        return self.decision.outcome if self.decision else None

    @property
    def verdict(self) -> str:
        """The verdict in a word."""
        return outcome_word(self.outcome)

    @cached_property
    def base(self) -> tuple[str, int]:
        """What is 100 %: the base of the test in favour by heads (`present` for a straw poll), and its number."""
        passing = self._passing
        name = passing.test.base if passing else "present"
        if name == "fixed":
            name = "present"
        numbers = {
            "roll": self.figures.entitled,
            "present": self.figures.present,
            "participating": self.figures.participating,
            "cast": self.figures.participating,
            "valid": self.figures.valid,
            "for+against": self.figures.for_ + self.figures.against,
        }
        return name, numbers[name]

    @property
    def needed(self) -> int | None:
        """The votes in favour that were needed, by heads."""
        return self.decision.needed if self.decision else None

    @property
    def rows(self) -> list[tuple[str, str, str, int]]:
        """The bars: kind, drawing, word, count; those who did not vote last, where they count in the base."""
        figures, name = self.figures, self.base[0]
        counts = {Choice.FOR: figures.for_, Choice.AGAINST: figures.against, Choice.ABSTAIN: figures.abstain}
        rows = [(each.value, DRAWINGS[each], choice_word(each), counts[each]) for each in Choice]
        if name == "for+against":
            return rows[:2]
        if name in ("participating", "cast", "valid"):
            return rows
        return [*rows, ("none", "clock", choice_word("none"), self.base[1] - figures.participating)]

    @property
    def line(self) -> int | None:
        """Where the line stands on the bars: the votes needed, where heads decide."""
        return self._passing.needed if self._passing else None

    @property
    def pairs(self) -> list[tuple[str, int]]:
        """The figures above the bars: entitled, present (or taking part), needed."""
        figures = self.figures
        if self.base[0] == "participating":
            there = (_("Taking part"), figures.participating)
        else:
            there = (_("Present"), figures.present)
        needed = [] if self.needed is None else [(_("Needed"), self.needed)]
        return [(_("Entitled"), figures.entitled), there, *needed]

    @property
    def base_words(self) -> str:
        """What the percentages are of."""
        return base_words(*self.base)

    @property
    def sentence(self) -> str:
        """The result with its exact numbers in one sentence; empty for a straw poll."""
        return sentence(self.decision, self.figures, str(get_locale())) if self.decision else ""

    @property
    def lines(self) -> list[str]:
        """Every test with its numbers, for who wants to check."""
        return explain(self.decision, str(get_locale())) if self.decision else []

    @property
    def _passing(self) -> TestResult | None:
        tests = self.decision.tests if self.decision else ()
        return next((each for each in tests if each.test.stage == "pass" and not each.test.weighs), None)


def result_view(poll: Poll) -> ResultView | None:
    """What came out; None before the poll is closed. Who may see it before it is published is the caller's matter."""
    if poll.result is None or poll.state == PollState.CANCELLED:
        return None
    figures = figures_from_json(poll.result["figures"])
    return ResultView(poll, figures, None if poll.straw else decision_of(poll.rule, poll.result))
