"""Moving a place and splitting a grid: the effect is shown before anything is done."""

from collections.abc import Sequence

from flask import make_response, render_template, request
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.admin.access import place_for, places_for
from council.admin.saving import Sheet
from council.admin.views import bp
from council.base.errors import Conflict, DomainError, Invalid
from council.organisation import hooks
from council.organisation.forms import MoveForm, SplitForm
from council.organisation.models import Place, PlaceKind
from council.organisation.operations import Stale, move_place, split_grid
from council.organisation.operations.tree import free_code
from council.organisation.operations.tree_moves import refuse_move
from council.organisation.permissions import PlaceAct
from council.organisation.queries import place_by_code, places_of_kind
from council.organisation.rules import PARENTS
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import demand
from council.web.answers import Answer, see_other


@bp.get("/admin/places/<place_code>/parent/edit")
def move_form(place_code: str) -> Answer:
    """Where it shall lie; with `to` in the address: what goes along, before it is done."""
    actor = signed_in()
    here = place_for(actor, place_code, to=PlaceAct.MANAGE_TREE)
    form = _move_form(actor, here, request.args)
    target = _target(actor, str(form.to.data or "")) if request.args.get("to") else None
    if target is None:
        return _move_page(here, form)
    try:
        refuse_move(here, target)
    except DomainError as problem:
        form.form_errors.append(str(problem.message))
        return _move_page(here, form, status=problem.status)
    return _move_page(here, form, target=target)


@bp.post("/admin/places/<place_code>/parent/edit")
def move(place_code: str) -> Answer:
    """Move it."""
    actor = signed_in()
    here = place_for(actor, place_code, to=PlaceAct.MANAGE_TREE)
    form = _move_form(actor, here, None)
    target = _target(actor, str(form.to.data or ""))
    if target is None:
        form.refuse(Invalid(_("Choose where it lies."), field="to"))
        return _move_page(here, form, status=422)
    revision = form.seen_revision
    try:
        form.validate_on_submit()
        move_place(place=here, to=target, reason=form.reason.data or "", revision=revision, actor_id=actor.person_id)
    except Invalid as problem:
        form.refuse(problem)
        return _move_page(here, form, target=target, status=422)
    except Conflict as problem:
        form.form_errors.append(str(problem.message))
        form.shows(here.revision)
        return _move_page(here, form, target=target if isinstance(problem, Stale) else None, status=409)
    message = _("%(place)s lies in %(target)s now.", place=here.name, target=target.name)
    return see_other("admin.place", place_code=here.code, message=message)


def _move_form(actor: Actor, here: Place, args: object) -> MoveForm:
    form = MoveForm(args) if args is not None else MoveForm()  # type: ignore[arg-type]
    if args is not None:
        form.shows(here.revision)
    kinds = [PlaceKind(kind) for kind in PARENTS[here.kind]]
    fitting = [place for place in places_for(actor, PlaceAct.MANAGE_TREE, *kinds) if place.id != here.parent_id]
    near = sorted(fitting, key=lambda place: place.estate_id != here.estate_id)
    form.to.choices = [SelectChoice(place.code, f"{place.name} ({place.code})") for place in near]
    return form


def _target(actor: Actor, code: str) -> Place | None:
    target = place_by_code(code)
    if target is not None:
        demand(actor, PlaceAct.MANAGE_TREE, target)
    return target


def _move_page(here: Place, form: MoveForm, *, target: Place | None = None, status: int = 200) -> Answer:
    page = render_template(
        "admin/move.html",
        spot=here,
        form=form,
        target=target,
        along=hooks.going_along(here.path) if target else [],
        changes_estate=target is not None and target.estate_id != here.estate_id,
    )
    return make_response(page, status)


@bp.get("/admin/places/<place_code>/split/new")
def split_form(place_code: str) -> Answer:
    """The new grid and its buildings; with them in the address: the effect, before it is done."""
    actor = signed_in()
    grid = place_for(actor, place_code, to=PlaceAct.MANAGE_TREE, kind=PlaceKind.GRID)
    asked = bool(request.args.get("name"))
    form = _split_form(grid, request.args if asked else None)
    if not asked:
        form.position.data = _next_number(grid)
        return _split_page(grid, form)
    good = form.validate()
    chosen = _chosen(grid, form)
    if good and not chosen:
        form.refuse(Invalid(_("Choose the buildings that go to the new grid."), field="buildings"))
    return _split_page(grid, form, chosen=chosen if good else (), status=200 if good and chosen else 422)


@bp.post("/admin/places/<place_code>/split/new")
def split(place_code: str) -> Answer:
    """Split it."""
    actor = signed_in()
    grid = place_for(actor, place_code, to=PlaceAct.MANAGE_TREE, kind=PlaceKind.GRID)
    form = _split_form(grid, None)
    if not form.validate_on_submit():
        return _split_page(grid, form, status=422)
    try:
        made = split_grid(
            grid=grid,
            code=free_code(PlaceKind.GRID, form.position.data or 0, grid),
            name=form.name.data or "",
            position=form.position.data or 0,
            buildings=_chosen(grid, form),
            reason=form.reason.data or "",
            actor_id=actor.person_id,
            key=form.key,
        )
    except Invalid as problem:
        form.refuse(problem)
        return _split_page(grid, form, status=422)
    except Conflict as problem:
        form.form_errors.append(str(problem.message))
        return _split_page(grid, form, status=409)
    message = _("%(place)s was split off from %(grid)s.", place=made.name, grid=grid.name)
    return see_other("admin.place", place_code=made.code, message=message)


def _split_form(grid: Place, args: object) -> SplitForm:
    form = SplitForm(args, meta={"csrf": False}) if args is not None else SplitForm()  # type: ignore[arg-type]
    form.buildings.choices = [
        SelectChoice(place.code, place.name)
        for place in places_of_kind(PlaceKind.BUILDING, below=grid.path)
        if place.parent_id == grid.id
    ]
    return form


def _chosen(grid: Place, form: SplitForm) -> Sequence[Place]:
    wanted = set(form.buildings.data or [])
    below = places_of_kind(PlaceKind.BUILDING, below=grid.path)
    return [place for place in below if place.parent_id == grid.id and place.code in wanted]


def _next_number(grid: Place) -> int:
    street = "/".join(grid.path.split("/")[:2]) + "/"
    return max((place.position for place in places_of_kind(PlaceKind.GRID, below=street)), default=0) + 1


def _split_page(grid: Place, form: SplitForm, *, chosen: Sequence[Place] = (), status: int = 200) -> Answer:
    along = [(place, hooks.going_along(place.path)) for place in chosen]
    sheet = Sheet(_("Split %(place)s", place=grid.name), "", grid.name, _("Split it now"))
    page = render_template("admin/split.html", spot=grid, form=form, sheet=sheet, chosen=along)
    return make_response(page, status)
