"""What of this room lies in places: issues that are not settled."""

from flask_babel import ngettext
from sqlalchemy import func, select

from council.base.db import db
from council.issues.models import Issue
from council.issues.rules import AT_REST
from council.organisation.hooks import belongs
from council.organisation.models import Place


def issues(path: str, *, ever: bool = False) -> int:
    """How many issues at or below a path are open; or ever were raised."""
    query = select(func.count()).select_from(Issue).join(Place, Place.id == Issue.place_id)
    query = query.where(Place.path.startswith(path))
    return db.session.scalar(query if ever else query.where(Issue.state.not_in(AT_REST))) or 0


belongs(
    now=issues,
    ever=lambda path: issues(path, ever=True),
    words=lambda n: ngettext("1 open issue", "%(num)d open issues", n),
)
