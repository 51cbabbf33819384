"""Proxies in words."""

from collections.abc import Sequence

from flask_babel import gettext as _

from council.meetings.proxies.rules import Why
from council.tally.policies import ProxyCap


def refusal_words(why: Why, *, held: int = 0) -> str:
    """Why a proxy is not taken, and what to do instead; `held` is what the holder has already."""
    return {
        Why.NOT_ALLOWED: _("At this kind of meeting everyone votes themselves. Send your apology."),
        Why.CLOSED: _("This meeting takes no proxies now."),
        Why.BEGUN: _("The meeting has begun. The desk at the door can still take a signed paper."),
        Why.GIVER_HERE: _("They are here, so they vote themselves."),
        Why.ANOTHER: _("Somebody else is named already. Take that back first."),
        Why.SELF: _("Nobody stands in for themselves. Name somebody else."),
        Why.NO_ADULT: nobody_words(),
        Why.NOT_CALLED: nobody_words(),
        Why.PASSED_ON: _("They are not coming either, and a proxy is not passed on. Name somebody else."),
        Why.TOO_MANY: _(
            "They stand in for %(held)s others already, and no more are allowed. Name somebody else.", held=held
        ),
    }[why]


def stays_words(state: str, *, at_desk: bool) -> str:
    """Why a proxy is not taken back now, said to the giver or at the desk."""
    if state != "in_session":
        return _("The meeting is over. What was written down stays.")
    if at_desk:
        return _("They said it on their own phone. It ends when they check in.")
    return _("The meeting has begun. Come to it, and the proxy ends as you check in.")


#: Beside which field each stands; the others stand above the form.
FIELD_OF = {Why.SELF: "holder", Why.NO_ADULT: "holder", Why.NOT_CALLED: "holder", Why.PASSED_ON: "holder"}


def nobody_words() -> str:
    """One sentence for all misses: it tells nobody who lives behind a door, or how old they are."""
    return _("Nobody of this name can be entered here. Write name and door number as in the roster.")


def slowed_words(wait: str) -> str:
    """Several names were wrong; `wait` says how long until the next may be tried."""
    return _("Several names could not be entered. %(wait)s The desk also takes a signed paper.", wait=wait)


def found_words(found: Sequence[object]) -> str:
    """What is wrong where a name does not lead to one person."""
    return _("Several people have this name. Add the door number.") if found else nobody_words()


def limit_words(cap: ProxyCap) -> str:
    """How many others one person may stand in for."""
    if cap.count is not None:
        return _("One person stands in for at most %(count)s others.", count=cap.count)
    if cap.share is not None:
        return _("One person stands in for at most %(share)s of all votes.", share=cap.share)
    return ""
