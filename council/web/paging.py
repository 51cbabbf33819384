"""Lists come in pages, always with a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import Select, func, select

from council.base.db import db

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list: `number` counts from 1."""

    items: Sequence[T]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.total // self.size))

    def url_for(self, number: int) -> str:
        """The address of page `number`, filters kept."""
        values: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(flat=False)}
        values["page"] = number
        return url_for(request.endpoint or "", **values)


def page_number() -> int:
    """The page asked for; 1 where none or nonsense is."""
    text = request.args.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def paged(
    query: Select[*tuple[Any, ...]], *, size: int = 20, scalars: bool = True, total: int | None = None
) -> Page[Any]:
    """The page of `query` that the address asks for. Two queries: the rows, and their count unless `total` says it."""
    if total is None:
        total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = min(page_number(), max(1, -(-total // size)))
    rows = query.limit(size).offset((number - 1) * size)
    items = db.session.scalars(rows).unique().all() if scalars else db.session.execute(rows).all()
    return Page(items=items, number=number, size=size, total=total)
