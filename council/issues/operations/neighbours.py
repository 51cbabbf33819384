"""What neighbours do: “I have it too”, once a person and issue."""

from datetime import datetime
from typing import Any, NamedTuple, cast

from flask_babel import gettext as _
from sqlalchemy import Table, select
from sqlalchemy.dialects.postgresql import insert as insert_in_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_in_sqlite
from sqlalchemy.orm.attributes import set_committed_value

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Forbidden
from council.issues.models import Issue, Support, true_support_count
from council.issues.operations.common import note
from council.issues.rules import SECONDS_PER_SUPPORT, SUPPORTABLE, pressing


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
    statement = _insert(issue, person_id).on_conflict_do_nothing().returning(Support.id)
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


def _insert(issue: Issue, actor_id: int) -> Any:
    """INSERT that leaves an existing row alone, in the dialect of the database."""
    postgresql = db.session.get_bind().dialect.name == "postgresql"
    statement: Any = insert_in_postgresql(Support) if postgresql else insert_in_sqlite(Support)
    return statement.values(issue_id=issue.id, person_id=actor_id, at=clock.now())


def _count(issue: Issue, change: int) -> None:
    """Change the counter by its own value in the database, so that two at once both count."""
    table = cast(Table, Issue.__table__)
    more = {
        "support_count": table.c.support_count + change,
        "pressing": table.c.pressing + change * SECONDS_PER_SUPPORT,
    }
    counted = db.update(table).where(table.c.id == issue.id).values(**more)
    now = db.session.execute(counted.returning(table.c.support_count, table.c.pressing)).one()
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
    db.session.execute(db.update(Issue).where(Issue.id == wrong.issue_id).values(**values))


def _pressing(row: WrongSupports) -> int:
    return pressing(supports=row.true, raised_at=row.raised_at)
