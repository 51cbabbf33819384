"""The minutes as a paper: the document's codes and numbers in sentences, in the reader's language."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from council.meetings.words import force_word, kind_and_number, label_of
from council.minutes.rules import Document
from council.minutes.texts import to_html
from council.polls.rules import decision_of, figures_from_json
from council.tally.explain import sentence
from council.web.formats import day, full_day, time, weekday


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
        decision = None if self.poll["straw"] else decision_of(self.poll["rule"], self.poll["result"])
        if decision is None:
            return _("A straw poll: nothing is decided by it.")
        return sentence(decision, figures_from_json(self.poll["result"]["figures"]), str(get_locale()))

    @property
    def words(self) -> str:
        """Figures and rule together."""
        return joined(self.figures, self.rule[:1].upper() + self.rule[1:])

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
        """Its exact text; empty where the resolution repeats it word for word."""
        text = str(self.facts["text"])
        return "" if self.resolution and self.resolution.facts["text"] == text else text

    @property
    def mover(self) -> str:
        """Who moved it, in brackets; may be empty."""
        name = self.facts["moved_by"]
        return _("(moved by %(name)s)", name=name) if name else ""


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
        """`一、楼道灯改成声控灯`."""
        return _("%(number)s. %(title)s", number=ordinal(self.facts["number"]), title=self.facts["title"])

    @property
    def standing(self) -> str:
        """What became of it, where no vote says so."""
        if self.facts["state"] == "postponed":
            return _("Not reached. It goes to another meeting.")
        if not self.facts["noticed"]:
            return _("Added after the call: discussed, not voted on.")
        if self.facts["state"] == "done" and not self.facts["motions"] and not self.facts["straw_polls"]:
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
    def straw_polls(self) -> list[Vote]:
        """The straw polls."""
        return [Vote(each) for each in self.facts["straw_polls"]]

    @property
    def resolutions(self) -> list[Resolution]:
        """All that was decided under this item."""
        return [Resolution(each, self.place) for each in self.facts["resolutions"]]

    @property
    def tasks(self) -> list[Task]:
        """What came out of it."""
        return tasks_on_paper(self.facts["tasks"])

    @property
    def note(self) -> Markup:
        """The recorder's words."""
        return to_html(self.facts["note"])


