"""The page of all that can be found."""

from flask import Blueprint, render_template, request

from council.organisation.queries import estates_seen_by
from council.permits.current import signed_in
from council.search.hooks import Hit, kinds
from council.search.queries import counts, entries
from council.search.rules import words
from council.search.snippets import around, marked
from council.web.paging import paged

bp = Blueprint("search", __name__)


@bp.get("/search")
def search() -> str:
    """What fits a question, within the estates one lives in or serves; newest first, by kind."""
    actor = signed_in()
    question = request.args.get("q", "").strip()[:60]
    kind = request.args.get("kind", "")
    kind = kind if kind in kinds else ""
    if not words(question):
        return render_template("search/search.html", question=question, page=None, kinds=kinds)
    estates = [place.id for place in estates_seen_by(actor)]
    found = counts(question, estates)
    page = paged(entries(question, estates, kind), total=found.get(kind, 0) if kind else sum(found.values()))
    hits = _hits([(row.kind, row.thing_id) for row in page.items], actor)
    return render_template(
        "search/search.html",
        question=question,
        kind=kind,
        kinds=kinds,
        counts=found,
        page=page,
        hits=[_shown(hit, question) for row in page.items if (hit := hits.get((row.kind, row.thing_id)))],
    )


def _hits(wanted: list[tuple[str, int]], actor: object) -> dict[tuple[str, int], Hit]:
    found: dict[tuple[str, int], Hit] = {}
    for kind, findable in kinds.items():
        ids = [thing_id for each, thing_id in wanted if each == kind]
        shown = findable.show(ids, actor) if ids else {}  # type: ignore[arg-type]
        found |= {(kind, thing_id): hit for thing_id, hit in shown.items()}
    return found


def _shown(hit: Hit, question: str) -> dict[str, object]:
    said = marked(around(hit.said, question), question) if hit.said else []
    return {"url": hit.url, "title": marked(hit.title, question), "said": said, "about": hit.about}
