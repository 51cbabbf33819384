"""Venues."""

from flask import render_template, request, url_for
from flask_babel import gettext as _

from council.admin.access import paths_for, places_for, row_for
from council.admin.saving import Sheet, saved, shown
from council.admin.views import bp
from council.admin.views.units import LARGE, choices, chosen
from council.organisation.forms import VenueForm
from council.organisation.models import Venue
from council.organisation.operations import Facts, add_venue, change_venue, close_venue, reopen_venue
from council.organisation.permissions import PlaceAct
from council.organisation.queries import venues_listed
from council.permits.current import signed_in
from council.web.answers import Answer, see_other
from council.web.paging import paged


@bp.get("/admin/venues")
def venues() -> str:
    """The venues of one's places."""
    paths = paths_for(signed_in(), PlaceAct.MANAGE_VENUES)
    text = request.args.get("q", "").strip()[:40]
    return render_template("admin/venues.html", page=paged(venues_listed(paths, text)), text=text)


@bp.route("/admin/venues/new", methods=["GET", "POST"])
def new_venue() -> Answer:
    """A new venue."""
    actor = signed_in()
    places = places_for(actor, PlaceAct.MANAGE_VENUES, *LARGE)
    form = VenueForm(data={"place": request.args.get("place", ""), "seats": 0})
    form.place.choices = choices(places)
    sheet = Sheet(_("A new venue"), url_for("admin.venues"), _("Venues"), _("Add"), icon="plus")
    if request.method == "GET":
        return shown(form, sheet)
    return saved(
        form,
        sheet,
        lambda: add_venue(
            place=chosen(form.place.data, places), facts=_facts(form), actor_id=actor.person_id, key=form.key
        ),
        lambda: see_other("admin.venues", message=_("Added.")),
    )


@bp.route("/admin/venues/<int:venue_id>/edit", methods=["GET", "POST"])
def edit_venue(venue_id: int) -> Answer:
    """What is known of a venue."""
    actor = signed_in()
    venue = row_for(actor, Venue, venue_id, to=PlaceAct.MANAGE_VENUES)
    form = VenueForm(obj=venue)
    del form.place
    sheet = Sheet(_("Edit %(name)s", name=venue.name), url_for("admin.venues"), _("Venues"), _("Save"))
    if request.method == "GET":
        return shown(form, sheet)
    return saved(
        form,
        sheet,
        lambda: change_venue(venue=venue, facts=_facts(form), revision=form.seen_revision, actor_id=actor.person_id),
        lambda: see_other("admin.venues", message=_("Saved.")),
    )


@bp.post("/admin/venues/<int:venue_id>/closure")
def end_venue(venue_id: int) -> Answer:
    """Nobody can meet there any more."""
    actor = signed_in()
    venue = row_for(actor, Venue, venue_id, to=PlaceAct.MANAGE_VENUES)
    close_venue(venue=venue, actor_id=actor.person_id)
    return see_other("admin.venues", message=_("%(place)s is closed.", place=venue.name))


@bp.post("/admin/venues/<int:venue_id>/reopening")
def open_venue(venue_id: int) -> Answer:
    """People can meet there again."""
    actor = signed_in()
    venue = row_for(actor, Venue, venue_id, to=PlaceAct.MANAGE_VENUES)
    reopen_venue(venue=venue, actor_id=actor.person_id)
    return see_other("admin.venues", message=_("%(place)s is in use again.", place=venue.name))


def _facts(form: VenueForm) -> Facts:
    return Facts(
        name=form.name.data or "",
        address=form.address.data or "",
        hours=form.hours.data or "",
        rooms=form.rooms.data or "",
        seats=form.seats.data or 0,
        note=form.note.data or "",
    )
