"""What stands under an item of the minutes: motions with their votes, resolutions, tasks; in the reader's language."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from council.meetings.motions.rules import Kind
from council.meetings.motions.words import detail_words, outcome_words, question_name, way_words
from council.meetings.order.words import about_words, appeal_words, stage_words
from council.meetings.words import force_word, label_of
from council.minutes.rules import Document
from council.minutes.texts import to_html
from council.polls.areas import decision_in_metres
from council.polls.owners import owners_words
from council.polls.rules import figures_from_json
from council.polls.wording import channel_word
from council.tally.explain import sentence
from council.web.formats import day, time


@dataclass(frozen=True)
class Vote:
    """A published vote: its figures and its rule in one sentence each."""

    poll: Document

    @property
    def figures(self) -> str:
        """`For 24, against 5, abstain 3, not cast 1.`"""
        sums = figures_from_json(self.poll["result"]["figures"])
        return _(
            "For %(for_)s, against %(against)s, abstain %(abstain)s, not cast %(rest)s.",
            for_=sums.for_,
            against=sums.against,
            abstain=sums.abstain,
            rest=sums.not_voted,
        )

    @property
    def rule(self) -> str:
        """The result with its exact numbers; for a straw poll that it decides nothing."""
        decision = None if self.poll["straw"] else decision_in_metres(self.poll["rule"], self.poll["result"])
        if decision is None:
            return _("A straw poll: nothing is decided by it.")
        return sentence(decision, figures_from_json(self.poll["result"]["figures"]), str(get_locale()))

    @property
    def owners(self) -> str:
        """What kind of owners' vote it was; empty for other votes, and in minutes from before there were kinds."""
        return owners_words(self.poll.get("owners_mode"), self.poll.get("owners_basis", ""))

    @property
    def ways(self) -> str:
        """`How the votes came: On the phone 24, Hands 3.` Minutes approved before this was kept do not say it."""
        ways = self.poll.get("ways") or {}
        said = [f"{channel_word(way)} {number}" for way, number in ways.items()]
        return _("How the votes came: %(ways)s.", ways=_(", ").join(said)) if said else ""

    @property
    def reopened(self) -> str:
        """That it was opened again after its closing, each time with the reason; mostly empty."""
        return joined(*reopened_words(self.poll))

    @property
    def words(self) -> str:
        """Figures and rule together, of a secret vote with the seal over its ballots; how the votes came."""
        seal = self.poll.get("seal")
        sealed = [_("Secret; seal %(seal)s.", seal=seal)] if seal else []
        return joined(
            self.figures, self.rule[:1].upper() + self.rule[1:], self.owners, *sealed, self.ways, self.reopened
        )

    @property
    def carried(self) -> bool:
        """Whether the motion was carried."""
        return (self.poll["result"] or {}).get("outcome") == "carried"


@dataclass(frozen=True)
class Resolution:
    """What was decided: printed number, force, text; the text of its motion only where it differs."""

    facts: Document
    place: str

    @property
    def head(self) -> str:
        """`协商意见 桂雨里小区议〔2026〕12号`."""
        label = label_of(self.place, self.facts["number"])
        return _("%(force)s %(label)s:", force=force_word(self.facts["force"]), label=label)


@dataclass(frozen=True)
class Motion:
    """A motion, the vote on it, and what was decided by it."""

    facts: Document
    vote: Vote | None
    resolution: Resolution | None

    @property
    def text(self) -> str:
        """Its text as it was moved; empty where it was not changed and the resolution repeats it word for word."""
        return str(self.facts["first_text"]) if self.changed_by else self.final_text

    @property
    def final_text(self) -> str:
        """The text that was voted on; empty where the resolution repeats it word for word."""
        text = str(self.facts["text"])
        return "" if self.resolution and self.resolution.facts["text"] == text else text

    @property
    def changed_by(self) -> str:
        """`(by Amendment 1)`; empty where it stands as it was moved, and in minutes from before this was kept."""
        return changed_words(self.facts)

    @property
    def mover(self) -> str:
        """Who moved it, in brackets; may be empty."""
        name = self.facts["moved_by"]
        return _("(moved by %(name)s)", name=name) if name else ""


