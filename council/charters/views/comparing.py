"""Two versions of a document, article by article."""

from flask import render_template, request

from council.base import clock
from council.charters.access import Opened, document_for
from council.charters.models import Version
from council.charters.rules.comparing import compare
from council.charters.views import bp
from council.permits.current import current_actor


@bp.get("/charters/<int:document_id>/comparison")
def comparison(document_id: int) -> str:
    """Choose two versions and see what changed; the newest and the one before unless others are named."""
    opened = document_for(current_actor(), document_id)
    new = _named(opened, "to") or opened.versions[0]
    old = _named(opened, "from") or next((each for each in opened.versions if each.number < new.number), new)
    return render_template(
        "charters/comparison.html",
        document=opened.document,
        versions=[(each, each.standing(clock.today())) for each in opened.versions],
        old=old,
        new=new,
        articles=compare(old.clauses, new.clauses) if old.id != new.id else [],
    )


def _named(opened: Opened, name: str) -> Version | None:
    """The version that the address names.

    Raises:
        NotVisible: there is no such version for this reader.
    """
    text = request.args.get(name, "")
    return opened.version(int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0) if text else None
