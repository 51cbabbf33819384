"""Settings of a place: who may speak and vote by residency; how the owners vote."""

from typing import Any

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.admin.access import chosen_place, places_for
from council.admin.forms import OwnersForm
from council.admin.views import bp
from council.base.db import db
from council.base.errors import Invalid
from council.organisation.models import Place, PlaceKind
from council.organisation.operations import Stale, set_setting
from council.organisation.permissions import PlaceAct
from council.organisation.place_settings import Held, held_at
from council.permits.current import signed_in
from council.polls.owners import OwnersManner, chosen_manner, owners_words
from council.polls.place_settings import OWNERS_MODE
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


@bp.post("/admin/settings/owners")
def set_owners() -> Answer:
    """Set how owners' votes are held at a place and below it, or let the place above decide."""
    actor = signed_in()
    here = chosen_place(actor, request.values.get("place", ""), to=PlaceAct.CHANGE_SETTINGS)
    form = OwnersForm()
    try:
        inherits = bool(request.form.get("inherit"))
        set_setting(
            place=here,
            setting=OWNERS_MODE,
            value=None if inherits else chosen_manner(form.mode.data or "", form.basis.data or ""),
            revision=form.seen_revision,
            actor_id=actor.person_id,
        )
    except Invalid as problem:
        form.refuse(problem)
        return _page(here, status=422, owners_form=form)
    except Stale as problem:
        form.form_errors.append(str(problem.message))
        return _page(here, status=409, owners_form=form)
    return see_other("admin.settings", place=here.code, message=_("Saved."))


def _typed() -> Table:
    """The table as ticked; whoever votes may also speak."""
    ticked = set(request.form.getlist("may"))
    return {
        each: Rights(speak=f"{each}:speak" in ticked or f"{each}:vote" in ticked, vote=f"{each}:vote" in ticked)
        for each in RESIDENCIES
    }


def _page(
    here: Place,
    *,
    status: int = 200,
    typed: Table | None = None,
    problem: str = "",
    owners_form: OwnersForm | None = None,
) -> Answer:
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
        **_owners(here, owners_form),
    )
    return make_response(page, status)


def _owners(here: Place, typed: OwnersForm | None) -> dict[str, Any]:
    """The form as it stands or as it was typed, what holds now in words, and where that was set."""
    held: Held[OwnersManner] = held_at(OWNERS_MODE, here.path)
    own = held.row if held.place_id == here.id else None
    form = typed or OwnersForm(formdata=None, data={"mode": held.value.mode, "basis": held.value.basis})
    form.shows(own.revision if own else 0)
    return {
        "owners_form": form,
        "owners_now": owners_words(held.value.mode, held.value.basis),
        "owners_own": own,
        "owners_where": db.session.get(Place, held.place_id) if held.place_id else None,
    }
