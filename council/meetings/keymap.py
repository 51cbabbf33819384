"""The keys of the chair's console, all of them: what each does and when it works."""

from typing import NamedTuple

from flask_babel import gettext as _

from council.meetings.models import WallView
from council.meetings.words import wall_words

#: Keys of the wall's buttons, in their order. Clickers have a key that blanks: it sends a full stop, or B.
WALL_KEYS: dict[WallView, str] = {
    WallView.AUTO: "1",
    WallView.WELCOME: "q 2",
    WallView.AGENDA: "3",
    WallView.ITEM: "4",
    WallView.RESULT: "5",
    WallView.ACTIONS: "6",
    WallView.BLANK: "b 7 .",
    WallView.AGREE: "8",
    WallView.LISTS: "9",
    WallView.SPEAKER: "0",
}
#: What the back key of a clicker sends. It speaks to the wall alone and never takes back a step of the meeting.
BACK = "ArrowLeft PageUp"


class Key(NamedTuple):
    """A line of the map: keys as `data-key` has them, what they do, and when; no `when` for what always works.

    `alone` says that the same key has another meaning at other times, so that its button is known by its words.
    """

    keys: str
    does: str
    when: str = ""
    alone: bool = False


def key_map() -> list[Key]:
    """Every key of the console, those of the meeting first, then those of the wall."""
    speech, point = _("while somebody speaks"), _("while a point of order is heard")
    return [
        Key("ArrowRight PageDown Enter", _("The next step"), _("where the big button shows an arrow")),
        Key("v", _("Open, close or count the vote"), _("when a motion is before the meeting")),
        Key("r", _("Show the result"), _("when a vote has been counted")),
        Key("e", _("End the meeting"), _("when the console asks whether to end")),
        Key("Control+z", _("Take back the last step"), _("for ten seconds")),
        Key("s", _("Next speaker"), _("when a hand is up")),
        Key("t", _("Stop the clock or let it run"), speech),
        Key("+ =", _("30 s more"), speech),
        Key("-", _("30 s less"), speech),
        Key("p", _("Point of order from the hall"), _("while an item is on, where members may raise one")),
        Key("h", _("Hear the point of order"), _("when one waits")),
        Key("w", _("Well taken"), point, alone=True),
        Key("x", _("Not well taken"), point),
        Key("l", _("After this speech"), point),
        *(Key(keys, wall_words(view)) for view, keys in WALL_KEYS.items()),
        Key(BACK, _("Back to the picture before"), _("once the wall has shown two pictures; never undoes a step")),
        Key("n", _("Show what is lined up"), _("when something is lined up")),
        Key("w", _("Next wall"), _("with more than one wall"), alone=True),
        Key("m", _("Minutes")),
        Key("?", _("This list")),
        Key("Escape", _("Close this list"), _("does nothing else")),
    ]
