"""How minutes are found: by their public words, from the day they are published."""

from collections.abc import Iterator, Sequence

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from council.base.db import db
from council.journal.deliveries import consume
from council.journal.models import JournalEntry
from council.meetings.words import meeting_name
from council.minutes.models import Minutes
from council.minutes.paper import Paper, group_text
from council.minutes.queries import public_content
from council.minutes.rules import MinutesState
from council.permits.actor import Actor
from council.search.hooks import Findable, Hit, kinds
from council.search.operations import index
from council.web.formats import full_day


@consume("search_minutes", actions=frozenset({"minutes.minutes.published", "minutes.correction.written"}))
def index_minutes(entry: JournalEntry) -> None:
    """Published minutes can be found, with their corrections."""
    row = db.session.get(Minutes, entry.subject_id)
    if row is not None and row.state == MinutesState.PUBLISHED:
        index(kind="minutes", **_facts(row))  # type: ignore[arg-type]


def _facts(row: Minutes) -> dict[str, object]:
    return {
        "thing_id": row.id,
        "estate_id": row.meeting.place.estate_id,
        "title": meeting_name(row.meeting),
        "said": group_text(Paper(public_content(row.meeting, row)), ""),
        "at": row.published_at,
    }


def _show(ids: Sequence[int], _actor: Actor) -> dict[int, Hit]:
    query = select(Minutes).where(Minutes.id.in_(ids), Minutes.state == MinutesState.PUBLISHED)
    found = {}
    for row in db.session.scalars(query):
        said = group_text(Paper(public_content(row.meeting, row)), "")
        address = url_for("minutes.minutes", meeting_id=row.meeting_id)
        found[row.id] = Hit(address, meeting_name(row.meeting), said, full_day(row.meeting.starts_at))
    return found


def _all() -> Iterator[dict[str, object]]:
    query = select(Minutes).where(Minutes.state == MinutesState.PUBLISHED)
    yield from (_facts(row) for row in db.session.scalars(query))


kinds["minutes"] = Findable(_l("Minutes"), "doc", _show, _all)
