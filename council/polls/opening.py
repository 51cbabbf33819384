"""What happens as a poll opens: how it is taken, who may stand on its roll, the roll frozen with its hash."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, text

from council.base.db import db
from council.base.errors import Invalid
from council.charters.procedures import InForce, procedure_for
from council.organisation.place_settings import value_at
from council.polls.models import Poll, RollEntry, Secrecy
from council.polls.owners import OwnersManner, is_owners, owners_words
from council.polls.place_settings import OWNERS_MODE
from council.polls.rules import LEAST_OF_A_CLASS, Quorum, Voter, roll_hash, small_classes

#: From so many lines on, how PostgreSQL finds a line matters for every vote.
LARGE_ROLL = 200


def manner(held: InForce, straw: bool, secrecy: Secrecy | None) -> dict[str, Any]:
    """How a poll is taken: straw or not, changeable or final, by name or not, by which version of which rule."""
    if straw:
        wanted = secrecy or Secrecy.OPEN
        manner = {"straw": True, "rule": None, "place_procedure_id": None, "secrecy": wanted}
        return {**manner, "changeable": wanted != Secrecy.SECRET}
    chosen = held.rules
    if chosen.rule is None:
        raise Invalid(_("This kind of meeting has no rule to decide by. Take a straw poll."))
    wanted = Secrecy.SECRET if chosen.secret else secrecy or Secrecy.OPEN
    return {
        "straw": False,
        "secrecy": wanted,
        "changeable": chosen.changeable_ballots and wanted != Secrecy.SECRET,
        "rule": chosen.rule.to_json(),
        "place_procedure_id": held.chosen_id,
    }


def owners_manner(poll: Poll, held: InForce | None) -> OwnersManner | None:
    """How the place holds its owners' votes today; None for other votes, and for straw polls: these decide nothing."""
    body = held.rules.kind if held is not None else None
    if poll.straw or not is_owners(poll.electorate, body):
        return None
    return value_at(OWNERS_MODE, poll.place.path)


def owners_ahead(poll: Poll) -> str:
    """What a planned owners' vote will be if it is opened today, in a sentence; empty for others."""
    held = procedure_for(poll.place, poll.procedure) if poll.template == "motion" and not poll.straw else None
    coming = owners_manner(poll, held)
    return owners_words(coming.mode, coming.basis) if coming else ""


def refuse_small_classes(roll: Sequence[Voter]) -> None:
    """Raises `Invalid` for a roll whose weights would tell who voted what."""
    small = small_classes(roll)
    if small:
        raise Invalid(
            _(
                "A secret vote that weighs needs %(least)s voters with each weight; "
                "here %(count)s weights have fewer, and the result would tell who they are. "
                "Vote by name, or by heads.",
                least=LEAST_OF_A_CLASS,
                count=len(small),
            )
        )


def freeze_roll(poll: Poll, roll: Sequence[Voter]) -> None:
    """Write the roll and its hash; from here on it stays."""
    if len({voter.person_id for voter in roll}) != len(roll):
        raise ValueError("a person stands on the roll twice")
    db.session.execute(insert(RollEntry), [_line(poll.id, voter) for voter in roll])
    poll.roll_hash = roll_hash(poll.id, roll)
    if len(roll) >= LARGE_ROLL and db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("ANALYZE roll_entry"))  # else the first votes are planned for an empty table


def _line(poll_id: int, voter: Voter) -> dict[str, Any]:
    """A line of the roll. Of a voter who is represented the own phone is shut: they are not there."""
    lodged = voter.holder_id is not None
    return {"poll_id": poll_id, **voter._asdict(), "lodged": lodged, "channel": "proxy" if lodged else None}


def too_few(there: Quorum) -> str:
    """Why a poll cannot be opened, in one sentence."""
    if there.needed is None:
        return _("Nobody is present yet, so nobody could vote.")
    return _(
        "Not enough people to vote: present %(present)s of %(entitled)s, %(needed)s needed.",
        present=there.present,
        entitled=there.entitled,
        needed=there.needed,
    )
