"""Whether a meeting knows proxies, and how many one person may hold."""

from council.charters.rules import Procedure
from council.meetings.kinds import BLUEPRINTS
from council.meetings.proxies.rules import cap_for
from council.tally.policies import ProxyCap


def cap_of(kind: str, procedure: Procedure) -> ProxyCap | None:
    """The cap at a meeting of this kind held by this procedure; None where nobody stands in for another."""
    rule = procedure.rule
    return cap_for(BLUEPRINTS[kind].proxies, rule.policies if rule is not None else None)
