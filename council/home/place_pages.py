"""The pages of places: the street with a tile for each grid, and any other place with what is in it."""

from flask import render_template, url_for

from council.home import words
from council.home.queries import places as queries
from council.home.queries.here import estate_on
from council.home.queries.survey import SEVEN, Survey, Tile
from council.organisation.models import Place, PlaceKind
from council.organisation.permissions import PlaceAct
from council.organisation.queries import changes_of, venues_for, ways_up
from council.organisation.words import change_words, place_kind_word, tiles_word
from council.permits.actor import Actor
from council.permits.permission import allows
from council.privacy.rules import SMALLEST_GROUP
from council.residents.team_words import four_word
from council.residents.teams import teams_of
from council.residents.words import office_word

#: What a place shows as its tiles.
BELOW = {
    PlaceKind.COMMUNITY: PlaceKind.ESTATE,
    PlaceKind.ESTATE: PlaceKind.GRID,
    PlaceKind.GRID: PlaceKind.BUILDING,
    PlaceKind.BUILDING: PlaceKind.ENTRANCE,
}
#: Places whose page says who is on duty, which teams there are, where one meets.
SMALL = (PlaceKind.ESTATE, PlaceKind.GRID)


def street(here: Place) -> str:
    """All grids in one view."""
    survey = Survey(here.path)
    return render_template(
        "home/street.html",
        spot=here,
        own=survey.own,
        tiles=survey.tiles(PlaceKind.GRID),
        communities=survey.tiles(PlaceKind.COMMUNITY),
        sessions=survey.sessions,
        is_live=bool(survey.sessions),
        said=words.tile_words(),
        four_word=four_word,
    )


def place(here: Place, actor: Actor | None) -> str:
    """One place: what is below it, who is on duty, teams, venues, whom to call, what is missing."""
    kind = PlaceKind(here.kind)
    below = BELOW.get(kind)
    survey = Survey(here.path)
    estate = estate_on(here.path)
    small = kind in SMALL
    return render_template(
        "home/place.html",
        spot=here,
        own=survey.own,
        few=SMALLEST_GROUP if min(survey.own.households, survey.own.people) < SMALLEST_GROUP else 0,
        kind_word=place_kind_word(here.kind),
        below_word=tiles_word(below) if below else "",
        above=ways_up(here.path),
        tiles=survey.tiles(below) if below else [],
        officers=queries.officers(here.path),
        vacant=[office_word(office) for office in SEVEN if office not in survey.own.offices] if small else [],
        missing=_missing(survey.own, here, actor) if kind is PlaceKind.GRID else [],
        teams=teams_of([here.path]) if small else [],
        venues=venues_for(here.path) if small else [],
        estate=estate,
        calls=words.hotline_words(estate.calls, estate.hours) if estate else [],
        changes=[change_words(change) for change in changes_of(here)],
        may_manage=allows(actor, PlaceAct.MANAGE_TREE, here),
        is_live=bool(survey.sessions),
        said=words.tile_words(),
        four_word=four_word,
    )


def _missing(own: Tile, here: Place, actor: Actor | None) -> list[tuple[str, str]]:
    """(what, where it can be added) of the four that a grid lacks; no address for those who may not add it."""
    forms = allows(actor, PlaceAct.MANAGE_TEAMS, here)
    return [
        (
            four_word(kind),
            url_for("admin.new_team", place=here.code, kind=kind) if forms and kind in ("vanguard", "grid") else "",
        )
        for kind, there in own.four
        if not there
    ]
