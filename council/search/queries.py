"""Asking the index."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, column, false, func, literal, select, table, text

from council.base.db import db
from council.search.models import TEXT_TABLE, SearchEntry
from council.search.rules import Word, words

_text = table(TEXT_TABLE, column("rowid"), column("tokens", Text), column("vector"))
#: PostgreSQL's positions of the tokens, which it keeps in step by itself.
_vector = _text.c.vector


def things(kind: str, question: str) -> Select[int]:
    """The ids of the things of a kind that fit a question, for a condition of that room's own query."""
    return select(SearchEntry.thing_id).where(SearchEntry.kind == kind, fits(question))


def fits(question: str) -> ColumnElement[bool]:
    """The condition that an entry fits each word of a question; nothing fits a question without words."""
    asked = words(question)
    if not asked:
        return false()
    postgresql = db.session.get_bind().dialect.name == "postgresql"
    return SearchEntry.id.in_(_in_postgresql(asked) if postgresql else _in_sqlite(asked))


def entries(question: str, estates: Collection[int], kind: str = "") -> Select[SearchEntry]:
    """The query of what the people of some estates find, newest first; of one kind, if given."""
    query = select(SearchEntry).where(fits(question), SearchEntry.estate_id.in_(estates), SearchEntry.hidden.is_(False))
    if kind:
        query = query.where(SearchEntry.kind == kind)
    return query.order_by(SearchEntry.at.desc(), SearchEntry.id.desc())


def counts(question: str, estates: Collection[int]) -> dict[str, int]:
    """How many of each kind they find, in one query."""
    query = select(SearchEntry.kind, func.count()).where(
        fits(question), SearchEntry.estate_id.in_(estates), SearchEntry.hidden.is_(False)
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(SearchEntry.kind))}


def alike(kind: str, title: str, estates: Collection[int], *, limit: int) -> Select[int]:
    """The ids of the newest things of a kind that share two neighbouring characters, or a word, with `title`."""
    cut = [token for word in words(title) for token in word.tokens]
    pairs = [Word((one, other), open_end=False) for one, other in pairwise(cut)] or [
        Word((token,), open_end=False) for token in cut
    ]
    if not pairs:
        return select(SearchEntry.thing_id).where(false())
    postgresql = db.session.get_bind().dialect.name == "postgresql"
    found = _any_in_postgresql(pairs) if postgresql else _any_in_sqlite(pairs)
    query = select(SearchEntry.thing_id).where(
        SearchEntry.kind == kind, SearchEntry.estate_id.in_(estates), SearchEntry.id.in_(found)
    )
    return query.order_by(SearchEntry.id.desc()).limit(limit)


def _any_in_sqlite(pairs: Sequence[Word]) -> Select[Any]:
    match = " OR ".join(_phrase(pair) for pair in pairs)
    return select(_text.c.rowid).where(text(f"{TEXT_TABLE} MATCH :match").bindparams(match=match))


def _any_in_postgresql(pairs: Sequence[Word]) -> Select[Any]:
    match = " | ".join(f"({' <-> '.join(pair.tokens)})" for pair in pairs)
    return select(_text.c.rowid).where(_vector.op("@@")(func.to_tsquery(text("'simple'"), literal(match))))


def _in_sqlite(asked: Sequence[Word]) -> Select[Any]:
    match = " AND ".join(_phrase(word) for word in asked)
    return select(_text.c.rowid).where(text(f"{TEXT_TABLE} MATCH :match").bindparams(match=match))


def _phrase(word: Word) -> str:
    """A phrase of FTS5. Tokens are letters and figures only, so nothing in it can be an operator."""
    return f'"{" ".join(word.tokens)}"{" *" if word.open_end else ""}'


def _in_postgresql(asked: Sequence[Word]) -> Select[Any]:
    return select(_text.c.rowid).where(*(_vector.op("@@")(_tsquery(word)) for word in asked))


def _tsquery(word: Word) -> Any:
    parts = [*word.tokens[:-1], f"{word.tokens[-1]}{':*' if word.open_end else ''}"]
    return func.to_tsquery(text("'simple'"), literal(" <-> ".join(parts)))
