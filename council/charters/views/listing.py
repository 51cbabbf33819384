"""The list of charters and compacts."""

from flask import render_template, request

from council.base import clock
from council.charters import words
from council.charters.access import places_to_write_for
from council.charters.lists import documents_listed, estates, rows, wanted
from council.charters.queries import unread_of
from council.charters.views import bp
from council.permits.current import current_actor
from council.web.paging import paged

for _word in (words.kind_word, words.standing_word, words.article_label, words.body_word):
    bp.add_app_template_filter(_word)


@bp.get("/charters/")
def index() -> str:
    """Charters and compacts of all places; residents and writers see also what is on its way to them."""
    actor = current_actor()
    want = wanted(request.args)
    page = paged(documents_listed(want, actor))
    return render_template(
        "charters/list.html",
        want=want,
        today=clock.today(),
        page=page,
        rows=rows(page.items, actor),
        estates=estates(),
        writes=bool(actor and actor.is_officer and places_to_write_for(actor)),
        unread={each.document_id for each in unread_of(actor.person_id, actor.home)} if actor and actor.home else set(),
    )
