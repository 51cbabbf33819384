"""The three numbers of each estate."""

import json

from flask import render_template, request, url_for
from flask_babel import gettext as _

from council.admin.access import place_for, places_for
from council.admin.saving import Sheet, shown
from council.admin.views import bp
from council.base.errors import Invalid
from council.organisation.forms import HotlinesForm
from council.organisation.models import HotlineKind, Place, PlaceKind
from council.organisation.operations import Stale, set_hotlines
from council.organisation.operations.hotlines import Line
from council.organisation.permissions import PlaceAct
from council.organisation.queries import hotlines as numbers_of
from council.organisation.queries import hotlines_of
from council.organisation.words import hotline_word
from council.permits.current import signed_in
from council.web.answers import Answer, see_other


@bp.get("/admin/hotlines")
def hotlines() -> str:
    """The estates of one's places with their numbers."""
    estates = places_for(signed_in(), PlaceAct.MANAGE_HOTLINES, PlaceKind.ESTATE)
    numbers = hotlines_of([estate.id for estate in estates])
    return render_template(
        "admin/hotlines.html",
        estates=estates,
        numbers=numbers,
        kinds=[(kind, hotline_word(kind)) for kind in HotlineKind],
    )


@bp.route("/admin/hotlines/<place_code>/edit", methods=["GET", "POST"])
def edit_hotlines(place_code: str) -> Answer:
    """Set the three numbers of an estate."""
    actor = signed_in()
    estate = place_for(actor, place_code, to=PlaceAct.MANAGE_HOTLINES, kind=PlaceKind.ESTATE)
    form = HotlinesForm()
    title = _("Hotlines of %(place)s", place=estate.name)
    lead = _("Leave a number empty to take it off the boards.")
    sheet = Sheet(title, url_for("admin.hotlines"), _("Hotlines"), _("Save"), lead)
    if request.method == "GET":
        _fill(form, _lines(estate))
        return shown(form, sheet)
    if not form.validate_on_submit():
        return shown(form, sheet, status=422)
    try:
        typed = {kind: Line(*form.line(kind)) for kind in HotlineKind}
        set_hotlines(place=estate, lines=typed, seen=_seen(form), actor_id=actor.person_id)
    except Invalid as problem:
        form.refuse(problem)
        return shown(form, sheet, status=422)
    except Stale as problem:
        now = _lines(estate)
        form.seen.data = json.dumps(now)
        form.form_errors.append(str(problem.message))
        both = [(hotline_word(kind), " ".join(now.get(kind, Line(""))), " ".join(typed[kind])) for kind in HotlineKind]
        return shown(form, sheet, status=409, both=both)
    return see_other("admin.hotlines", message=_("Saved."))


def _lines(estate: Place) -> dict[str, Line]:
    return {row.kind: Line(row.phone, row.hours) for row in numbers_of(estate.id)}


def _fill(form: HotlinesForm, lines: dict[str, Line]) -> None:
    for kind, line in lines.items():
        form[kind].data, form[f"{kind}_hours"].data = line
    form.seen.data = json.dumps(lines)


def _seen(form: HotlinesForm) -> dict[str, Line]:
    """The numbers that the form was shown with; none where somebody has tampered with them."""
    try:
        return {
            str(kind): Line(str(phone), str(hours)) for kind, (phone, hours) in json.loads(form.seen.data or "").items()
        }
    except (AttributeError, TypeError, ValueError):
        return {}
