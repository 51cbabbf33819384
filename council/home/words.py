"""Codes that the crossing pages show, in words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from council.organisation.hooks import FOUR
from council.organisation.models import HotlineKind
from council.organisation.rules import dialled
from council.organisation.words import hotline_word, usual_hours
from council.residents.team_words import four_word

ICONS = {HotlineKind.SERVICE: "phone", HotlineKind.REQUEST: "talk", HotlineKind.OVERSIGHT: "watch"}


def hotline_words(calls: Mapping[str, str], hours: Mapping[str, str]) -> list[dict[str, str]]:
    """The three numbers as the pages' foot wants them: label, number, icon, when somebody answers.

    `calls` and `hours` are by kind; without hours of its own a line has the usual ones.
    """
    return [
        {
            "label": hotline_word(kind),
            "number": calls[kind],
            "dial": dialled(calls[kind]),
            "icon": icon,
            "hours": hours.get(kind) or usual_hours(kind),
        }
        for kind, icon in ICONS.items()
        if kind in calls
    ]


def tile_words() -> dict[str, Any]:
    """The words of the tiles, looked up once a page and not once a tile."""
    four = {
        kind: {
            True: _("%(thing)s there", thing=four_word(kind)),
            False: _("%(thing)s missing", thing=four_word(kind)),
        }
        for kind in FOUR
    }
    return {
        "ok": _("in time"),
        "soon": _("due soon"),
        "live": _("meeting now"),
        "open": _("open issues"),
        "people": _("people"),
        "households": _("households"),
        "teams": _("teams"),
        "offices": _("offices filled:"),
        "comma": _(", "),
        "four": four,
    }
