"""What came out of a poll, in the reader's language: verdict, figures, bars, the rule in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from council.polls.areas import decision_in_metres, in_metres
from council.polls.box.queries import bulletin_of
from council.polls.models import Poll, PollState, Secrecy
from council.polls.owners import words_of
from council.polls.rules import Choice, figures_from_json
from council.polls.wording import DRAWINGS, answer_word, base_words, choice_word, outcome_word
from council.tally.counting.consent import ANSWERS
from council.tally.decision import Decision, TestResult
from council.tally.explain import area_text, decimal_text, explain, sentence
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
    def areas(self) -> str:
        """The floor area behind the heads of an owners' vote, since figures and bars show heads only; else empty."""
        weights = in_metres(self.figures).weights
        if weights is None or self.decision is None or not self.decision.rule.weighs:
            return ""
        named = {"for_": weights.for_, "against": weights.against, "cast": weights.participating}
        return _(
            "By floor area: %(for_)s m² in favour, %(against)s m² against, %(cast)s m² took part.",
            **{name: area_text(number) for name, number in named.items()},
        )

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
    def owners(self) -> str:
        """What kind of owners' vote it was, in a sentence; empty for other votes."""
        return words_of(self.poll)

    @cached_property
    def seal(self) -> str:
        """The seal over the ballots of a secret vote, for the wall; empty for others."""
        return _seal_of(self.poll)

    @property
    def _passing(self) -> TestResult | None:
        tests = self.decision.tests if self.decision else ()
        return next((each for each in tests if each.test.stage == "pass" and not each.test.weighs), None)


def result_view(poll: Poll) -> ResultView | None:
    """What came out; None before the poll is closed. Who may see it before it is published is the caller's matter."""
    if poll.result is None or "figures" not in poll.result or poll.state == PollState.CANCELLED:
        return None
    figures = figures_from_json(poll.result["figures"])
    return ResultView(poll, figures, None if poll.straw else decision_in_metres(poll.rule, poll.result))


@dataclass(frozen=True)
class CountedView:
    """A counted poll with options, in the reader's language."""

    poll: Poll
    count: Mapping[str, Any]

    @property
    def outcome(self) -> str:
        """`chosen`, `runoff`, `tie`, `nobody`; of a consent round `carried`, `not_carried`, `no_quorum`."""
        return str((self.poll.result or {})["outcome"])

    @property
    def verdict(self) -> str:
        """The verdict in words: who or what is chosen, else what is to be done."""
        if self.outcome == "chosen":
            return _(", ").join(self.winners)
        return outcome_word(self.outcome)

    @property
    def titles(self) -> dict[str, str]:
        """Key → title."""
        return {option.key: option.title for option in self.poll.options}

    @property
    def winners(self) -> list[str]:
        """The titles of the winners in their order."""
        return [self.titles.get(key, key) for key in self.count["winners"]]

    @property
    def runoff(self) -> list[str]:
        """Between whom a second vote is needed."""
        return [self.titles.get(key, key) for key in self.count["runoff"]]

    @property
    def open_ties(self) -> list[tuple[str, str]]:
        """Who is tied and nothing settles it: (key, title)."""
        tied = [key for tie in self.count["ties"] if tie.get("unresolved") for key in tie["candidates"]]
        return [(key, self.titles.get(key, key)) for key in dict.fromkeys(tied)]

    @property
    def pairs(self) -> list[tuple[str, int]]:
        """The figures above the bars."""
        bases = self.count["bases"]
        more = [(_("Blank"), bases["blank"])] if bases["blank"] else []
        more += [(_("Invalid"), bases["invalid"])] if bases["invalid"] else []
        return [(_("Entitled"), (self.poll.result or {})["entitled"]), (_("Ballots cast"), bases["cast"]), *more]

    @property
    def bars(self) -> list[tuple[str, str, str, Any]]:
        """For each option: kind of bar (chosen ones solid), drawing, title, number; the most first."""
        numbers = self.count.get("votes") or self.count["rounds"][0]["votes"]
        chosen = set(self.count["winners"])
        rows = [
            (
                "for" if key in chosen else "abstain",
                "check" if key in chosen else "ring",
                self.titles.get(key) or _answer(key),
                number,
            )
            for key, number in numbers.items()
        ]
        return sorted(rows, key=lambda row: -Fraction(row[3]))

    @property
    def most(self) -> Fraction:
        """The longest bar."""
        return max((Fraction(row[3]) for row in self.bars), default=Fraction(0))

    def width(self, number: Any) -> str:
        """How long a bar is, in percent of the longest."""
        return f"{float(100 * Fraction(number) / self.most):.1f}" if self.most else "0"

    @property
    def round_heads(self) -> list[tuple[str, str]]:
        """Heads of the table of rounds."""
        return [(_("Round %(number)s", number=each["number"]), "n") for each in self.rounds]

    @property
    def round_rows(self) -> list[tuple[str, list[str], str]]:
        """The table of rounds: title, votes in each round (empty once out), how it ended for them."""
        rows = []
        for key, title in self.titles.items():
            given = [each["votes"].get(key) for each in self.rounds]
            numbers = ["" if votes is None else decimal_text(Fraction(votes)) for votes in given]
            rows.append((title, numbers, "elected" if key in self.count["winners"] else ""))
        return rows

    @property
    def rounds(self) -> list[Mapping[str, Any]]:
        """The rounds of a count that has several."""
        rounds: list[Mapping[str, Any]] = self.count["rounds"]
        return rounds if len(rounds) > 1 and "budget" not in self.count else []

    @property
    def budget(self) -> list[tuple[str, int, int, str]]:
        """For a budget: title, cost, votes, `taken` or why not."""
        if "budget" not in self.count:
            return []
        passed = self.count["passed"]
        rows = [
            (option.title, option.cost or 0, self.count["votes"][option.key], passed.get(option.key, "taken"))
            for option in self.poll.options
        ]
        return sorted(rows, key=lambda row: (row[3] != "taken", -row[2]))

    @property
    def owners(self) -> str:
        """What kind of owners' vote it was, in a sentence; empty for other votes."""
        return words_of(self.poll)

    @cached_property
    def seal(self) -> str:
        """The seal over the ballots of a secret vote, for the wall; empty for others."""
        return _seal_of(self.poll)

    @property
    def lines(self) -> list[str]:
        """The explanation, line by line."""
        told: Mapping[str, list[str]] = (self.poll.result or {})["explanation"]
        locale = get_locale()
        return told["zh" if locale is not None and locale.language == "zh" else "en"]


def _seal_of(poll: Poll) -> str:
    found = bulletin_of(poll.id) if poll.secrecy == Secrecy.SECRET else None
    return found.seal if found else ""


def _answer(key: str) -> str:
    return answer_word(key) if key in ANSWERS else key


def counted_view(poll: Poll) -> CountedView | None:
    """What came out of a poll with options; None before it is counted, and for votes for and against."""
    if poll.result is None or "count" not in poll.result or poll.state == PollState.CANCELLED:
        return None
    return CountedView(poll, poll.result["count"])
