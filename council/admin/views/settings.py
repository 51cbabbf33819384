"""Settings of a place: who may speak and vote by residency."""

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.admin.access import chosen_place, places_for
from council.admin.views import bp
from council.base.db import db
from council.organisation.models import Place, PlaceKind
from council.organisation.operations import Stale, set_setting
from council.organisation.permissions import PlaceAct
from council.organisation.place_settings import held_at
from council.permits.current import signed_in
from council.residents.place_settings import RIGHTS
from council.residents.queries import names
from council.residents.rights import RESIDENCIES, Rights, Table, rights_of
from council.residents.rights_words import residency_word
from council.web.answers import Answer, see_other


@bp.get("/admin/settings")
def settings() -> Answer:
    """What holds at a place, and where it was set."""
    here = chosen_place(signed_in(), request.args.get("place", ""), to=PlaceAct.CHANGE_SETTINGS)
    return _page(here)


@bp.post("/admin/settings/rights")
def set_rights() -> Answer:
    """Set who may speak and vote at a place and below it, or let the place above decide."""
    actor = signed_in()
    here = chosen_place(actor, request.values.get("place", ""), to=PlaceAct.CHANGE_SETTINGS)
    typed = None if request.form.get("inherit") else _typed()
    revision = request.form.get("revision", "")
    try:
        set_setting(
            place=here,
            setting=RIGHTS,
            value=typed,
            revision=int(revision) if revision.isdigit() else None,
            actor_id=actor.person_id,
        )
    except Stale as problem:
        return _page(here, status=409, typed=typed, problem=str(problem.message))
    return see_other("admin.settings", place=here.code, message=_("Saved."))


def _typed() -> Table:
    """The table as ticked; whoever votes may also speak."""
    ticked = set(request.form.getlist("may"))
    return {
        each: Rights(speak=f"{each}:speak" in ticked or f"{each}:vote" in ticked, vote=f"{each}:vote" in ticked)
        for each in RESIDENCIES
    }


def _page(here: Place, *, status: int = 200, typed: Table | None = None, problem: str = "") -> Answer:
    actor = signed_in()
    held = held_at(RIGHTS, here.path)
    where = db.session.get(Place, held.place_id) if held.place_id else None
    own = held.row if where is not None and where.id == here.id else None
    kinds = (PlaceKind.STREET, PlaceKind.COMMUNITY, PlaceKind.ESTATE, PlaceKind.GRID)
    rows = [
        (each, residency_word(each), rights_of(each, typed or held.value), rights_of(each, held.value))
        for each in RESIDENCIES
    ]
    page = render_template(
        "admin/settings.html",
        spot=here,
        places=places_for(actor, PlaceAct.CHANGE_SETTINGS, *kinds),
        rows=rows,
        where=where,
        own=own,
        changed_by=names([held.row.changed_by]).get(held.row.changed_by, "")
        if held.row and held.row.changed_by
        else "",
        changed_at=held.row.changed_at if held.row else None,
        problem=problem,
    )
    return make_response(page, status)
