"""Hiding what is out of place, with a reason, an appeal and a second pair of eyes."""

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Forbidden
from council.deliberation.models import Complaint, Moderation, Reason, Statement
from council.deliberation.operations.talking import _insert
from council.deliberation.queries import moderation_of
from council.issues.models import Issue
from council.issues.operations.texts import needed
from council.journal.operations import Ref, record

Thing = Reason | Statement


def kind_of(thing: Thing) -> str:
    """`reason` or `statement`."""
    return "reason" if isinstance(thing, Reason) else "statement"


@operation
def complain(*, actor_id: int, thing: Thing, why: str) -> None:
    """Say that something is out of place; once a person, a second time changes nothing.

    Raises:
        Invalid: no word about why.
    """
    why = needed(why, _("Say what is not right about it."), field="why")
    values = {"kind": kind_of(thing), "thing_id": thing.id, "issue_id": thing.issue_id, "person_id": actor_id}
    db.session.execute(_insert(Complaint, why=why[:200], at=clock.now(), **values))


@operation
def hide(*, actor_id: int, thing: Thing, why: str) -> Moderation:
    """Hide something; its author sees it with the reason and may appeal once.

    Raises:
        Invalid: no reason.
        Conflict: it is hidden already.
    """
    why = needed(why, _("Say why it is hidden. The author reads it."), field="why")
    row = locked(type(thing), thing.id)
    if row.hidden:
        raise Conflict(_("It is hidden already."))
    row.hidden = True
    done = Moderation(
        kind=kind_of(thing), thing_id=row.id, issue_id=row.issue_id, why=why[:200], by_id=actor_id, at=clock.now()
    )
    db.session.add(done)
    db.session.flush()
    _record(done, actor_id, "deliberation.moderation.hidden", row.person_id)
    return done


@operation
def appeal(*, actor_id: int, thing: Thing, words: str) -> Moderation:
    """The author asks somebody else to look, once.

    Raises:
        Forbidden: somebody else wrote it.
        Invalid: no words.
        Conflict: it is not hidden, or was appealed already.
    """
    words = needed(words, _("Say why it should be shown."), field="words")
    if thing.person_id != actor_id:
        raise Forbidden(_("Only the author can appeal."))
    found = moderation_of(kind_of(thing), thing.id)
    if found is None or not thing.hidden:
        raise Conflict(_("It is not hidden."))
    row = locked(Moderation, found.id)
    if row.appealed_at is not None:
        raise Conflict(_("You have appealed already. Somebody looks at it."))
    row.appeal, row.appealed_at = words, clock.now()
    _record(row, actor_id, "deliberation.moderation.appealed", thing.person_id)
    return row


@operation
def decide_appeal(*, actor_id: int, moderation: Moderation, show: bool, why: str) -> Moderation:
    """Somebody else than the one who hid it decides: shown again, or it stays hidden, with words.

    Raises:
        Invalid: no words.
        Forbidden: the one who hid it decides nothing about it.
        Conflict: nobody appealed, or it is decided.
    """
    why = needed(why, _("Say why. The author reads it."), field="why")
    row = locked(Moderation, moderation.id)
    if row.by_id == actor_id:
        raise Forbidden(_("You hid it, so somebody else decides."))
    if row.appealed_at is None or row.outcome is not None:
        raise Conflict(_("There is no open appeal."))
    thing: Thing = locked(Reason, row.thing_id) if row.kind == "reason" else locked(Statement, row.thing_id)
    thing.hidden = not show
    row.outcome = "shown" if show else "stays"
    row.decided_why, row.decided_by_id, row.decided_at = why[:200], actor_id, clock.now()
    _record(row, actor_id, f"deliberation.moderation.{row.outcome}", thing.person_id)
    return row


def _record(row: Moderation, actor_id: int, action: str, author_id: int) -> None:
    issue = db.session.get_one(Issue, row.issue_id)
    record(
        action=action,
        place_id=issue.estate_id,
        actor_id=actor_id,
        subject=Ref("moderation", row.id),
        touched=[Ref("author", author_id)],
        data={"number": issue.number, "kind": row.kind, "why": row.decided_why or row.why},
    )
