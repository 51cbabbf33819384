"""Codes that the crossing pages show, in words."""

from collections.abc import Mapping

from flask_babel import gettext as _

from council.organisation.models import HotlineKind


def hotline_words(calls: Mapping[str, str]) -> list[dict[str, str]]:
    """The three numbers as the pages' foot wants them: label, number, icon, when somebody answers."""
    said = {
        HotlineKind.SERVICE: (_("Service line"), "phone", _("every day 8:00–20:00")),
        HotlineKind.REQUEST: (_("Request line"), "talk", _("day and night")),
        HotlineKind.OVERSIGHT: (_("Oversight line"), "watch", _("working days")),
    }
    return [
        {"label": word, "number": calls[kind], "icon": icon, "hours": hours}
        for kind, (word, icon, hours) in said.items()
        if kind in calls
    ]


def meeting_kind_live(kind: str) -> str:
    """What is on now, for the lit card."""
    return _("The weekend council is on") if kind == "weekend_council" else _("The evening talk is on")


def place_kind_word(kind: str) -> str:
    """The step of the tree."""
    return {
        "street": _("Sub-district"),
        "community": _("Community"),
        "estate": _("Estate"),
        "grid": _("Grid"),
        "building": _("Building"),
        "entrance": _("Entrance"),
    }[kind]


def tiles_word(kind: str) -> str:
    """The head over several places of a kind."""
    return {
        "community": _("Communities"),
        "estate": _("Estates"),
        "grid": _("Grids"),
        "building": _("Buildings"),
        "entrance": _("Entrances"),
    }[kind]
