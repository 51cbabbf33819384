"""INSERT with ON CONFLICT, which both databases know by a class of their own, and the counters that live by it."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Table, UniqueConstraint, delete
from sqlalchemy.dialects.postgresql import insert as insert_in_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_in_sqlite

from council.base.db import Base, db

K = TypeVar("K")


def insert_into(model: type[Base]) -> Any:
    """An INSERT in the dialect of the database: `.values(…).on_conflict_do_nothing()` and its like follow."""
    postgresql = db.session.get_bind().dialect.name == "postgresql"
    return insert_in_postgresql(model) if postgresql else insert_in_sqlite(model)


def count(model: type[Base], changes: Mapping[tuple[Any, ...], int]) -> None:
    """Change counters by their own value in the database, so that two at once both count.

    Args:
        model: a table with a counter `n` and one unique key.
        changes: key, in the order of the unique columns → by how much. Written in the order of the keys, so that two
            transactions never wait for each other's rows.
    """
    rows = _rows(model, ((key, n) for key, n in sorted(changes.items()) if n))
    if rows:
        statement = insert_into(model).values(rows)
        more = {"n": _table(model).c.n + statement.excluded.n}
        db.session.execute(statement.on_conflict_do_update(index_elements=_key(model), set_=more))


def recount(model: type[Base], true: Mapping[tuple[Any, ...], int]) -> None:
    """Set all counters of a table to what is true."""
    db.session.execute(delete(model))
    rows = _rows(model, ((key, n) for key, n in true.items() if n))
    if rows:
        db.session.execute(_table(model).insert(), rows)


def differing(stored: Mapping[K, int], true: Mapping[K, int]) -> dict[K, tuple[int, int]]:
    """Key → (stored, true) where the two are not the same; what is missing is nought."""
    pairs = {key: (stored.get(key, 0), true.get(key, 0)) for key in stored.keys() | true.keys()}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def stored_counts(model: type[Base]) -> dict[Any, int]:
    """Key → counter, of a whole table."""
    columns = [_table(model).c[name] for name in _key(model)]
    rows = db.session.execute(db.select(*columns, _table(model).c.n))
    return {tuple(row[:-1]): row[-1] for row in rows}


def _rows(model: type[Base], counted: Iterable[tuple[tuple[Any, ...], int]]) -> list[dict[str, Any]]:
    names = _key(model)
    return [{**dict(zip(names, key, strict=True)), "n": n} for key, n in counted]


def _key(model: type[Base]) -> list[str]:
    [unique] = [each for each in _table(model).constraints if isinstance(each, UniqueConstraint)]
    return [column.name for column in unique.columns]


def _table(model: type[Base]) -> Table:
    table: Table = model.__table__  # type: ignore[assignment]
    return table
