"""Raising an issue for a resident: find them, then the form, with their consent."""

from typing import Any

from flask import make_response, render_template, request
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.base.errors import Invalid, NotVisible
from council.issues import operations, pages
from council.issues.forms import RaiseForForm
from council.issues.operations.raising import MOST_PHOTOS, Origin
from council.issues.permissions import IssueAct
from council.issues.states import Source
from council.issues.views import bp
from council.media.uploads import Taken, take_photos
from council.organisation.models import Place
from council.organisation.queries import place_by_code
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import allows, reach
from council.residents.models import Person
from council.residents.queries import person_by_key, roster
from council.web.answers import Answer, see_other
from council.web.paging import paged


@bp.get("/issues/new/for")
def find_resident() -> str:
    """Find the resident by name, door or the first letters of the name in pinyin."""
    actor = signed_in()
    paths = _paths(actor)
    text = request.args.get("q", "").strip()[:40]
    page = paged(roster(paths, text)) if text else None
    return render_template("issues/find_resident.html", text=text, page=page)


@bp.get("/issues/new/for/<person_key>")
def new_for(person_key: str) -> str:
    """The form, for this resident."""
    actor = signed_in()
    person, form = _person(actor, person_key), RaiseForForm()
    _offer(form, person)
    form.place.data = person.place.code if person.place else form.place.data
    return _page(person, form, Taken())


@bp.post("/issues/new/for/<person_key>")
def raise_for(person_key: str) -> Answer:
    """Raise it for them. What was typed stays when something is wrong."""
    actor = signed_in()
    person, form = _person(actor, person_key), RaiseForForm()
    _offer(form, person)
    taken = take_photos(actor=actor, limit=MOST_PHOTOS)
    if form.validate_on_submit() and not taken.problems:
        try:
            issue = operations.raise_issue(
                actor_id=actor.person_id,
                place=_chosen(form),
                title=form.title.data or "",
                detail=form.detail.data or "",
                spot=form.spot.data or "",
                anonymous=form.anonymous.data,
                urgent=form.urgent.data,
                origin=Origin(Source(form.source.data), person.id, consent=form.consent.data),
                photos=taken.photos,
                key=form.key,
            )
            message = _("Raised for %(name)s. They hear what becomes of it.", name=person.name)
            return see_other("issues.show", number=issue.number, message=message)
        except Invalid as problem:
            form.refuse(problem)
    return make_response(_page(person, form, taken), 422)


def _paths(actor: Actor) -> tuple[str, ...]:
    paths = reach(actor, IssueAct.RAISE_FOR) or tuple(
        held.path for held in actor.holdings if held.office.value == "grid_officer"
    )
    if not paths:
        raise NotVisible
    return paths


def _person(actor: Actor, key: str) -> Person:
    """A resident of a place that the actor serves; others do not exist here."""
    person = person_by_key(key)
    place = person.place if person is not None else None
    if person is None or place is None or not any(place.path.startswith(path) for path in _paths(actor)):
        raise NotVisible
    return person


def _offer(form: RaiseForForm, person: Person) -> None:
    estate = person.place.estate_id if person.place else None
    places = pages.estate_places(estate)
    form.place.choices = [SelectChoice(code, words) for code, words in places]


def _chosen(form: RaiseForForm) -> Place:
    code = str(form.place.data or "")
    place = place_by_code(code) if code in [str(choice[0]) for choice in form.place.iter_choices()] else None
    if place is None:
        raise Invalid(_("Choose where it is."), field="place")
    return place


def _page(person: Person, form: RaiseForForm, taken: Any) -> str:
    return render_template("issues/new_for.html", person=person, form=form, taken=taken)


def may_raise_for(actor: Actor, estates: list[Place]) -> bool:
    """Whether `actor` may type issues for residents of one of these estates."""
    return any(allows(actor, IssueAct.RAISE_FOR, estate) for estate in estates)
