"""Two people who edit at once: the second one is told, and sees both."""

from typing import Protocol, TypeVar

from flask_babel import gettext as _

from council.base.db import locked
from council.base.errors import Conflict


class Revised(Protocol):
    """A row with a revision that grows with each change."""

    id: int
    revision: int


R = TypeVar("R")


class Stale(Conflict):
    """Somebody has changed it since the form was shown (409). `current` is the row as it stands now."""

    def __init__(self, current: object) -> None:
        super().__init__(_("Somebody else has changed this meanwhile. Look at both, then save again."))
        self.current = current


def fresh(model: type[R], key: int, revision: int | None) -> R:
    """The row, locked, its revision grown; None as `revision` asks nothing.

    Raises:
        Stale: it has been changed since `revision`.
    """
    row = locked(model, key)
    now: int = row.revision  # type: ignore[attr-defined]
    if revision is not None and revision != now:
        raise Stale(row)
    row.revision = now + 1  # type: ignore[attr-defined]
    return row
