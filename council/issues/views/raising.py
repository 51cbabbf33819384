"""Raising an issue, and the receipt for it."""

from typing import Any

from flask import make_response, render_template, request
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.base.errors import Forbidden, Invalid
from council.issues import operations, pages, words
from council.issues.access import estates_to_raise_in, issue_for
from council.issues.forms import TITLE_LENGTH, RaiseForm
from council.issues.lists import similar_issues
from council.issues.operations.raising import MOST_PHOTOS, Origin
from council.issues.permissions import IssueAct
from council.issues.queries import photos_of
from council.issues.queries.clocks import categories
from council.issues.rules.suggesting import suggested
from council.issues.states import IssueState, Source
from council.issues.views import bp
from council.media.uploads import Taken, take_photos
from council.organisation.models import Place
from council.organisation.queries import place_by_code
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.web.answers import Answer, see_other
from council.web.errors import shown_again


@bp.get("/issues/new")
def new() -> str:
    """The form: three things, less than a minute."""
    actor = signed_in()
    form, estates = _raise_form(actor)
    form.place.data = pages.remembered_place(actor, _offered(form))
    return render_template("issues/new.html", **_raise_page(form, estates, Taken()))


@bp.post("/issues/new")
def raise_issue() -> Answer:
    """Raise it. What was typed and the photos that are good stay when something is wrong."""
    actor = signed_in()
    form, estates = _raise_form(actor)
    taken = take_photos(actor=actor, limit=MOST_PHOTOS)
    place = _chosen_place(form)
    if form.validate_on_submit() and place is not None and not taken.problems:
        try:
            issue = operations.raise_issue(
                actor_id=actor.person_id,
                place=place,
                title=form.title.data or "",
                detail=form.detail.data or "",
                spot=form.spot.data or "",
                anonymous=form.anonymous.data,
                urgent=form.urgent.data,
                origin=Origin(_source(actor, place)),
                photos=taken.photos,
                key=form.key,
            )
            return see_other("issues.raised", number=issue.number)
        except Invalid as problem:
            form.refuse(problem)
    if place is None:
        form.refuse(Invalid(_("Choose where it is."), field="place"))
    return make_response(render_template("issues/new.html", **_raise_page(form, estates, taken)), 422)


def _again() -> str:
    """The form with what was typed, after its token has run out."""
    form, estates = _raise_form(signed_in())
    return render_template("issues/new.html", waited=True, **_raise_page(form, estates, Taken()))


shown_again["issues.raise_issue"] = _again


@bp.get("/issues/similar")
def similar() -> str:
    """Issues like the title being typed: perhaps “I have it too” is enough. Never blocks."""
    estates = estates_to_raise_in(signed_in())
    found = similar_issues(request.args.get("title", "")[:TITLE_LENGTH], estates)
    return render_template("issues/_similar.html", similar=found)


@bp.get("/issues/<number>/raised")
def raised(number: str) -> Answer:
    """The receipt: its number, what happens next, a text for the group."""
    actor = signed_in()
    issue = issue_for(actor, number, to=IssueAct.FEEDBACK)
    if issue.state != IssueState.SUBMITTED:
        return see_other("issues.show", number=issue.number)
    known = categories()
    page = render_template(
        "issues/raised.html",
        issue=issue,
        next=pages.next_of(issue),
        photos=[row.photo for row in photos_of(issue.id)],
        group_text=pages.group_text(issue),
        similar=similar_issues(issue.title, [issue.estate], but=issue.id),
        kinds=[(row.code, words.category_word(row)) for row in known],
        guess=suggested(f"{issue.title} {issue.detail}", {row.code: row.keywords.split() for row in known}),
        place_name=issue.estate.name,
    )
    return make_response(page)


def _raise_form(actor: Actor) -> tuple[RaiseForm, list[Place]]:
    estates = list(estates_to_raise_in(actor))
    if not estates:
        raise Forbidden(_("Only people who live in an estate can raise an issue there. Ask your grid officer."))
    form = RaiseForm()
    form.place.choices = [SelectChoice(code, words) for code, words in pages.place_choices(estates)]
    return form, estates


def _source(actor: Actor, place: Place) -> Source:
    """One's own in the estate one lives in; elsewhere an officer saw it on duty."""
    home = actor.home.split("/")
    return Source.RESIDENT if str(place.estate_id) in home else Source.OFFICER


def _chosen_place(form: RaiseForm) -> Place | None:
    code = str(form.place.data or "")
    return place_by_code(code) if code in _offered(form) else None


def _offered(form: RaiseForm) -> list[str]:
    return [str(choice[0]) for choice in form.place.iter_choices()]


def _raise_page(form: RaiseForm, estates: list[Place], taken: Taken) -> dict[str, Any]:
    return {"form": form, "taken": taken, "similar": [], "place_name": estates[0].name if len(estates) == 1 else ""}
