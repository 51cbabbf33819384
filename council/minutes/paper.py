"""The minutes as a paper: the document's codes and numbers in sentences, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from council.meetings.guests.words import observer_words
from council.meetings.kinds import kind_and_number, minutes_title
from council.meetings.quorum_words import square_metres
from council.minutes.paper_items import Item, Task, joined, name_of, tasks_on_paper
from council.minutes.rules import Document
from council.web.formats import full_day, time, weekday


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
        return minutes_title(self.facts["meeting"]["kind"])

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
    def issues(self) -> list[dict[str, str]]:
        """What came up in the room and was noted: number and title. Documents from before have none."""
        noted: list[dict[str, str]] = self.facts.get("issues", [])
        return noted

    @property
    def present(self) -> list[tuple[str, list[str]]]:
        """Names of those who were there, by category."""
        groups = self.facts["attendance"]["groups"]
        return [(category_word(each["category"]), [name_of(one) for one in each["people"]]) for each in groups]

    @property
    def observers(self) -> list[str]:
        """Names of those in attendance, guests with what they came as. Documents from before do not say it."""
        return [_observer(each) for each in self.facts["attendance"]["observers"]]

    @property
    def absent(self) -> list[str]:
        """Names of members who did not come."""
        return [name_of(each) for each in self.facts["attendance"]["absent"]]

    @property
    def represented(self) -> list[str]:
        """Members who did not come, each with who stood in: `张三 (by 李四)`. Documents from before have none."""
        lines = self.facts["attendance"].get("represented", [])
        return [_("%(name)s (by %(holder)s)", name=name_of(each), holder=name_of(each["by"])) for each in lines]

    @property
    def left(self) -> list[str]:
        """Those who left while it was on: `张三 (left 19:40, back 20:05)`. Documents from before have none."""
        return [_left_words(each) for each in self.facts["attendance"].get("left", [])]

    @property
    def falls(self) -> list[str]:
        """When somebody's leaving broke the quorum, and until when, a sentence each."""
        return [_fall_words(each) for each in self.facts["attendance"].get("fell", [])]

    @property
    def chair(self) -> str:
        """Who chaired."""
        return name_of(self.facts["chair"])

    @property
    def recorder(self) -> str:
        """Who recorded; may be empty."""
        return name_of(self.facts["recorder"]) if self.facts["recorder"] else ""

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
        by_proxy = len(self.facts["attendance"].get("represented", []))
        more = ngettext("One of them was represented.", "%(num)d of them were represented.", by_proxy)
        return joined(self._counted(), more if by_proxy else "", *self.falls)

    def _counted(self) -> str:
        came = self.facts["attendance"]
        if came["entitled"] is None:
            return _("%(present)s people came.", present=came["present"])
        facts = {"entitled": came["entitled"], "present": came["present"], "quorum": came["quorum"]}
        if came["quorum"] is None:
            return _("Entitled %(entitled)s, present %(present)s.", **facts)
        if "area" in came:
            return self._owners_came(facts, came["area"])
        if came["present"] >= came["quorum"]:
            return _("Entitled %(entitled)s, present %(present)s: the quorum of %(quorum)s was reached.", **facts)
        return _("Entitled %(entitled)s, present %(present)s: below the quorum of %(quorum)s.", **facts)

    def _owners_came(self, heads: Mapping[str, int], area: Mapping[str, int]) -> str:
        """By heads and by floor area; the quorum wants both."""
        facts: dict[str, Any] = {
            **heads,
            "area": square_metres(area["present"]),
            "areas": square_metres(area["entitled"]),
            "least": square_metres(area["quorum"], least=True),
        }
        if heads["present"] >= heads["quorum"] and area["present"] >= area["quorum"]:
            return _(
                "Present %(present)s of %(entitled)s owners with %(area)s of %(areas)s m²: "
                "the quorum of %(quorum)s owners and %(least)s m² was reached.",
                **facts,
            )
        return _(
            "Present %(present)s of %(entitled)s owners with %(area)s of %(areas)s m²: "
            "below the quorum of %(quorum)s owners and %(least)s m².",
            **facts,
        )


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
    lines += [_("Noted: %(number)s %(title)s", **each) for each in paper.issues]
    return "\n".join([*lines, "", _("Read it all: %(address)s", address=address)])


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


def _left_words(person: Document) -> str:
    facts = {"name": name_of(person), "left": _clock(person["left_at"])}
    if person["back_at"] is None:
        return _("%(name)s (left %(left)s)", **facts)
    return _("%(name)s (left %(left)s, back %(back)s)", back=_clock(person["back_at"]), **facts)


def _fall_words(fall: Document) -> str:
    """Owners count by floor area too."""
    here = _("%(present)s present", present=fall["present"])
    if "area" in fall:
        here = _("%(present)s present with %(area)s m²", present=fall["present"], area=square_metres(fall["area"]))
    if fall["until"] is None:
        return _("From %(start)s on the quorum was not there any more: %(here)s.", start=_clock(fall["at"]), here=here)
    facts = {"start": _clock(fall["at"]), "end": _clock(fall["until"]), "here": here}
    return _("From %(start)s to %(end)s the quorum was not there: %(here)s.", **facts)


def _clock(moment: str) -> str:
    return time(datetime.fromisoformat(moment))


def _observer(person: Document) -> str:
    said = observer_words(person["as"], person.get("at", "")) if "as" in person else ""
    return f"{person['name']} ({said})" if said else name_of(person)
