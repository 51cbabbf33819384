"""What charters say about places: which have a charter in force, which a compact, and that documents lie in them."""

from flask_babel import ngettext
from sqlalchemy import func, select

from council.base.db import db
from council.charters.models import Document
from council.charters.queries import places_with_in_force
from council.organisation.hooks import belongs, completes
from council.organisation.models import Place


def _documents(path: str) -> int:
    query = select(func.count(Document.id)).join(Place, Place.id == Document.place_id)
    return db.session.scalar(query.where(Place.path.startswith(path))) or 0


belongs(
    now=lambda path: 0,  # a text may stay when its place closes: it is history then
    ever=_documents,
    words=lambda count: ngettext("1 charter or compact", "%(num)d charters and compacts", count),
)
completes("charter", lambda: places_with_in_force("charter"))
completes("compact", lambda: places_with_in_force("compact"))
