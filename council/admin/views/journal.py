"""The journal of a place, to read."""

from datetime import date, datetime, timedelta

from flask import render_template, request
from flask_babel import gettext as _

from council.admin.access import chosen_place
from council.admin.permissions import AdminAct
from council.admin.views import bp
from council.base import clock
from council.journal.queries import entries_of
from council.journal.sentences import sentence
from council.organisation.queries import places_below
from council.permits.current import signed_in
from council.residents.queries import names
from council.web.paging import paged


@bp.get("/admin/journal")
def journal() -> str:
    """Who did what, newest first; of one room, of one day."""
    here = chosen_place(signed_in(), request.args.get("place", ""), to=AdminAct.READ_JOURNAL)
    room = request.args.get("kind", "")
    rooms = room_words()
    day = _day(request.args.get("day", ""))
    chains = {place.id: place for place in places_below(here.path)}
    start = clock.from_local(datetime.combine(day, datetime.min.time())) if day else None
    page = paged(
        entries_of(
            chains,
            room=room if room in rooms else "",
            since=start,
            until=start + timedelta(days=1) if start else None,
        ),
        size=40,
    )
    by = names([entry.actor_id for entry in page.items if entry.actor_id])
    return render_template(
        "admin/journal.html",
        spot=here,
        page=page,
        rows=[
            (entry, sentence(entry), by.get(entry.actor_id or 0, ""), chains[entry.place_id]) for entry in page.items
        ],
        rooms=rooms,
        room=room,
        day=day,
    )


def room_words() -> dict[str, str]:
    """The rooms whose acts stand in a journal, in words."""
    return {
        "issues": _("Issues"),
        "meetings": _("Meetings"),
        "polls": _("Votes"),
        "calendar": _("Working days"),
        "deliberation": _("Reasons and statements"),
        "followup": _("Tasks"),
        "minutes": _("Minutes"),
        "residents": _("People and offices"),
        "organisation": _("Places"),
        "charters": _("Charters and rules"),
        "accounts": _("Signing in"),
        "roster": _("Roster"),
        "privacy": _("Privacy"),
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
