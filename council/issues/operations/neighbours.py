"""What neighbours do: “I have it too”, once a person and issue."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm.attributes import set_committed_value

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Forbidden
from council.base.upsert import insert_into
from council.issues.models import Issue, Support, counted_as, true_support_count
from council.issues.operations.common import note
from council.issues.rules import SUPPORTABLE, pressing


@operation
def support(*, actor_id: int, issue: Issue) -> Issue:
    """Say “I have it too”. Set, not toggled: saying it twice counts once.

    Raises:
        Forbidden: it is the actor's own issue.
        Conflict: the issue is settled.
    """
    if issue.reporter_id == actor_id:
        raise Forbidden(_("This is your own issue. You are counted already."))
    _still_supportable(issue)
    if add_support(issue, actor_id):
        note(issue, actor_id, "issues.support.given")
    return issue


@operation
def withdraw_support(*, actor_id: int, issue: Issue) -> Issue:
    """Take one's support back; nothing happens where there was none.

    Raises:
        Conflict: the issue is settled.
    """
    _still_supportable(issue)
    if take_support(issue, actor_id):
        note(issue, actor_id, "issues.support.withdrawn")
    return issue


def add_support(issue: Issue, person_id: int) -> bool:
    """Count a person as a supporter, in the caller's transaction. False where they are counted already."""
    given = {"issue_id": issue.id, "person_id": person_id, "at": clock.now()}
    statement = insert_into(Support).values(given).on_conflict_do_nothing().returning(Support.id)
    if db.session.execute(statement).scalar_one_or_none() is None:
        return False
    _count(issue, +1)
    return True


def take_support(issue: Issue, person_id: int) -> bool:
    """Count a person no longer, in the caller's transaction. False where they were not counted."""
    gone = db.delete(Support).where(Support.issue_id == issue.id, Support.person_id == person_id)
    if db.session.execute(gone.returning(Support.id)).scalar_one_or_none() is None:
        return False
    _count(issue, -1)
    return True


def _count(issue: Issue, change: int) -> None:
    """Change the counter by its own value in the database, so that two at once both count."""
    counted = update(Issue).where(Issue.id == issue.id).values(counted_as(Issue.support_count + change))
    unsynchronised = counted.execution_options(synchronize_session=False)
    now = db.session.execute(unsynchronised.returning(Issue.support_count, Issue.pressing)).one()
    set_committed_value(issue, "support_count", now.support_count)
    set_committed_value(issue, "pressing", now.pressing)


def _still_supportable(issue: Issue) -> None:
    db.session.refresh(issue, ["state"])
    if issue.state not in SUPPORTABLE:
        raise Conflict(_("This issue is settled. If it comes back, raise it again."))


# --- proving and mending


class WrongSupports(NamedTuple):
    """An issue whose counter of supports, or how much it presses by them, is not what was given."""

    issue_id: int
    number: str
    raised_at: datetime
    pressing: int
    stored: int
    true: int


def wrong_supports() -> list[WrongSupports]:
    """The issues whose counters are wrong, by number."""
    true = true_support_count()
    query = select(Issue.id, Issue.number, Issue.raised_at, Issue.pressing, Issue.support_count, true)
    rows = (WrongSupports(*row) for row in db.session.execute(query.order_by(Issue.number)))
    return [row for row in rows if row.stored != row.true or row.pressing != _pressing(row)]


def mend_supports(wrong: WrongSupports) -> None:
    """Set an issue's counters to what was given, in the caller's transaction."""
    values = {"support_count": wrong.true, "pressing": _pressing(wrong)}
    db.session.execute(update(Issue).where(Issue.id == wrong.issue_id).values(**values))


def _pressing(row: WrongSupports) -> int:
    return pressing(supports=row.true, raised_at=row.raised_at)
