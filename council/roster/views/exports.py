"""Taking the roster out as a file; the example files."""

import hashlib
from pathlib import Path

from flask import Response, current_app, make_response, render_template, request, send_file
from flask_babel import get_locale
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.base import clock
from council.base.errors import NotVisible
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.roster.access import keeper_paths, kept_places, place_for
from council.roster.exporting import KINDS, as_file, roster_rows
from council.roster.forms import ExportForm
from council.roster.operations.exports import note_export
from council.roster.permissions import RosterAct
from council.roster.views import bp
from council.roster.views.words import indented
from council.web.answers import Answer
from council.web.saving import save_as


@bp.get("/roster/exports/new")
def new_export() -> str:
    """The form: a place and a kind of file."""
    form = _form(signed_in())
    form.place.data = request.args.get("place") or form.place.data
    return render_template("roster/export.html", form=form)


@bp.post("/roster/exports/new")
def export() -> Answer:
    """The file. That it was taken stands in the journal."""
    actor = signed_in()
    form = _form(actor)
    if not form.validate_on_submit():
        return make_response(render_template("roster/export.html", form=form), 422)
    place = place_for(actor, str(form.place.data or ""), RosterAct.EXPORT)
    kind = str(form.kind.data)
    locale = get_locale()
    rows = list(roster_rows(place, in_chinese=locale is not None and locale.language == "zh"))
    body = as_file(iter(rows), kind)
    digest = hashlib.sha256(body).hexdigest()
    note_export(place=place, kind=kind, people=len(rows) - 1, sha256=digest, actor_id=actor.person_id)
    name = f"roster-{place.code}-{clock.today():%Y%m%d}.{kind}"
    answer = Response(body, mimetype=KINDS[kind].partition(";")[0], headers={"Cache-Control": "no-store"})
    return save_as(answer, name)


@bp.get("/roster/example.<kind>")
def example(kind: str) -> Answer:
    """An example of a roster file.

    Raises:
        NotVisible: no such kind.
    """
    keeper_paths(signed_in())
    if kind not in KINDS:
        raise NotVisible
    path = Path(current_app.root_path) / "docs" / f"roster-example.{kind}"
    return save_as(send_file(path, mimetype=KINDS[kind].partition(";")[0]), path.name)


def _form(actor: Actor) -> ExportForm:
    form, places = ExportForm(), kept_places(actor)
    form.place.choices = [SelectChoice(place.code, indented(place, places[0])) for place in places]
    return form
