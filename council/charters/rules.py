"""What a procedure is, and how far its outcome may reach."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from council.tally.rules import Rule


class Force(StrEnum):
    """How strongly an outcome binds, weakest first."""

    OPINION = "opinion"
    CONSENSUS = "consensus"
    BINDING = "binding"


class UnknownProcedure(LookupError):
    """No procedure has this code."""


@dataclass(frozen=True)
class Procedure:
    """One way to decide. Texts are English gettext messages: translate them when they are shown.

    `rule` is None when the law leaves the numbers to local rules; `notice_days` likewise, in calendar days.
    `valid_from` is the day the cited text came into force, None where it differs from place to place.
    `builds_on` names the preset that a place's own procedure fills in.
    """

    code: str
    title: str
    body: str
    citation: str
    note: str
    force: Force
    rule: Rule | None = None
    valid_from: date | None = None
    notice_days: int | None = None
    changeable_ballots: bool = False
    has_motions: bool = True
    enabled: bool = True
    builds_on: str | None = None

    @property
    def quorum_needed(self) -> bool:
        """Whether a vote needs a quorum before it can be opened."""
        return self.rule is not None and bool(self.rule.stage("quorum"))


def may_issue(procedure: Procedure, force: Force) -> bool:
    """Whether an outcome may carry a force: the procedure's own or a weaker one. So a council binds nobody."""
    order = list(Force)
    return order.index(force) <= order.index(procedure.force)
