"""Procedures: who decides, with which quorum and majority, by which law; and a place's own, tighter version."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base import clock
from council.base.errors import Invalid, NotVisible
from council.charters import words
from council.charters.access import place_for, places_to_choose_for
from council.charters.entitled import entitled
from council.charters.forms import ProcedureForm
from council.charters.hooks import votes_open
from council.charters.models import PlaceProcedure
from council.charters.operations import choose_procedure
from council.charters.operations.choosing import Looser
from council.charters.permissions import ProcedureAct
from council.charters.presets import PROCEDURES, of_body
from council.charters.procedures import InForce, above, bodies_of, procedure_for, versions, with_choice
from council.charters.rules import Force, Procedure
from council.charters.rules.example import example
from council.charters.rules.tightening import looser_parts, tightened
from council.charters.views import bp
from council.organisation.models import Place, PlaceKind
from council.organisation.queries import place_by_code, places_of_kind
from council.permits.actor import Actor, Office
from council.permits.current import current_actor, signed_in
from council.permits.permission import allows
from council.web.answers import Answer, see_other

for _word in (
    words.force_sentence,
    words.quorum_words,
    words.majority_words,
    words.call_words,
    words.share_words,
    words.speaking_words,
):
    bp.add_app_template_filter(_word)

CHOOSERS = (Office.COMMUNITY_STAFF, Office.STREET_STAFF, Office.ADMINISTRATOR)
#: People in the example where a place does not say how many it has.
SOME = 46


@bp.get("/procedures/")
def procedures() -> str:
    """Every body and how it decides, in plain sentences: by law, or as a place has chosen."""
    place = _place(request.args.get("place", ""))
    found = bodies_of(place, clock.today())
    order = list(reversed(list(Force)))
    return render_template(
        "charters/procedures.html",
        place=place,
        places=_places(current_actor()),
        held=sorted(found, key=lambda each: order.index(each.rules.force)),
    )


@bp.get("/procedures/<preset>")
def procedure(preset: str) -> str:
    """One procedure with an example in the numbers of a place, its versions there, and the form for a new one."""
    return _page(preset, _place(request.args.get("place", "")))


@bp.post("/procedures/<preset>/choices")
def choose(preset: str) -> Answer:
    """Choose it for a place with tighter numbers; `do=preview` only says what these would mean."""
    actor = signed_in()
    place = place_for(actor, request.form.get("place", ""), ProcedureAct.CHOOSE)
    form = ProcedureForm()
    valid = form.validate_on_submit()
    if request.form.get("do") == "preview":
        return make_response(_previewed(preset, place, form), 200 if valid else 422)
    if valid and _chosen(actor, preset, place, form):
        message = _("Chosen. It holds from the day you gave.")
        return see_other("charters.procedure", preset=preset, place=place.code, message=message)
    return make_response(_page(preset, place, form=form), 422)


def _chosen(actor: Actor, preset: str, place: Place, form: ProcedureForm) -> bool:
    try:
        choose_procedure(
            place=place,
            code=_known(preset).code,
            own=form.own(),
            valid_from=form.valid_from.day,
            decided_by=form.decided_by.data or "",
            actor_id=actor.person_id,
            key=form.key,
        )
    except Looser as looser:
        _beside(form, looser.problems)
        return False
    except Invalid as problem:
        form.refuse(problem)
        return False
    return True


def _beside(form: ProcedureForm, problems: dict[str, str]) -> None:
    for field, message in problems.items():
        form.refuse(Invalid(message, field=field))


def _previewed(preset: str, place: Place, form: ProcedureForm) -> str:
    base = above(place, _known(preset).code, form.valid_from.data or clock.today())
    chosen = tightened(base, form.own())
    parts = looser_parts(chosen, base)
    _beside(form, {part.value: words.looser_words(part, base) for part in parts})
    return _page(preset, place, form=form, preview=None if parts or form.errors else chosen)


def _page(preset: str, place: Place | None, **more: Any) -> str:
    today = clock.today()
    code = _known(preset).code
    held = procedure_for(place, code, today) if place else InForce(_known(preset))
    actor = current_actor()
    may = place is not None and allows(actor, ProcedureAct.CHOOSE, place)
    base = above(place, code, today) if place else held.rules
    return render_template(
        "charters/procedure.html",
        place=place,
        places=_places(actor),
        held=held,
        rules=held.rules,
        others=[other for other in of_body(held.rules.kind) if other.code != code],
        in_use=place is None or procedure_for(place, held.rules.kind, today).rules.code == code,
        base=base,
        history=_history(place, held.rules) if place else [],
        under_old=votes_open(place.path, code, held.chosen_id) if place else 0,
        may_choose=may,
        **_worked(held.rules, place),
        **{"form": _form(place, today), "preview": None, **more},
    )


def _worked(rules: Procedure, place: Place | None) -> dict[str, Any]:
    people = entitled(rules, place) if place else 0
    return {"example": example(rules.rule, people or SOME), "real": bool(people)}


def _history(place: Place, rules: Procedure) -> list[tuple[PlaceProcedure, Procedure]]:
    return [(row, with_choice(row.preset, row).rules) for row in versions(place, rules.kind)]


def _form(place: Place | None, today: date) -> ProcedureForm:
    return ProcedureForm(formdata=None, data={"place": place.code if place else "", "valid_from": today})


def _known(preset: str) -> Procedure:
    if preset not in PROCEDURES:
        raise NotVisible
    return PROCEDURES[preset]


def _place(code: str) -> Place | None:
    """The place that the address names.

    Raises:
        NotVisible: there is none.
    """
    if not code:
        return None
    place = place_by_code(code)
    if place is None or place.kind not in (PlaceKind.STREET, PlaceKind.COMMUNITY, PlaceKind.ESTATE):
        raise NotVisible
    return place


def _places(actor: Actor | None) -> Sequence[Place]:
    """The places to look at: the estates, and for who chooses procedures the places above them."""
    theirs = places_to_choose_for(actor, CHOOSERS) if actor else []
    return theirs or places_of_kind(PlaceKind.ESTATE)
