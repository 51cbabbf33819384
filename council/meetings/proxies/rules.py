"""Pure decisions about proxies: how many one person holds, who may hold one, and until when."""

from dataclasses import dataclass
from enum import StrEnum

from council.tally.policies import Policies, ProxyCap


def cap_for(usual: ProxyCap | None, policies: Policies | None) -> ProxyCap | None:
    """How many proxies one person may hold: what the rule itself says, else what is usual for the kind.

    None where nobody stands in for another; a rule that allows none (a count or share of nothing) says so too.
    """
    cap = policies.proxies if policies is not None and policies.proxies is not None else usual
    return None if cap is None or cap.count == 0 or cap.share == 0 else cap


class Why(StrEnum):
    """Why a proxy cannot be lodged."""

    NOT_ALLOWED = "not_allowed"
    #: the call has not gone out, or the meeting is over
    CLOSED = "closed"
    #: it has begun: now only the desk takes a signed paper
    BEGUN = "begun"
    GIVER_HERE = "giver_here"
    ANOTHER = "another"
    SELF = "self"
    NO_ADULT = "no_adult"
    NOT_CALLED = "not_called"
    PASSED_ON = "passed_on"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Asked:
    """Everything that decides on a proxy that is to be lodged.

    Args:
        held, weight: what the holder would hold with this one, in heads and in votes; `total` is all votes called.
        holder_called: they have a seat at this meeting; `holder_gives`: and have named somebody for it.
    """

    cap: ProxyCap | None
    state: str
    at_desk: bool
    giver_here: bool
    given_already: bool
    same_person: bool
    adult: bool
    holder_called: bool
    others_may: bool
    holder_gives: bool
    held: int
    weight: int
    total: int


def too_late(state: str, *, at_desk: bool) -> Why | None:
    """Why nothing can be lodged now, if so: from the start only at the desk, and nothing once the meeting is over."""
    if state not in ("convened", "in_session"):
        return Why.CLOSED
    return Why.BEGUN if state == "in_session" and not at_desk else None


def refusal(asked: Asked) -> Why | None:
    """What speaks against it, the first that counts; None if nothing does."""
    if asked.cap is None:
        return Why.NOT_ALLOWED
    if (late := too_late(asked.state, at_desk=asked.at_desk)) is not None:
        return late
    tests = (
        (asked.giver_here, Why.GIVER_HERE),
        (asked.given_already, Why.ANOTHER),
        (asked.same_person, Why.SELF),
        (not asked.adult, Why.NO_ADULT),
        (not (asked.holder_called or asked.others_may), Why.NOT_CALLED),
        (asked.holder_gives, Why.PASSED_ON),
        (not asked.cap.allows(asked.held, asked.weight, asked.total), Why.TOO_MANY),
    )
    return next((why for holds, why in tests if holds), None)


def may_take_back(state: str, *, at_desk: bool, on_paper: bool) -> bool:
    """Until the meeting starts; then the desk alone can put right what it wrote down itself, until the meeting is over.

    Args:
        on_paper: the desk wrote it down; what the giver said on their own phone ends as they check in.
    """
    return state == "convened" or (at_desk and on_paper and state == "in_session")
