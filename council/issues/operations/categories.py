"""Categories and how long each step may take."""

from typing import TypedDict, Unpack

from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.issues.models import IssueCategory
from council.issues.queries.clocks import OTHER
from council.issues.states import Counting
from council.journal.operations import Ref, record
from council.organisation.models import Place
from council.organisation.operations.stale import fresh

#: The longest a step may take: a year of working hours.
MOST_HOURS = 2000


class CategoryFacts(TypedDict):
    """What a category says."""

    name: str
    keywords: str
    counting: str
    acknowledge_hours: int
    answer_hours: int
    solve_hours: int


@operation
def add_category(
    *, actor_id: int, place: Place, key: str | None = None, **facts: Unpack[CategoryFacts]
) -> IssueCategory:
    """Add a category. `place` is the one whose journal keeps it.

    Raises:
        Invalid: no name, or hours out of range.
    """
    key = own_key("issues.category", actor_id, key)
    if (seen := answered(key, IssueCategory)) is not None:
        return seen
    if not facts["name"].strip():
        raise Invalid(_("Give it a short name."), field="name")
    _check(facts)
    last = db.session.scalar(select(func.max(IssueCategory.position))) or 0
    number = (db.session.scalar(select(func.max(IssueCategory.id))) or 0) + 1
    row = IssueCategory(code=f"own-{number}", position=last + 1, **facts)
    db.session.add(row)
    db.session.flush()
    _record(row, place, actor_id, "issues.category.added")
    keep(key, row.id)
    return row


@operation
def change_category(
    *, actor_id: int, place: Place, category: IssueCategory, revision: int | None, **facts: Unpack[CategoryFacts]
) -> IssueCategory:
    """Change a category. Clocks that run keep their time; the next ones take the new one.

    Raises:
        Invalid: no name for one of the street's own, or hours out of range.
        Stale: somebody changed it meanwhile.
    """
    if not facts["name"].strip() and category.code.startswith("own-"):
        raise Invalid(_("Give it a short name."), field="name")
    _check(facts)
    row = fresh(IssueCategory, category.id, revision)
    for name, value in facts.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    _record(row, place, actor_id, "issues.category.changed")
    return row


@operation
def retire_category(*, actor_id: int, place: Place, category: IssueCategory, retired: bool) -> None:
    """Take a category out of use, or bring it back. What is in it stays in it.

    Raises:
        Conflict: it is the one for everything else, which always stays.
    """
    if category.code == OTHER:
        raise Conflict(_("This one takes what fits nowhere else. It always stays in use."))
    row = locked(IssueCategory, category.id)
    if row.retired is not retired:
        row.retired = retired
        _record(row, place, actor_id, "issues.category.retired" if retired else "issues.category.returned")


def _check(facts: CategoryFacts) -> None:
    if facts["counting"] not in set(Counting):
        raise Invalid(_("Choose which hours count."), field="counting")
    for name in ("acknowledge_hours", "answer_hours", "solve_hours"):
        if not 1 <= facts[name] <= MOST_HOURS:  # type: ignore[literal-required]
            raise Invalid(_("Between 1 and %(most)s hours.", most=MOST_HOURS), field=name)


def _record(row: IssueCategory, place: Place, actor_id: int, action: str) -> None:
    data = {"code": row.code, "name": row.name}
    subject = Ref("issue_category", row.id)
    record(action=action, place_id=place.id, actor_id=actor_id, subject=subject, data=data)
