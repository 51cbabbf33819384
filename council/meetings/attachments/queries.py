"""Reading papers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from council.base.db import db
from council.meetings.attachments.models import Paper
from council.meetings.models import AgendaItem


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as lists show it; `reason` says why it was withdrawn."""

    id: int
    kind: str
    title: str
    size: int
    late: bool
    withdrawn_at: datetime | None
    reason: str

    @property
    def withdrawn(self) -> bool:
        """It is no longer before the meeting."""
        return self.withdrawn_at is not None


def papers_of(meeting_id: int) -> Mapping[int, Sequence[PaperRow]]:
    """item id → its papers in the order they came, in one query; items without papers give none."""
    query = select(Paper).join(AgendaItem, AgendaItem.id == Paper.item_id).where(AgendaItem.meeting_id == meeting_id)
    found: defaultdict[int, list[PaperRow]] = defaultdict(list)
    columns = (Paper.id, Paper.kind, Paper.title, Paper.size, Paper.late, Paper.withdrawn_at, Paper.reason)
    for item_id, *facts in db.session.execute(query.with_only_columns(Paper.item_id, *columns).order_by(Paper.id)):
        found[item_id].append(PaperRow(*facts))
    return found


def has_papers() -> ColumnElement[bool]:
    """Whether an agenda item has papers, for a query of items."""
    return select(Paper.id).where(Paper.item_id == AgendaItem.id).correlate(AgendaItem).exists()


def papers_on(item_id: int) -> Sequence[Paper]:
    """The papers of one item, for those who plan."""
    return db.session.scalars(select(Paper).where(Paper.item_id == item_id).order_by(Paper.id)).all()
