"""What moves with a person when two records of one person are merged: higher rooms say so, in their own modules.

History never moves: who was on a roll, who came, who wrote what in the journal stays as it was said then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

Condition = Callable[[], ColumnElement[bool]]


@dataclass(frozen=True)
class Moving:
    """Rows of a table that follow a person."""

    column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None]
    #: which rows; all without it
    only: Condition | None
    #: what a person may have once: where the other record has it already, the row stays
    once_per: InstrumentedAttribute[Any] | None
    #: the day on which a row ends, for rows that stay because the other record has its own
    ends: InstrumentedAttribute[date | None] | None
    #: told the other record's id once its rows have moved or come back: counters are made right there
    settle: Callable[[int], None] | None

    @property
    def name(self) -> str:
        """`table.column`."""
        return f"{self.column.class_.__tablename__}.{self.column.key}"


moving: list[Moving] = []


def moves_with_person(
    column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    *,
    only: Condition | None = None,
    once_per: InstrumentedAttribute[Any] | None = None,
    ends: InstrumentedAttribute[date | None] | None = None,
    settle: Callable[[int], None] | None = None,
) -> None:
    """State that rows whose `column` names a person follow that person into the record that stays."""
    moving.append(Moving(column, only, once_per, ends, settle))
