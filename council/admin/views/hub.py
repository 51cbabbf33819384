"""The hub: what can be administered, and only what the reader may do."""

from collections.abc import Sequence

from flask import render_template
from flask_babel import lazy_gettext as _l

from council.admin.views import bp
from council.base.errors import Forbidden
from council.permits.current import signed_in
from council.web.admin_menu import Entry, offered

#: The headings of the hub, each with the order from which on entries stand under it (`council.web.admin_menu.Entry`).
CHAPTERS = (
    (0, _l("Places and what belongs to them")),
    (50, _l("People and offices")),
    (60, _l("Personal data")),
    (70, _l("Rules and record")),
)


@bp.get("/admin/")
def hub() -> str:
    """What can be administered.

    Raises:
        Forbidden: the reader holds no office with desk work.
    """
    actor = signed_in()
    if not actor.is_officer:
        raise Forbidden
    return render_template("admin/hub.html", chapters=_by_chapter(offered(actor)))


def _by_chapter(entries: Sequence[Entry]) -> list[tuple[object, list[Entry]]]:
    """The entries under their headings; a heading without any is left out."""
    ends = [start for start, _title in CHAPTERS[1:]] + [max((entry.order for entry in entries), default=0) + 1]
    found = [
        (title, [entry for entry in entries if start <= entry.order < end])
        for (start, title), end in zip(CHAPTERS, ends, strict=True)
    ]
    return [(title, listed) for title, listed in found if listed]
