"""Looking people up at the desk."""

from flask import Blueprint, render_template, request

from council.permits.current import signed_in
from council.residents.access import accounts_of, roster_paths
from council.residents.chains import root_path
from council.residents.offices.queries import held_now
from council.residents.offices.views import bp as offices
from council.residents.panels import acts_for, list_links_for
from council.residents.people.permissions import KEEPERS
from council.residents.people.queries import outsiders
from council.residents.people.views import bp as records
from council.residents.permissions import OVER_OUTSIDERS
from council.residents.queries import roster
from council.web.paging import paged

bp = Blueprint("residents", __name__)
bp.register_blueprint(offices)
bp.register_blueprint(records)


@bp.get("/people/")
def people() -> str:
    """The people of the places one works for, to find one by name or door and do something for them."""
    actor = signed_in()
    paths = roster_paths(actor)
    text = request.args.get("q", "").strip()[:40]
    wide = tuple(dict.fromkeys(held.path for held in actor.holdings if held.office in OVER_OUTSIDERS))
    outside = bool(wide) and request.args.get("from") == "outside"
    page = paged(outsiders(wide, root_path(), text) if outside else roster(paths, text), size=20)
    return render_template(
        "residents/people.html",
        page=page,
        rows=[(one.person, acts_for(actor, one)) for one in accounts_of(page.items)],
        offices=held_now([person.id for person in page.items]) if outside else {},
        text=text,
        outside=outside,
        sees_outsiders=bool(wide),
        may_add=any(held.office in KEEPERS for held in actor.holdings),
        links=list_links_for(actor),
    )
