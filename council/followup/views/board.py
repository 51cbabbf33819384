"""The board."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for

from council.followup import queries
from council.followup.permissions import GIVERS
from council.followup.queries import Filters
from council.followup.rules import Lane
from council.followup.views import bp
from council.followup.views.cards import card_context
from council.organisation.models import Place, PlaceKind
from council.organisation.queries import places_of_kind
from council.permits.actor import Actor
from council.permits.current import signed_in


@bp.get("/tasks/")
def board() -> str:
    """Four lanes; a phone shows the one in the address, with tabs for the others."""
    actor = signed_in()
    filters = _filters()
    asked, page = _lane(), request.args.get("page", 1, type=int)
    lanes = queries.board(actor, filters, lane=asked or Lane.WAITING, page=max(1, min(page, 10_000)))
    lane = asked or next((each for each, found in lanes.items() if found.total), Lane.WAITING)
    shown = [task for each in lanes.values() for task in each.items]
    return render_template(
        "followup/board.html",
        lanes=lanes,
        current=lane,
        filters=filters,
        places=queries.board_places(actor),
        new_task=_new_task_url(actor, filters),
        address=_board_url(filters),
        **card_context(actor, shown),
    )


def _filters() -> Filters:
    given = request.args
    return Filters(
        mine=given.get("mine") == "1", overdue=given.get("overdue") == "1", place=given.get("place", "")[:32]
    )


def _lane() -> Lane | None:
    """The lane in the address; without one a phone shows the first that has a task."""
    asked = request.args.get("lane", "")
    return Lane(asked) if asked in set(Lane) else None


def _board_url(filters: Filters) -> Callable[..., str]:
    """A function that gives the board's address with one filter, lane or page changed."""
    kept = {"mine": "1" if filters.mine else None, "overdue": "1" if filters.overdue else None}
    kept |= {"place": filters.place or None}

    def address(**changes: Any) -> str:
        return url_for("followup.board", **{**kept, **changes})

    return address


def _new_task_url(actor: Actor, filters: Filters) -> str:
    """Where the button “New task” leads; empty for those who may give none out."""
    estates = _estates(actor)
    if filters.place:
        estates = [estate for estate in estates if estate.code == filters.place]
    return url_for("followup.new_task", place=estates[0].code) if len(estates) == 1 else ""


def _estates(actor: Actor) -> list[Place]:
    paths = {held.path for held in actor.holdings if held.office in GIVERS}
    found = {place.id: place for path in paths for place in places_of_kind(PlaceKind.ESTATE, below=path)}
    return list(found.values())
