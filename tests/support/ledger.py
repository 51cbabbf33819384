"""What stands in a database, table by table, so that a test can say that nothing changed."""

import hashlib

from sqlalchemy import inspect, text

from council.base.db import db

#: Tables of the search, which no model has.
SEARCH = "search_text"
#: Who is signed in is nobody's act in a meeting: the people of a test come and go.
DOORS = frozenset({"sign_in_session", "sign_in_link"})


def ledger(but: frozenset[str] = frozenset()) -> dict[str, tuple[int, str]]:
    """Rows and fingerprint of every table but those named."""
    db.session.rollback()
    found = {}
    for name in sorted(inspect(db.engine).get_table_names()):
        if name in but or name.startswith(SEARCH):
            continue
        rows = sorted(repr(tuple(row)) for row in db.session.execute(text(f'SELECT * FROM "{name}"')))
        found[name] = len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()
    db.session.rollback()
    return found
