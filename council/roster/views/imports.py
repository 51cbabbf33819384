"""Importing a roster: upload, progress, preview, confirm, done."""

from flask import make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.base import ids
from council.base.errors import Invalid
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.roster import files
from council.roster.access import import_for, keeper_paths, kept_places, place_for
from council.roster.forms import UploadForm
from council.roster.models import ImportState, RosterImport
from council.roster.operations.imports import cancel_import, confirm_import, upload_roster
from council.roster.permissions import RosterAct
from council.roster.planning.plans import Verdict
from council.roster.problems import problem_words
from council.roster.queries import imports_of, lines_of
from council.roster.reading.problems import Refused
from council.roster.reading.tables import rough_count
from council.roster.reading.words import COLUMNS, chinese
from council.roster.views import bp
from council.roster.views.words import indented
from council.web.answers import Answer, from_htmx, see_other
from council.web.paging import paged

#: States in which somebody works, so that the page looks again by itself.
MOVING = (ImportState.WAITING, ImportState.READING, ImportState.CONFIRMED, ImportState.WRITING)


@bp.get("/roster/imports/")
def imports() -> str:
    """Past imports and those on their way."""
    actor = signed_in()
    page = paged(imports_of(keeper_paths(actor)), size=20)
    return render_template("roster/imports.html", page=page)


@bp.get("/roster/imports/new")
def new_import() -> str:
    """The form: a file and a place."""
    form = upload_form(signed_in())
    form.place.data = request.args.get("place") or form.place.data
    return _upload_page(form)


@bp.post("/roster/imports/new")
def upload() -> Answer:
    """Keep the file and put it into the queue; the same file, still open, leads to the import that there is."""
    actor = signed_in()
    form = upload_form(actor)
    if form.validate_on_submit():
        try:
            return _taken(actor, form)
        except Invalid as problem:
            form.refuse(problem)
    return make_response(_upload_page(form), 422)


def _taken(actor: Actor, form: UploadForm) -> Answer:
    place = place_for(actor, str(form.place.data or ""), RosterAct.IMPORT)
    file: FileStorage = form.file.data
    token = ids.token(18)
    try:
        sha256 = files.store(file.stream, token)
    except Refused as refused:
        raise Invalid(problem_words(refused.problem), field="file") from None
    except OSError:
        raise Invalid(_("There is no room for the file here. Tell whoever runs this server."), field="file") from None
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2] or "roster"
    rough = rough_count(files.path_of(token))
    made = upload_roster(place=place, token=token, sha256=sha256, file_name=name, rough=rough, actor_id=actor.person_id)
    message = None
    if made.token != token:
        files.remove(token)
        message = _("This very file was uploaded before. Here it is.")
    return see_other("roster.show_import", import_id=made.id, message=message)


@bp.get("/roster/imports/<int:import_id>")
def show_import(import_id: int) -> str:
    """Where an import stands: progress, preview or outcome."""
    return render_template("roster/import.html", **_context(import_for(signed_in(), import_id)))


@bp.get("/roster/imports/<int:import_id>/progress")
def progress(import_id: int) -> Answer:
    """The same as a part, each second; once there is something to look at, the whole page."""
    upload = import_for(signed_in(), import_id)
    if from_htmx() and upload.state in MOVING:
        return make_response(render_template("roster/_progress.html", **_context(upload)))
    return see_other("roster.show_import", import_id=import_id)


@bp.post("/roster/imports/<int:import_id>/confirmation")
def confirm(import_id: int) -> Answer:
    """Put it on the roster."""
    actor = signed_in()
    upload = import_for(actor, import_id)
    confirm_import(upload=upload, digest=request.form.get("digest", ""), actor_id=actor.person_id)
    return see_other("roster.show_import", import_id=import_id)


@bp.post("/roster/imports/<int:import_id>/cancellation")
def cancel(import_id: int) -> Answer:
    """Give it up."""
    actor = signed_in()
    cancel_import(upload=import_for(actor, import_id), actor_id=actor.person_id)
    return see_other("roster.imports", message=_("The import is cancelled. Nothing was written."))


def _context(upload: RosterImport) -> dict[str, object]:
    verdict = request.args.get("verdict", "")
    if verdict not in list(Verdict):
        verdict = ""
    if not verdict and upload.state == ImportState.READY and upload.counts.get("wrong"):
        verdict = Verdict.WRONG
    if request.args.get("verdict") == "all":
        verdict = ""
    shown = upload.state in (ImportState.READY, ImportState.DONE) and upload.cleared_at is None
    page = paged(lines_of(upload.id, verdict), size=25) if shown else None
    # read, planned, kept: each row is met three times
    total = 3 * max(1, upload.counts.get("rows") or upload.counts.get("rough") or 1)
    percent = min(99, 100 * upload.rows_done // total)
    return {"upload": upload, "page": page, "verdict": verdict, "moving": upload.state in MOVING, "percent": percent}


def _upload_page(form: UploadForm) -> str:
    headings = [(column, chinese("headings")[column]) for column in COLUMNS]
    return render_template("roster/upload.html", form=form, headings=headings)


def upload_form(actor: Actor) -> UploadForm:
    """The form with the places that this person keeps the roster of."""
    form, places = UploadForm(), kept_places(actor)
    form.place.choices = [SelectChoice(place.code, indented(place, places[0])) for place in places]
    return form
