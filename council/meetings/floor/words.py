"""How the floor reads on wall, phone and desk."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from council.meetings.floor.reading import Speaker
from council.meetings.floor.rules import Reminder, Stance

#: The drawing beside each stance.
ICONS = {Stance.FOR: "check", Stance.AGAINST: "cross", Stance.QUESTION: "ask", Stance.INFORMATION: "info"}


#: A stance as a button, a list and a badge say it.
STANCES = {
    Stance.FOR: _l("For"),
    Stance.AGAINST: _l("Against"),
    Stance.QUESTION: _l("A question"),
    Stance.INFORMATION: _l("Information"),
}


def stance_words(stance: str) -> str:
    """A stance in the reader's language."""
    return str(STANCES[Stance(stance)])


def stances() -> list[tuple[str, str, str]]:
    """(value, words, drawing) of every stance, in the order of the buttons."""
    return [(each.value, stance_words(each), ICONS[each]) for each in Stance]


def reminder_words(reminder: str) -> str:
    """What the chair calls into a speech; empty without one."""
    return {Reminder.TOPIC.value: _("Please come back to the point"), Reminder.CIVIL.value: _("Please be civil")}.get(
        reminder, ""
    )


def turn_words(speaker: Speaker) -> str:
    """Which of their speeches on this item it is."""
    if speaker.turn <= 1:
        return _("first time on this item")
    return _("speech %(number)s on this item", number=speaker.turn)


def span_words(seconds: int) -> str:
    """A time of speaking: `0:45`, `12:30`."""
    return f"{seconds // 60}:{seconds % 60:02d}"
