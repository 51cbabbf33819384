"""The tree of places: looking, adding, naming, closing."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.admin.access import chosen_place, place_for
from council.admin.queries import Branch, tree
from council.admin.saving import Sheet, saved, shown
from council.admin.views import bp
from council.base.errors import Invalid, NotVisible
from council.organisation import hooks
from council.organisation.forms import BelowForm, ClosureForm, PlaceForm
from council.organisation.models import Place, PlaceKind
from council.organisation.operations import add_place, add_places, amend_place, close_place, put_before, reopen_place
from council.organisation.permissions import PlaceAct
from council.organisation.queries import changes_of, in_order, ways_up
from council.organisation.rules import CHILDREN, LETTERS, names_listed
from council.organisation.words import change_words, place_kind_word
from council.permits.current import signed_in
from council.permits.permission import allows, demand
from council.residents.queries import names
from council.web.answers import Answer, see_other


@bp.get("/admin/places")
def places() -> Answer:
    """To the largest place one administers."""
    here = chosen_place(signed_in(), "", to=PlaceAct.MANAGE_TREE)
    return redirect(url_for("admin.place", place_code=here.code), code=303)


@bp.get("/admin/places/<place_code>")
def place(place_code: str) -> str:
    """A place with the tree below it, and what has happened to it."""
    actor = signed_in()
    here = place_for(actor, place_code, to=PlaceAct.MANAGE_TREE)
    text = request.args.get("q", "").strip()[:40]
    changes = changes_of(here)
    by = names([change.by_id for change in changes if change.by_id])
    root = tree(here.path, text)
    return render_template(
        "admin/place.html",
        spot=here,
        root=root,
        text=text,
        above=[each for each in ways_up(here.path) if allows(actor, PlaceAct.MANAGE_TREE, each)],
        changes=[(change, change_words(change), by.get(change.by_id or 0, "")) for change in changes],
        can_hold=bool(CHILDREN[here.kind]),
        rows=_in_rows(root),
        ordering=request.args.get("order") == "1",
    )


def _in_rows(root: Branch) -> list[list[Place]]:
    """What lies directly in a place, kind by kind, each in its order; only where there is an order to choose."""
    below = [each.place for each in root.below if each.place.closed_on is None]
    rows = [in_order(place for place in below if place.kind == kind) for kind in CHILDREN[root.place.kind]]
    return [row for row in rows if len(row) > 1]


@bp.post("/admin/places/<place_code>/order")
def order(place_code: str) -> Answer:
    """Let a place stand before the one that `before` names, among those that lie beside it."""
    actor = signed_in()
    place = place_for(actor, place_code, to=PlaceAct.MANAGE_TREE)
    other = place_for(actor, request.form.get("before", ""), to=PlaceAct.MANAGE_TREE)
    if place.parent is None:
        raise NotVisible
    demand(actor, PlaceAct.MANAGE_TREE, place.parent)
    put_before(place=place, other=other, actor_id=actor.person_id)
    return see_other("admin.place", place_code=place.parent.code, order=1, _anchor="order")


@bp.route("/admin/places/<place_code>/edit", methods=["GET", "POST"])
def edit_place(place_code: str) -> Answer:
    """Another name, another number."""
    actor = signed_in()
    here = place_for(actor, place_code, to=PlaceAct.MANAGE_TREE)
    form = PlaceForm(obj=here)
    sheet = _sheet(here, _("Edit %(place)s", place=here.name), _("Save"))
    if request.method == "GET":
        return shown(form, sheet)
    return saved(
        form,
        sheet,
        lambda: amend_place(
            place=here,
            name=form.name.data or "",
            position=form.position.data or 0,
            reason=form.reason.data or "",
            revision=form.seen_revision,
            actor_id=actor.person_id,
        ),
        lambda: _to(here, _("Saved.")),
    )


@bp.route("/admin/places/<place_code>/below/new", methods=["GET", "POST"])
def add_below(place_code: str) -> Answer:
    """One or several new places below this one."""
    actor = signed_in()
    here = place_for(actor, place_code, to=PlaceAct.MANAGE_TREE)
    form = BelowForm()
    form.kind.choices = [SelectChoice(kind, place_kind_word(kind)) for kind in CHILDREN[here.kind]]
    lead = _("Codes and numbers come from the names. Whatever is added can be renamed, moved and closed.")
    sheet = _sheet(here, _("Add below %(place)s", place=here.name), _("Add"), lead=lead, icon="plus")
    if request.method == "GET":
        return shown(form, sheet)
    return saved(form, sheet, lambda: _add(form, here, actor.person_id), lambda: _to(here, _("Added.")))


def _add(form: BelowForm, here: Place, actor_id: int) -> None:
    kind = PlaceKind(form.kind.data)
    try:
        listed = names_listed(form.names.data or "")
    except ValueError as problem:
        raise Invalid(_("%(line)s counts backwards.", line=str(problem)), field="names") from problem
    code = form.code.data or ""
    if code or kind not in LETTERS:
        if len(listed) != 1:
            raise Invalid(_("With a code of its own, add one at a time."), field="names")
        add_place(kind=kind, code=code, name=listed[0], parent=here, actor_id=actor_id, key=form.key)
    else:
        add_places(kind=kind, names=listed, parent=here, actor_id=actor_id, key=form.key)


@bp.route("/admin/places/<place_code>/closure/new", methods=["GET", "POST"])
def close(place_code: str) -> Answer:
    """Close a place that nobody lives in and where nothing is open; else say what is in the way."""
    actor = signed_in()
    here = place_for(actor, place_code, to=PlaceAct.MANAGE_TREE)
    form = ClosureForm()
    lead = _("It is no longer offered anywhere. Its pages, meetings and papers stay.")
    sheet = _sheet(here, _("Close %(place)s", place=here.name), _("Put out of use"), lead=lead, icon="lock")
    things = hooks.in_the_way(here)
    if request.method == "GET":
        return shown(form, sheet, in_the_way=things)
    return saved(
        form,
        sheet,
        lambda: close_place(place=here, reason=form.reason.data or "", actor_id=actor.person_id),
        lambda: _to(here, _("%(place)s is closed.", place=here.name)),
        in_the_way=things,
    )


@bp.post("/admin/places/<place_code>/reopening")
def reopen(place_code: str) -> Answer:
    """Use a closed place again."""
    actor = signed_in()
    here = place_for(actor, place_code, to=PlaceAct.MANAGE_TREE)
    reopen_place(place=here, actor_id=actor.person_id)
    return _to(here, _("%(place)s is in use again.", place=here.name))


def _sheet(here: Place, title: str, button: str, *, lead: str = "", icon: str = "check") -> Sheet:
    return Sheet(title, url_for("admin.place", place_code=here.code), here.name, button, lead, icon)


def _to(here: Place, message: str) -> Answer:
    return see_other("admin.place", place_code=here.code, message=message)
