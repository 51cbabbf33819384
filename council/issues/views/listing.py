"""The list: one for phones and desks, filters in the address."""

from collections.abc import Sequence

from flask import render_template, request

from council.issues import pages, panels, words
from council.issues.lists import Tab, Wanted, estates_handled, issues_listed, orders, wanted
from council.issues.permissions import IssueAct
from council.issues.queries.clocks import categories
from council.issues.queries.standing import Figures, figures
from council.issues.rules import next_step
from council.issues.views import bp
from council.issues.views.raising_for import may_raise_for
from council.organisation.models import Place
from council.organisation.queries import estates_seen_by
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import allows
from council.web.paging import paged


def _total(want: Wanted, head: Figures | None, estates: Sequence[Place], actor: Actor) -> int | None:
    """How many issues the list holds, where the counters say it: nothing narrows it, and no own dispute hides in it."""
    if head is None or want.filtered:
        return None
    sees_all = len(estates_handled(actor, estates)) == len(estates)
    return head.by_tab[want.tab] if sees_all or want.tab is Tab.MINE else None


bp.add_app_template_global(next_step, "issue_next_step")


@bp.get("/issues/")
def index() -> str:
    """The issues of one's estate; officers see those of all places they are on duty for."""
    actor = signed_in()
    want = wanted(request.args)
    estates = estates_seen_by(actor)
    head = figures(estates, actor) if actor.is_officer else None  # residents see none
    return render_template(
        "issues/list_desk.html" if actor.is_officer else "issues/list_phone.html",
        want=want,
        page=paged(issues_listed(want, estates, actor), total=_total(want, head, estates, actor)),
        figures=head,
        orders=orders(want.tab),
        places=pages.place_filters(estates),
        kinds=[(row.code, words.category_word(row)) for row in categories()],
        sources=words.SOURCES,
        may_raise=any(allows(actor, IssueAct.RAISE, estate) for estate in estates),
        may_raise_for=may_raise_for(actor, list(estates)),
        row_actions=panels.row_actions,
        place_name=estates[0].name if len(estates) == 1 else "",
    )
