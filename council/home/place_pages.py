"""The pages of places: the street with a tile for each grid, and any other place with what is in it."""

from flask import render_template, url_for
from flask_babel import gettext as _

from council.charters.permissions import CharterAct
from council.charters.queries import documents_on
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
from council.residents.offices.permissions import OfficeAct
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
#: Those of the four of “1+1+1+1” that are teams; the others are texts.
TEAMS = ("vanguard", "grid")


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
        officers=queries.by_office(queries.officers(here.path, queries.SHOWN_FOR.get(kind, queries.SHOWN))),
        vacant=[office_word(office) for office in SEVEN if office not in survey.own.offices] if small else [],
        missing=_missing(survey.own, here, actor) if kind is PlaceKind.GRID else [],
        documents=documents_on(here.path),
        may_see_offices=allows(actor, OfficeAct.LOOK, here),
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
    """(words of the button, where it leads) for each of the four that a grid lacks and the reader may add."""
    forms, writes = allows(actor, PlaceAct.MANAGE_TEAMS, here), allows(actor, CharterAct.WRITE, here)
    found = []
    for kind in () if here.closed_on else (kind for kind, there in own.four if not there):
        if kind in TEAMS and forms:
            address = url_for("admin.new_team", place=here.code, kind=kind)
            found.append((_("Form the %(team)s", team=four_word(kind)), address))
        elif kind not in TEAMS and writes:
            address = url_for("charters.new", place=here.code, kind=kind)
            found.append((_("Write the %(text)s", text=four_word(kind)), address))
    return found
