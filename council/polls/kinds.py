"""The types of polls as data: what a voter marks, how it is counted, what the planner is asked, what is usual.

A template is what a planner picks; a marking is what stands on the ballot; a method is a rule of `council.tally`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


def N_(text: str) -> str:
    """Mark a text for the catalogue; it is translated when it is shown. Message extraction knows this name."""
    return text


class Marking(StrEnum):
    """What one voter marks."""

    STANCE = "stance"
    PICK = "pick"
    APPROVE = "approve"
    RANK = "rank"
    POINTS = "points"
    BUDGET = "budget"
    ANSWER = "answer"


class Electorate(StrEnum):
    """Who is on the roll of a poll that no meeting holds."""

    PERSONS = "persons"
    HOUSEHOLDS = "households"
    MEMBERS = "members"
    REPRESENTATIVES = "representatives"
    OWNERS = "owners"


#: How each method of the tally is marked; `decide` is a rule for and against.
MARKINGS: Mapping[str, Marking] = MappingProxyType(
    {
        "decide": Marking.STANCE,
        "plurality": Marking.PICK,
        "approval": Marking.APPROVE,
        "score": Marking.POINTS,
        "borda": Marking.RANK,
        "irv": Marking.RANK,
        "stv-scottish": Marking.RANK,
        "stv-meek": Marking.RANK,
        "schulze": Marking.RANK,
        "consent": Marking.ANSWER,
        "pb-greedy-skip": Marking.BUDGET,
        "pb-greedy-stop": Marking.BUDGET,
        "pb-equal-shares": Marking.BUDGET,
    }
)


@dataclass(frozen=True)
class Template:
    """One type of poll. Texts are English gettext messages.

    `asks` names the fields of the planner's form that matter; `methods` and `secrecies` start with the usual one.
    """

    code: str
    title: str
    what: str
    methods: tuple[str, ...]
    secrecies: tuple[str, ...] = ("open", "roll_only", "secret")
    asks: tuple[str, ...] = ()
    changeable: bool = True
    straw: bool = False
    icon: str = "check"

    @property
    def has_options(self) -> bool:
        """Whether the planner lists what can be chosen."""
        return "options" in self.asks


_TEMPLATES = (
    Template(
        "straw",
        N_("Straw poll"),
        N_("For, against or abstain. It asks for opinions and decides nothing."),
        ("decide",),
        ("open", "roll_only", "secret"),
        straw=True,
        icon="hand",
    ),
    Template(
        "motion",
        N_("Motion"),
        N_("For, against or abstain on one exact text, by the rule of the body that decides."),
        ("decide",),
        asks=("procedure",),
        changeable=False,
    ),
    Template(
        "election",
        N_("Election"),
        N_("People for one seat or several."),
        ("approval", "irv", "stv-scottish", "plurality"),
        ("secret", "roll_only", "open"),
        ("options", "method", "seats", "at_most", "floor"),
        changeable=False,
        icon="people",
    ),
    Template(
        "choice",
        N_("Choice"),
        N_("One of several ways; without a majority a second vote between the first."),
        ("plurality", "approval", "score"),
        asks=("options", "method", "at_most", "floor"),
        icon="list",
    ),
    Template(
        "ranking",
        N_("Ranking"),
        N_("Put several ways in your order, first to last."),
        ("schulze", "irv", "borda"),
        asks=("options", "method"),
        icon="list",
    ),
    Template(
        "budget",
        N_("Budget"),
        N_("A sum to spend on projects with costs."),
        ("pb-greedy-skip", "pb-greedy-stop", "pb-equal-shares"),
        asks=("options", "method", "budget", "at_most", "within", "least"),
        icon="list",
    ),
    Template(
        "consent",
        N_("Consent round"),
        N_("A proposal stands when nobody keeps an objection; an objection gives its reason."),
        ("consent",),
        ("open",),
        icon="talk",
    ),
)

TEMPLATES: Mapping[str, Template] = MappingProxyType({each.code: each for each in _TEMPLATES})

#: How the options of an option list are called in ballots and files: a, b, c … z, aa, ab …
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def option_key(position: int) -> str:
    """The key of the option at `position`, from 0."""
    key = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, len(_LETTERS))
        key = _LETTERS[rest] + key
    return key
