"""Codes that the crossing pages show, in words."""

from collections.abc import Mapping

from flask_babel import gettext as _

from council.organisation.models import HotlineKind
from council.organisation.rules import dialled
from council.organisation.words import hotline_word, usual_hours

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


def meeting_kind_live(kind: str) -> str:
    """What is on now, for the lit card."""
    return _("The weekend council is on") if kind == "weekend_council" else _("The evening talk is on")
