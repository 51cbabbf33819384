"""Pages of the room: the list, raising one, one issue, and what can be done with it."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from council.base.errors import Invalid
from council.issues import operations, panels
from council.issues.access import estates_to_raise_in, issue_for
from council.issues.forms import FeedbackForm, RaiseForm, RejectForm, ResolveForm
from council.issues.lists import figures, issues_listed, listed_estates, wanted
from council.issues.models import Issue
from council.issues.pages import place_choices, place_filters, raise_context, raised_context, show_context
from council.issues.permissions import IssueAct
from council.issues.queries import last_place_of
from council.issues.states import IssueState, Solved
from council.media.uploads import Taken, take_photos
from council.organisation.queries import place_by_code
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import demand
from council.web.answers import Answer, from_htmx, see_other
from council.web.paging import paged

bp = Blueprint("issues", __name__)


@bp.get("/issues/")
def index() -> str:
    """The issues of one's estate; officers see those of all places they are on duty for."""
    actor = signed_in()
    want = wanted(request.args)
    estates = listed_estates(actor)
    return render_template(
        "issues/list_desk.html" if actor.is_officer else "issues/list_phone.html",
        want=want,
        page=paged(issues_listed(want, estates, actor)),
        figures=figures(estates, actor),
        estates=estates,
        places=place_filters(estates),
        may_raise=bool(estates_in(actor, estates)),
        row_actions=panels.row_actions,
        place_name=estates[0].name if len(estates) == 1 else "",
    )


@bp.get("/issues/new")
def new() -> str:
    """The form: three things, less than a minute."""
    actor = signed_in()
    form = _raise_form(actor)
    form.place.data = last_place_of(actor) or form.place.choices[0][0]
    return render_template("issues/new.html", **raise_context(actor, form, Taken()))


@bp.post("/issues/new")
def raise_() -> Answer:
    """Raise it. What was typed and the photos that are good stay when something is wrong."""
    actor = signed_in()
    form = _raise_form(actor)
    taken = take_photos(actor=actor, limit=operations.MOST_PHOTOS)
    valid = form.validate_on_submit()
    place = place_by_code(str(form.place.data or ""))
    if place is None or place.code not in dict(form.place.choices):
        form.refuse(Invalid(_("Choose where it is."), field="place"))
    elif valid and not taken.problems:
        demand(actor, IssueAct.RAISE, place_of_estate(place))
        issue = operations.raise_issue(
            actor_id=actor.person_id,
            place=place,
            title=form.title.data,
            detail=form.detail.data or "",
            spot=form.spot.data or "",
            anonymous=form.anonymous.data,
            photos=taken.photos,
            key=form.key,
        )
        return see_other("issues.raised", number=issue.number)
    return _refused("issues/new.html", **raise_context(actor, form, taken))
