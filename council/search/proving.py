"""The index against what it should hold: for `flask recount`, and after a migration or a restore."""

from sqlalchemy import column, select, table

from council.base.db import db, transaction
from council.search.hooks import kinds
from council.search.models import TEXT_TABLE, SearchEntry
from council.search.operations import forget, index, text_of


def wrong_entries() -> dict[tuple[str, int], dict[str, object] | None]:
    """The things whose entry is missing, wrong, or (None) should not be there."""
    texts = table(TEXT_TABLE, column("rowid"), column("tokens"))
    columns = (SearchEntry.kind, SearchEntry.thing_id, SearchEntry.estate_id, SearchEntry.hidden, texts.c.tokens)
    rows = db.session.execute(select(*columns).join(texts, texts.c.rowid == SearchEntry.id))
    stored = {(row[0], row[1]): (row[2], row[3], row[4]) for row in rows}
    wrong: dict[tuple[str, int], dict[str, object] | None] = {}
    seen = set()
    for kind, findable in kinds.items():
        for thing in findable.all():
            key = (kind, int(str(thing["thing_id"])))
            seen.add(key)
            said = text_of(str(thing["title"]), str(thing["said"]))
            if stored.get(key) != (thing["estate_id"], bool(thing.get("hidden", False)), said):
                wrong[key] = thing
    wrong.update(dict.fromkeys(stored.keys() - seen))
    return wrong


def mend_index() -> int:
    """Bring the index in step. Returns how many entries were wrong."""
    with transaction():
        wrong = wrong_entries()
        for (kind, thing_id), thing in wrong.items():
            if thing is None:
                forget(kind=kind, thing_id=thing_id)
            else:
                index(kind=kind, **thing)  # type: ignore[arg-type]
        return len(wrong)
