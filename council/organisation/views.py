"""The sheet with an estate's three numbers, for the wall downstairs."""

from flask import Blueprint, render_template, url_for

from council.base.errors import NotVisible
from council.organisation.models import PlaceKind
from council.organisation.queries import hotlines, place_by_code
from council.organisation.rules import dialled
from council.organisation.words import hotline_word, usual_hours
from council.web.qr import qr_svg, whole_address

bp = Blueprint("organisation", __name__)

bp.add_app_template_filter(dialled, "dialled")


@bp.get("/places/<place_code>/hotlines/print")
def hotline_sheet(place_code: str) -> str:
    """The three numbers on A3, readable from three metres, with a code that opens the estate's board.

    Raises:
        NotVisible: there is no such estate.
    """
    estate = place_by_code(place_code)
    if estate is None or estate.kind != PlaceKind.ESTATE:
        raise NotVisible
    address = whole_address(url_for("home.board", place=estate.code))
    lines = [
        (hotline_word(row.kind), row.phone, row.hours or usual_hours(row.kind), row.kind) for row in hotlines(estate.id)
    ]
    return render_template(
        "organisation/hotline_sheet.html", estate=estate, lines=lines, address=address, qr=qr_svg(address, address)
    )
