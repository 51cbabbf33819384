"""Writing a draft: begun or copied, all articles in one form, a pasted text split into articles."""

import re
from collections.abc import Sequence
from typing import Any

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base.errors import Conflict, Forbidden, Invalid
from council.charters import operations
from council.charters.access import places_to_write_for, version_for
from council.charters.forms import BeginForm, ImportForm
from council.charters.models import DocumentKind, Version, VersionState
from council.charters.operations.common import NotAsTyped
from council.charters.permissions import CharterAct
from council.charters.rules.articles import HEADING_LENGTH, MOST_ARTICLES, TEXT_LENGTH, Clause, split
from council.charters.rules.comparing import compare
from council.charters.views import bp
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.web.answers import Answer, see_other
from council.web.errors import shown_again


@bp.get("/charters/new")
def new() -> str:
    """Which document of which place."""
    form = _begin_form(signed_in())
    form.kind.data = request.args.get("kind", DocumentKind.COMPACT.value)
    form.place.data = request.args.get("place", "") or form.place.data
    return render_template("charters/new.html", form=form)


@bp.post("/charters/new")
def begin() -> Answer:
    """Begin the first draft."""
    actor = signed_in()
    form = _begin_form(actor)
    if form.validate_on_submit():
        place = next(place for place in places_to_write_for(actor) if place.code == form.place.data)
        try:
            version = operations.begin(
                place=place, kind=DocumentKind(form.kind.data), actor_id=actor.person_id, key=form.key
            )
            return _to_editor(version)
        except Invalid as problem:
            form.refuse(problem)
        except Conflict as problem:
            form.refuse(Invalid(problem.message, field="place"))
    return make_response(render_template("charters/new.html", form=form), 422)


@bp.post("/charters/<int:document_id>/versions/<int:version>/copy")
def copy(document_id: int, version: int) -> Answer:
    """Copy a version into a new draft."""
    actor = signed_in()
    found = version_for(actor, document_id, version, to=CharterAct.WRITE)
    draft = operations.copy_version(version=found, actor_id=actor.person_id, key=request.form.get("once"))
    return _to_editor(draft)


@bp.get("/charters/<int:document_id>/versions/<int:version>/edit")
def edit(document_id: int, version: int) -> Answer:
    """All articles of a draft in one form."""
    draft = _draft(document_id, version)
    return _editor(draft, draft.clauses or [Clause("", "")])


@bp.post("/charters/<int:document_id>/versions/<int:version>/edit")
def save(document_id: int, version: int) -> Answer:
    """Save the articles, or do with the form what its other buttons say: nothing is written by those."""
    draft = _draft(document_id, version)
    typed = _typed()
    if (button := request.form.get("do", "save")) != "save":
        rows, focus = _arranged(typed, button)
        return _editor(draft, rows, revision=_revision(), focus=focus, unsaved=True)
    try:
        actor = signed_in()
        operations.rewrite(version=draft, clauses=typed, revision=_revision(), actor_id=actor.person_id)
    except NotAsTyped as stale:
        changes = compare(stale.current.clauses, [clause for clause in typed if clause.text])
        return _editor(stale.current, typed, status=409, theirs=changes, unsaved=True)
    except Invalid as problem:
        return _editor(draft, typed, status=422, revision=_revision(), problem=problem, unsaved=True)
    return see_other("charters.version", document_id=document_id, version=version, message=_("Saved."))


@bp.get("/charters/<int:document_id>/versions/<int:version>/text")
def paste(document_id: int, version: int) -> str:
    """A field for the whole text."""
    return render_template("charters/paste.html", version=_draft(document_id, version), form=ImportForm())


@bp.post("/charters/<int:document_id>/versions/<int:version>/text")
def split_text(document_id: int, version: int) -> Answer:
    """The pasted text as articles in the editor; it is saved there."""
    draft = _draft(document_id, version)
    form = ImportForm()
    if form.validate_on_submit():
        found = split(form.pasted.data or "")
        if len(found.clauses) <= MOST_ARTICLES:
            return _editor(draft, list(found.clauses), revision=draft.revision, before=found.before, unsaved=True)
        form.refuse(Invalid(_("At most %(number)s articles.", number=MOST_ARTICLES), field="pasted"))
    return make_response(render_template("charters/paste.html", version=draft, form=form), 422)


def _again() -> str:
    """The editor with what was typed, after its token has run out."""
    parts = request.view_args or {}
    draft = _draft(parts["document_id"], parts["version"])
    return _page(draft, _typed(), revision=_revision(), unsaved=True, waited=True)


shown_again["charters.save"] = _again


def _begin_form(actor: Actor) -> BeginForm:
    places = places_to_write_for(actor)
    if not places:
        raise Forbidden(
            _("Charters and compacts are written by the estate head, the recorder and the community's staff.")
        )
    form = BeginForm()
    form.offer(places)
    return form


def _draft(document_id: int, number: int) -> Version:
    """The draft, for who writes it.

    Raises:
        Conflict: it is no draft any more.
    """
    version = version_for(signed_in(), document_id, number, to=CharterAct.WRITE)
    if version.state != VersionState.DRAFT:
        raise Conflict(_("This version is no draft any more. Copy it into a new draft to change it."))
    return version


def _typed() -> list[Clause]:
    """The articles as they stand in the form."""
    headings, texts = request.form.getlist("heading"), request.form.getlist("text")
    pairs = zip(headings, texts, strict=False)
    return [Clause(heading.strip(), text.replace("\r\n", "\n").strip()) for heading, text in pairs]


def _revision() -> int:
    text = request.form.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _arranged(rows: list[Clause], button: str) -> tuple[list[Clause], int]:
    """The articles after a button `add`, `up-3`, `down-3`, `remove-3`, and the number to go on with."""
    found = re.fullmatch(r"(add|up|down|remove)-([0-9]{1,3})", button)
    if found is None:
        return rows, 0
    what, at = found[1], int(found[2]) - 1
    rows = list(rows)
    if what == "add":
        rows.insert(min(at + 1, len(rows)), Clause("", ""))
        return rows, min(at + 2, len(rows))
    if not 0 <= at < len(rows):
        return rows, 0
    row = rows.pop(at)
    if what == "remove":
        return rows, max(1, min(at + 1, len(rows)))
    to = max(0, at - 1) if what == "up" else min(len(rows), at + 1)
    rows.insert(to, row)
    return rows, to + 1


def _editor(draft: Version, rows: Sequence[Clause], *, status: int = 200, **more: Any) -> Answer:
    return make_response(_page(draft, rows, **more), status)


def _page(draft: Version, rows: Sequence[Clause], **more: Any) -> str:
    values: dict[str, Any] = {
        "revision": draft.revision,
        "focus": 0,
        "problem": None,
        "theirs": None,
        "before": "",
        "unsaved": False,
        "waited": False,
        **more,
    }
    return render_template(
        "charters/edit.html",
        version=draft,
        rows=rows or [Clause("", "")],
        limits=(HEADING_LENGTH, TEXT_LENGTH, MOST_ARTICLES),
        **values,
    )


def _to_editor(version: Version) -> Answer:
    return see_other("charters.edit", document_id=version.document_id, version=version.number)