@dataclass(frozen=True)
class Question:
    """What was moved in a parliamentary meeting: who moved and seconded it, what became of it."""

    facts: Document

    @property
    def name(self) -> str:
        """`Amendment 1 〈what it changes〉`."""
        return question_name(self.facts["kind"], self.facts["number"])

    @property
    def detail(self) -> str:
        """How long, until when."""
        return detail_words(self.facts["kind"], self.facts["minutes"], self.facts["until"])

    @property
    def people(self) -> str:
        """Who moved and who seconded it."""
        moved, seconded = self.facts["moved_by"], self.facts["seconded_by"]
        if seconded:
            return _("(moved by %(name)s, seconded by %(second)s)", name=moved, second=seconded)
        return _("(moved by %(name)s)", name=moved)

    @property
    def title(self) -> str:
        """Its short words as they were moved: whoever moved them did not move what an amendment made of them."""
        return str(self.facts.get("first_title") or self.facts["title"])

    @property
    def changed_by(self) -> str:
        """What changed it, in brackets; mostly empty."""
        return changed_words(self.facts)

    @property
    def is_main(self) -> bool:
        """The motion itself: its text, vote and resolution stand above."""
        return bool(self.facts["kind"] == Kind.MAIN)

    @property
    def outcome(self) -> str:
        """What became of it, and how; with the figures of a vote by phones."""
        facts = self.facts
        how = way_words(facts["way"], facts["for"], facts["against"], facts["abstain"])
        became = outcome_words(facts["state"])
        said = _("%(outcome)s, %(how)s.", outcome=became, how=how) if how else _("%(outcome)s.", outcome=became)
        return joined(said, Vote(facts["poll"]).figures if facts["poll"] and not self.is_main else "")


@dataclass(frozen=True)
class Point:
    """A point of order: who raised it, how the chair ruled, what became of an appeal."""

    facts: Document

    @property
    def head(self) -> str:
        """`Point of order by 周敏:`."""
        return _("Point of order by %(name)s:", name=name_of(self.facts["by"]))

    @property
    def reason(self) -> str:
        """What was not in order."""
        return about_words(self.facts["about"], self.facts["text"])

    @property
    def ruling(self) -> str:
        """How the chair ruled, with the chair's word."""
        ruled, word = stage_words(self.facts["state"]), without_stop(self.facts["note"])
        return _("%(ruling)s: %(word)s.", ruling=ruled, word=word) if word else _("%(outcome)s.", outcome=ruled)

    @property
    def appeal(self) -> str:
        """What became of the appeal, and who moved and seconded it; empty without one."""
        facts = self.facts
        if not facts["appeal"]:
            return ""
        said = _("%(outcome)s.", outcome=appeal_words(facts["appeal"], facts["for"], facts["against"]))
        people = Question(facts).people
        return joined(said, people)


@dataclass(frozen=True)
class Task:
    """Something to do, by whom, until when."""

    title: str
    lead: str
    due: date

    @property
    def due_words(self) -> str:
        """The day."""
        return day(self.due)


