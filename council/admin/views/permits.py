"""Who may do what, in plain words, for everyone: the same map that `flask permits` prints."""

from flask import render_template
from flask_babel import gettext as _

from council.admin.permit_words import Said, said
from council.admin.views import bp
from council.admin.views.journal import room_words


@bp.get("/permits")
def permits() -> str:
    """Every permission, grouped by room, with who has it."""
    rooms = {**room_words(), "admin": _("Administration")}
    groups: dict[str, list[Said]] = {}
    for each in said():
        groups.setdefault(each.room, []).append(each)
    order = [*rooms, *sorted(set(groups) - set(rooms))]
    listed = [(rooms.get(room, room), groups[room]) for room in order if room in groups]
    return render_template("admin/permits.html", groups=listed)
