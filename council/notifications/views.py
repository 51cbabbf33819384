"""The inbox."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from council.base.ids import row_id
from council.notifications.operations import mark_read
from council.notifications.queries import news_of, told, unread
from council.permits.current import signed_in
from council.web.answers import Answer, see_other
from council.web.paging import paged

bp = Blueprint("notifications", __name__)


@bp.get("/news")
def news() -> str:
    """What happened with one's issues and tasks, newest first."""
    actor = signed_in()
    page = paged(news_of(actor.person_id))
    return render_template("notifications/news.html", page=page, rows=told(page.items), unread=unread(actor.person_id))


@bp.post("/news/read")
def read() -> Answer:
    """Mark what was shown as read; what arrived since stays new."""
    actor = signed_in()
    shown = row_id(request.form.get("up_to"))
    if shown is not None:
        mark_read(person_id=actor.person_id, up_to=shown)
    return see_other("notifications.news", message=_("All marked as read."))
