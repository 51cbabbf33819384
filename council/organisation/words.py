"""Places and their changes in words."""

from flask_babel import gettext as _

from council.organisation.models import ChangeKind, PlaceChange, PlaceKind
from council.web.formats import day


def place_kind_word(kind: str) -> str:
    """The step of the tree."""
    return {
        PlaceKind.STREET: _("Sub-district"),
        PlaceKind.COMMUNITY: _("Community"),
        PlaceKind.ESTATE: _("Estate"),
        PlaceKind.GRID: _("Grid"),
        PlaceKind.BUILDING: _("Building"),
        PlaceKind.ENTRANCE: _("Entrance"),
    }[PlaceKind(kind)]


def tiles_word(kind: str) -> str:
    """The head over several places of a kind."""
    return {
        PlaceKind.STREET: _("Sub-districts"),
        PlaceKind.COMMUNITY: _("Communities"),
        PlaceKind.ESTATE: _("Estates"),
        PlaceKind.GRID: _("Grids"),
        PlaceKind.BUILDING: _("Buildings"),
        PlaceKind.ENTRANCE: _("Entrances"),
    }[PlaceKind(kind)]


def hotline_word(kind: str) -> str:
    """What a hotline is for."""
    return {"service": _("Service line"), "request": _("Request line"), "oversight": _("Oversight line")}[kind]


def usual_hours(kind: str) -> str:
    """When a hotline is answered where nobody has said otherwise."""
    return {"service": _("every day 8:00–20:00"), "request": _("day and night"), "oversight": _("working days")}[kind]


def change_words(change: PlaceChange) -> str:
    """What was true until when: “until 25 Nov part of grid 07”."""
    on = day(change.at)
    if change.kind == ChangeKind.RENAMED:
        return _("until %(day)s called %(name)s", day=on, name=change.before)
    if change.kind == ChangeKind.MOVED:
        return _("until %(day)s part of %(place)s", day=on, place=change.before)
    if change.kind == ChangeKind.CLOSED:
        return _("closed on %(day)s", day=on)
    if change.kind == ChangeKind.REOPENED:
        return _("in use again since %(day)s", day=on)
    if change.place_id == change.after_id:
        return _("split off from %(place)s on %(day)s", day=on, place=change.before)
    return _("on %(day)s %(place)s was split off", day=on, place=change.after)