@dataclass(frozen=True)
class Item:
    """An agenda item on the paper."""

    facts: Document
    place: str

    @property
    def heading(self) -> str:
        """`一、楼道灯改成声控灯`; of a sub-item `2.1 东门`."""
        if "label" in self.facts:
            return f"{self.facts['label']} {self.facts['title']}"
        return _("%(number)s. %(title)s", number=ordinal(self.facts["number"]), title=self.facts["title"])

    @property
    def is_sub(self) -> bool:
        """Whether it stands under another."""
        return "label" in self.facts

    @property
    def standing(self) -> str:
        """What became of it, where no vote says so. A heading says nothing: what stands under it does."""
        if self.facts.get("heading"):
            return ""
        if self.facts["state"] == "postponed":
            if self.facts.get("opened"):
                return _("Discussed and put off. It goes to another meeting.")
            return _("Not reached. It goes to another meeting.")
        if not self.facts["noticed"]:
            return _("Added after the call: discussed, not voted on.")
        if self.facts["state"] == "done" and not self._voted and not self.facts["motions"]:
            return _("Discussed; no vote was taken.")
        return ""

    @property
    def motions(self) -> list[Motion]:
        """Each motion with its vote and its resolution."""
        decided = {each["motion"]: Resolution(each, self.place) for each in self.facts["resolutions"]}
        return [
            Motion(each, Vote(each["poll"]) if each["poll"] else None, decided.get(each["id"]))
            for each in self.facts["motions"]
        ]

    @property
    def questions(self) -> list[Question]:
        """What was moved in a parliamentary meeting, in the order of moving."""
        return [Question(each) for each in self.facts.get("questions", [])]

    @property
    def points(self) -> list[Point]:
        """The points of order that were ruled on; minutes from before there were any have none."""
        return [Point(each) for each in self.facts.get("points", [])]

    @property
    def straw_polls(self) -> list[Vote]:
        """The straw polls."""
        return [Vote(each) for each in self.facts["straw_polls"]]

    @property
    def voided(self) -> list[tuple[str, str]]:
        """The votes that were called off: the question, and that it does not count, with the reason."""
        found = self.facts.get("voided", [])  # minutes approved before these were written down have none
        return [
            (
                each["question"],
                joined(*reopened_words(each), _("Called off, it does not count: %(reason)s", reason=each["reason"])),
            )
            for each in found
        ]

    @property
    def _voted(self) -> bool:
        return bool(self.facts["straw_polls"] or self.facts.get("voided"))

    @property
    def resolutions(self) -> list[Resolution]:
        """All that was decided under this item."""
        return [Resolution(each, self.place) for each in self.facts["resolutions"]]

    @property
    def tasks(self) -> list[Task]:
        """What came out of it."""
        return tasks_on_paper(self.facts["tasks"])

    @property
    def papers(self) -> list[str]:
        """Titles of the papers that lay before the meeting; minutes from before there were any have none."""
        return [each["title"] for each in self.facts.get("papers", [])]

    @property
    def note(self) -> Markup:
        """The recorder's words."""
        return to_html(self.facts["note"])


def tasks_on_paper(facts: list[Document]) -> list[Task]:
    """The tasks of a document that still stand."""
    return [
        Task(each["title"], name_of(each["lead"]), date.fromisoformat(each["due_on"]))
        for each in facts
        if not each["cancelled"]
    ]


def changed_words(facts: Document) -> str:
    """Which amendments changed a text, in brackets; empty for one that stands as it was moved."""
    names = [question_name(each["kind"], each["number"]) for each in facts.get("changed_by", [])]
    return _("(by %(amendments)s)", amendments=_(", ").join(names)) if names else ""


def reopened_words(poll: Document) -> list[str]:
    """Each time that a closed vote was opened again: when, and the reason that had to be given."""
    return [
        _(
            "Opened again at %(time)s, after it had been closed: %(reason)s.",
            time=time(datetime.fromisoformat(each["at"])),
            reason=without_stop(each["reason"]),
        )
        for each in poll.get("reopened", [])
    ]


def without_stop(words: str) -> str:
    """What somebody wrote, to stand inside a sentence: without a full stop of its own, in either script."""
    return words[:-1] if words and unicodedata.category(words[-1]) == "Po" else words


def ordinal(number: int) -> str:
    """The number of an item as papers count: 一, 二, 三 in Chinese."""
    words = _("1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20").split("|")
    return words[number - 1] if number <= len(words) else str(number)


def name_of(person: Document) -> str:
    """The name as the document has it, masked or not; with the building where two have one name."""
    return f"{person['name']} ({person['at']})" if "at" in person else str(person["name"])


def joined(*sentences: str) -> str:
    """Sentences one after the other; Chinese needs no blank between them."""
    locale = get_locale()
    blank = "" if locale is not None and locale.language == "zh" else " "
    return blank.join(sentence for sentence in sentences if sentence)
