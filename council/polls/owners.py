"""Owners' votes: how a place holds them, when a poll is one, and the one sentence that every page says of it.

A statutory vote of owners by phone is lawful only where local rules say so, often only on the government's own platform
(domain.md, §0, finding 6). So a place chooses, and where it says nothing its owners are asked what they want.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from flask_babel import gettext as _

from council.base.errors import Invalid
from council.charters.rules import Body
from council.polls.kinds import Electorate
from council.privacy.checks import refuse_personal_numbers

#: It stands on the wall beside the result.
BASIS_LENGTH = 60


class OwnersMode(StrEnum):
    """What a vote of the owners is: their opinion by the full rule, a count of papers, or a decision in law."""

    INTENT = "intent"
    PAPER = "paper"
    STATUTORY = "statutory"


@dataclass(frozen=True)
class OwnersManner:
    """How a place holds its owners' votes. `basis` names the law or platform that it relies on."""

    mode: OwnersMode = OwnersMode.INTENT
    basis: str = ""


class Held(Protocol):
    """Whatever was opened as an owners' vote, or not (`owners_mode` None); polls, their rows and ballots."""

    @property
    def owners_mode(self) -> str | None:
        """One of `OwnersMode`; None for other votes, and for those opened before there were modes."""

    @property
    def owners_basis(self) -> str:
        """The law or platform."""


#: By what body's rule the owners themselves decide. Their representatives' own rules say how these vote.
BODIES = frozenset({Body.OWNERS, Body.OWNERS_SPECIAL, Body.OWNERS_CONCERNED})


def is_owners(electorate: str, body: Body | None) -> bool:
    """Whether a vote is the owners': they are its roll, or it is decided by their rule (as in their assembly)."""
    return electorate == Electorate.OWNERS or body in BODIES


def chosen_manner(mode: str, basis: str) -> OwnersManner:
    """What somebody chose for a place.

    Raises:
        Invalid: no such mode; a statutory vote without a basis, one that is too long, or one with a personal number.
    """
    if mode not in set(OwnersMode):
        raise Invalid(_("Choose one of the three ways."), field="mode")
    words = " ".join(basis.split())
    if mode == OwnersMode.STATUTORY and not words:
        problem = _("Name the law, or the platform of the authority, that lets your owners vote this way.")
        raise Invalid(problem, field="basis")
    if len(words) > BASIS_LENGTH:
        raise Invalid(_("Keep it under %(number)s characters.", number=BASIS_LENGTH), field="basis")
    refuse_personal_numbers({"basis": words})
    return OwnersManner(OwnersMode(mode), words)


def read_manner(data: Any) -> OwnersManner:
    """From the stored JSON. Raises `ValueError` for an unknown mode, or a statutory one without a basis."""
    found = OwnersManner(OwnersMode(data["mode"]), str(data["basis"]))
    if found.mode == OwnersMode.STATUTORY and not found.basis:
        raise ValueError("a statutory vote names its basis")
    return found


def write_manner(manner: OwnersManner) -> Mapping[str, str]:
    """To JSON."""
    return {"mode": str(manner.mode), "basis": manner.basis}


def owners_words(mode: str | None, basis: str = "") -> str:
    """What an owners' vote is and what it relies on; empty for other votes and for those without a mode."""
    if not mode:
        return ""
    said = {
        OwnersMode.INTENT: _("The owners say what they want: an expression of intent, not a decision in law."),
        OwnersMode.PAPER: _("Owners vote on paper only; two people read every paper."),
        OwnersMode.STATUTORY: _("A vote of the owners under the law."),
    }[OwnersMode(mode)]
    return said + " " + _("Basis: %(basis)s.", basis=basis) if basis else said


def words_of(vote: Held) -> str:
    """The same for a vote as it was opened."""
    return owners_words(vote.owners_mode, vote.owners_basis)


def is_intent(vote: Held | None) -> bool:
    """Whether nothing is decided by it, whatever the count says."""
    return vote is not None and vote.owners_mode == OwnersMode.INTENT


def told(lines: Sequence[str], vote: Held) -> list[str]:
    """What it takes to carry, and behind it what kind of owners' vote this is."""
    said = words_of(vote)
    return [*lines, said] if said else list(lines)


def sealed(vote: Held) -> dict[str, str]:
    """What journal, minutes and sealed files keep of it; nothing for other votes."""
    return {"owners_mode": vote.owners_mode, "owners_basis": vote.owners_basis} if vote.owners_mode else {}