@dataclass(frozen=True)
class Paper:
    """The whole paper. `facts` is the document, masked or not."""

    facts: Document

    @property
    def name(self) -> str:
        """`第 12 次周末议事会`."""
        return kind_and_number(self.facts["meeting"]["kind"], self.facts["meeting"]["number"])

    @property
    def place(self) -> str:
        """The place's name."""
        return str(self.facts["place"]["name"])

    @property
    def kind(self) -> str:
        """The red head's second line."""
        if self.facts["meeting"]["kind"] == "weekend_council":
            return _("Weekend council: minutes")
        return _("Evening talk: minutes")

    @property
    def reference(self) -> str:
        """`会议纪要〔2026〕12号`."""
        return _("Minutes [%(year)s] No. %(number)s", year=self.held_on.year, number=self.facts["meeting"]["number"])

    @property
    def held_on(self) -> datetime:
        """When it was held, or is to be."""
        meeting = self.facts["meeting"]
        return datetime.fromisoformat(meeting["started_at"] or meeting["starts_at"])

    @property
    def opening(self) -> str:
        """When, where, who chaired, who came."""
        return joined(self._when(), self._who(), self._came())

    @cached_property
    def items(self) -> list[Item]:
        """The agenda in its order."""
        return [Item(each, self.place) for each in self.facts["items"]]

    @property
    def tasks(self) -> list[Task]:
        """What the meeting gave out directly: a talk's hand-over list."""
        return tasks_on_paper(self.facts["tasks"])

    @property
    def present(self) -> list[tuple[str, list[str]]]:
        """Names of those who were there, by category."""
        groups = self.facts["attendance"]["groups"]
        return [(category_word(each["category"]), [_name(one) for one in each["people"]]) for each in groups]

    @property
    def observers(self) -> list[str]:
        """Names of those in attendance."""
        return [_name(each) for each in self.facts["attendance"]["observers"]]

    @property
    def absent(self) -> list[str]:
        """Names of members who did not come."""
        return [_name(each) for each in self.facts["attendance"]["absent"]]

    @property
    def chair(self) -> str:
        """Who chaired."""
        return _name(self.facts["chair"])

    @property
    def recorder(self) -> str:
        """Who recorded; may be empty."""
        return _name(self.facts["recorder"]) if self.facts["recorder"] else ""

    def _when(self) -> str:
        meeting, start = self.facts["meeting"], self.held_on
        facts = {
            "name": self.name,
            "day": full_day(start),
            "weekday": weekday(start),
            "start": time(start),
            "venue": meeting["venue"],
        }
        if meeting["started_at"] is None:
            return _("%(name)s is called for %(day)s (%(weekday)s), %(start)s, at %(venue)s.", **facts)
        if meeting["closed_at"] is None:
            return _("%(name)s began on %(day)s (%(weekday)s) at %(start)s, at %(venue)s.", **facts)
        end = time(datetime.fromisoformat(meeting["closed_at"]))
        return _(
            "%(name)s was held on %(day)s (%(weekday)s) from %(start)s to %(end)s, at %(venue)s.", end=end, **facts
        )

    def _who(self) -> str:
        if self.recorder:
            return _("Chaired by %(chair)s, recorded by %(recorder)s.", chair=self.chair, recorder=self.recorder)
        return _("Chaired by %(chair)s.", chair=self.chair)

    def _came(self) -> str:
        came = self.facts["attendance"]
        if came["entitled"] is None:
            return _("%(present)s people came.", present=came["present"])
        facts = {"entitled": came["entitled"], "present": came["present"], "quorum": came["quorum"]}
        if came["quorum"] is None:
            return _("Entitled %(entitled)s, present %(present)s.", **facts)
        if came["present"] >= came["quorum"]:
            return _("Entitled %(entitled)s, present %(present)s: the quorum of %(quorum)s was reached.", **facts)
        return _("Entitled %(entitled)s, present %(present)s: below the quorum of %(quorum)s.", **facts)


def group_text(paper: Paper, address: str) -> str:
    """The paper as plain text for the neighbours' group: what was agreed, who does it, where the rest stands."""
    lines = [_("[Minutes] %(place)s, %(name)s", place=paper.place, name=paper.name), paper.opening]
    for item in paper.items:
        lines.append("")
        lines.append(item.heading)
        lines += [joined(each.head, each.facts["text"]) for each in item.resolutions]
        lines += [each.vote.figures for each in item.motions if each.vote]
        lines += [_task_line(task) for task in item.tasks]
        if not item.resolutions and item.standing:
            lines.append(item.standing)
    lines += [_task_line(task) for task in paper.tasks]
    return "\n".join([*lines, "", _("Read it all: %(address)s", address=address)])


def tasks_on_paper(facts: list[Document]) -> list[Task]:
    """The tasks of a document that still stand."""
    return [
        Task(each["title"], _name(each["lead"]), date.fromisoformat(each["due_on"]))
        for each in facts
        if not each["cancelled"]
    ]


def ordinal(number: int) -> str:
    """The number of an item as papers count: 一, 二, 三 in Chinese."""
    words = _("1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20").split("|")
    return words[number - 1] if number <= len(words) else str(number)


def category_word(category: str) -> str:
    """Whom a member sits for."""
    words = {
        "representative": _("Residents' representatives"),
        "party": _("Party branch"),
        "social": _("Social organisations"),
        "partner": _("Partner units"),
    }
    return words.get(category, "")


def _task_line(task: Task) -> str:
    return _("Task: %(title)s, %(lead)s, by %(day)s", title=task.title, lead=task.lead, day=task.due_words)


def _name(person: dict[str, Any]) -> str:
    return str(person["name"])


def joined(*sentences: str) -> str:
    """Sentences one after the other; Chinese needs no blank between them."""
    locale = get_locale()
    blank = "" if locale is not None and locale.language == "zh" else " "
    return blank.join(sentence for sentence in sentences if sentence)
