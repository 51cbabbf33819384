"""Words of the roster's pages."""

from typing import Any

from flask_babel import gettext as _

from council.organisation.models import Place
from council.residents.words import office_word
from council.roster.models import ImportState
from council.roster.planning.plans import Verdict


def state_word(state: str) -> str:
    """Where an import stands."""
    return {
        ImportState.WAITING: _("waits its turn"),
        ImportState.READING: _("is being read"),
        ImportState.READY: _("preview, not written"),
        ImportState.CONFIRMED: _("waits to be written"),
        ImportState.WRITING: _("is being written"),
        ImportState.DONE: _("on the roster"),
        ImportState.REFUSED: _("could not be read"),
        ImportState.FAILED: _("broke down"),
        ImportState.CANCELLED: _("cancelled"),
    }[ImportState(state)]


def verdict_word(verdict: str) -> str:
    """What becomes of a row."""
    return {
        Verdict.NEW: _("new"),
        Verdict.CHANGED: _("changed"),
        Verdict.UNCHANGED: _("unchanged"),
        Verdict.WRONG: _("wrong"),
    }[Verdict(verdict)]


def residency_word(residency: str) -> str:
    """How somebody belongs to a place."""
    return {
        "registered": _("registered resident"),
        "resident": _("resident"),
        "tenant": _("tenant"),
        "shop": _("shop owner"),
        "visitor": _("visitor"),
        "outside": _("from outside"),
    }[residency]


def change_words(field: str, value: Any) -> str:
    """A value of a change, as people read it."""
    if value is None or value == "":
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field == "residency":
        return residency_word(value)
    if field == "office":
        return office_word(value)
    if field in ("floor_area", "area"):
        return f"{value} m²"
    return str(value)


def indented(place: Place, top: Place) -> str:
    """A place in a list, further in the deeper it lies."""
    return "\N{NO-BREAK SPACE}" * 3 * (place.path.count("/") - top.path.count("/")) + f"{place.name} ({place.code})"
