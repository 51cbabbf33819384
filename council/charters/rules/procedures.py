"""What a procedure is, and how far its outcome may reach."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from council.tally.rules import Rule
from council.tally.sequel import Fallback, Objection


class Force(StrEnum):
    """How strongly an outcome binds, weakest first."""

    OPINION = "opinion"
    CONSENSUS = "consensus"
    BINDING = "binding"


class Body(StrEnum):
    """Who decides. The two forums have the codes of their kinds of meeting."""

    RESIDENTS_MEETING = "residents_meeting"
    REPRESENTATIVES = "representatives"
    CONSULTATION = "consultation"
    WEEKEND_COUNCIL = "weekend_council"
    EVENING_TALK = "evening_talk"
    COMMITTEE = "committee"
    OWNERS = "owners"
    OWNERS_SPECIAL = "owners_special"
    OWNERS_CONCERNED = "owners_concerned"
    OWNERS_REPRESENTATIVES = "owners_representatives"
    ELECTION = "election"
    REVIEW = "review"
    ASSOCIATION = "association"


class UnknownProcedure(LookupError):
    """No procedure has this code."""


@dataclass(frozen=True)
class Call:
    """Who can demand that the body meets: a share of a group; `who` is an English gettext message."""

    share: Fraction
    who: str


@dataclass(frozen=True)
class Procedure:
    """One way to decide. Texts are English gettext messages: translate them when they are shown.

    `rule` is None when the law leaves the numbers to local rules; `notice_days` likewise, in calendar days;
    `may_hurry` says that it may be shorter in an emergency.
    `valid_from` is the day the cited text came into force, None where it differs from place to place.
    `builds_on` names the preset that a place's own procedure fills in. `meetings_a_year` is the least number that
    the law asks for. `more` are sentences about what the numbers do not say. `turn_seconds` is how long one may speak
    at a time and `turns_each` how often on one item, None without a limit (南塘十三条: three minutes, twice).
    """

    code: str
    title: str
    body: str
    citation: str
    note: str
    force: Force
    kind: Body
    rule: Rule | None = None
    valid_from: date | None = None
    notice_days: int | None = None
    may_hurry: bool = False
    changeable_ballots: bool = False
    secret: bool = False
    has_motions: bool = True
    enabled: bool = True
    builds_on: str | None = None
    calls: tuple[Call, ...] = ()
    meetings_a_year: int | None = None
    turn_seconds: int = 180
    turns_each: int | None = 2
    objection: Objection | None = None
    fallback: Fallback | None = None
    more: tuple[str, ...] = ()

    @property
    def quorum_needed(self) -> bool:
        """Whether a vote needs a quorum before it can be opened."""
        return self.rule is not None and bool(self.rule.stage("quorum"))

    @property
    def abstentions_count(self) -> bool | None:
        """Whether who abstains stays in the number that the majority is taken of; None without a rule.

        They do in every law here (Organic Law art. 27 and 29, Civil Code art. 278): for/(for+against) would be wrong.
        """
        return None if self.rule is None else all(test.base != "for+against" for test in self.rule.stage("pass"))


def may_issue(procedure: Procedure, force: Force) -> bool:
    """Whether an outcome may carry a force: the procedure's own or a weaker one. So a council binds nobody."""
    order = list(Force)
    return order.index(force) <= order.index(procedure.force)
