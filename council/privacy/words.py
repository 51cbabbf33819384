"""Codes that stand in what is kept about people, in words. Rooms above give codes; here they only get names."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from council.base import clock
from council.privacy.texts import in_force


def code_word(column: str, code: str) -> str:
    """A code of a column as people read it; what is no known code stays as it is."""
    known = _WORDS.get(column)
    return known().get(code, code) if known else code


def _states() -> Mapping[str, str]:
    """States of issues, tasks and requests: no two of them mean different things by one code."""
    return {
        "submitted": _("Submitted"),
        "acknowledged": _("Accepted"),
        "to_agenda": _("On the agenda"),
        "assigned": _("Being done"),
        "resolved": _("Done, says the one in charge"),
        "confirmed": _("Confirmed"),
        "closed": _("Closed"),
        "rejected": _("Declined"),
        "supervised": _("With the supervisor"),
        "open": _("Waiting"),
        "started": _("In progress"),
        "done": _("Done"),
        "cancelled": _("Cancelled"),
        "refused": _("Refused"),
        "withdrawn": _("Taken back"),
    }


_WORDS: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "state": _states,
    "purpose": lambda: {purpose.code: purpose.title for purpose in in_force(clock.today()).purposes()},
    "how": lambda: {"phone": _("on the phone"), "desk": _("on paper")},
    "residency": lambda: {
        "registered": _("registered resident"),
        "resident": _("resident"),
        "tenant": _("tenant"),
        "shop": _("shop owner"),
        "visitor": _("visitor"),
        "outside": _("from outside"),
    },
    "solved": lambda: {"yes": _("yes"), "partly": _("Partly"), "no": _("no")},
    "choice": lambda: {"for": _("For"), "against": _("Against"), "abstain": _("Abstain")},
    "called_as": lambda: {
        "representative": _("Residents' representative"),
        "party": _("Party member"),
        "social": _("Social organisation"),
        "partner": _("Partner unit"),
    },
    "part": lambda: {"chair": _("Chair"), "recorder": _("Recorder")},
    "kind": lambda: {"note": _("Note"), "correction": _("Correction")},
}
