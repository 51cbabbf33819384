"""Pages of offices: the list of a place, one office with its history, what hangs on the board."""

from collections.abc import Collection

from flask import render_template, request, url_for

from council.base.db import db
from council.organisation.models import HotlineKind
from council.organisation.queries import hotlines
from council.permits.actor import Actor, Office
from council.permits.current import signed_in
from council.permits.permission import allows
from council.residents.models import Appointment, Person
from council.residents.offices import hooks, queries
from council.residents.offices.access import appointment_for, offices_to_give, place_for, seat_of
from council.residents.offices.cards import cards_for
from council.residents.offices.permissions import OfficeAct, Seat
from council.residents.offices.queries import State
from council.residents.offices.views import bp
from council.residents.offices.words import ended_word, term_state, way_word
from council.residents.words import office_word
from council.web.paging import paged

for word in (office_word, term_state, ended_word, way_word):
    bp.add_app_template_global(word)

#: Lines on one page of the list.
SIZE = 30
#: The most lines on a sheet for the board.
MOST_ON_A_SHEET = 600


@bp.get("/offices/")
def index() -> str:
    """Who holds which office in a place and below it, and where nobody does."""
    actor = signed_in()
    place = place_for(actor, request.args.get("place", ""))
    state = _state(request.args.get("state", ""))
    office = _office(request.args.get("office", ""))
    text = request.args.get("q", "").strip()[:40]
    page = paged(queries.seats(place.path, state=state, office=office, text=text), size=SIZE, scalars=False)
    lines = queries.lines_of(page.items)
    counts = queries.counts(place.path)
    return render_template(
        "residents/offices.html",
        spot=place,
        page=page,
        lines=[(line, _may_fill(actor, line)) for line in lines],
        origins=_origins([line.held for line in lines if line.held]),
        counts=counts,
        held=sum(count.held for count in counts.values()),
        vacant=sum(count.vacant for count in counts.values()),
        soon=sum(count.soon for count in counts.values()),
        state=state,
        office=office,
        text=text,
        filters={"place": place.code, "office": office or None, "q": text or None},
        offices=list(Office),
        may_fill=bool(offices_to_give(actor)),
    )


def _may_fill(actor: Actor, line: queries.Line) -> bool:
    return line.held is None and allows(actor, OfficeAct.FILL, Seat(line.office, line.place))


def _state(text: str) -> State:
    return State(text) if text in set(State) else State.NOW


def _office(text: str) -> Office | None:
    return Office(text) if text in set(Office) else None


def _origins(held: Collection[Appointment]) -> dict[tuple[str, int], hooks.Named]:
    return hooks.named([(each.origin_kind, each.origin_id) for each in held if each.origin_id is not None])


@bp.get("/offices/sheet")
def sheet() -> str:
    """The holders of a place's offices on paper, for the notice board: names, no phone numbers."""
    actor = signed_in()
    place = place_for(actor, request.args.get("place", ""))
    rows = db.session.execute(queries.seats(place.path).limit(MOST_ON_A_SHEET)).all()
    return render_template("residents/offices_sheet.html", spot=place, lines=queries.lines_of(rows))


@bp.get("/offices/<int:appointment_id>")
def show(appointment_id: int) -> str:
    """One appointment, and everybody who held the office before and after."""
    actor = signed_in()
    held = appointment_for(actor, appointment_id)
    history = queries.history_of(held.office, held.place_id)
    seat, running = seat_of(held), term_state(held) in ("now", "soon", "coming")
    return render_template(
        "residents/office.html",
        held=held,
        history=history,
        origins=_origins(history),
        may_fill=running and allows(actor, OfficeAct.FILL, seat),
        may_end=running and allows(actor, OfficeAct.END, seat),
        may_see_record=actor.is_officer,
    )


@bp.get("/my-officers")
def mine() -> str:
    """Whom to call: the officers for one's own home, with portrait, phone and what they are there for."""
    actor = signed_in()
    me = db.session.get_one(Person, actor.person_id)
    estate_id = me.place.estate_id if me.place else None
    lines = hotlines(estate_id) if estate_id else []
    service = next((line.phone for line in lines if line.kind == HotlineKind.SERVICE), "")
    cards = cards_for(actor.home, service) if actor.home else []
    return render_template("residents/my_officers.html", cards=cards, service=service, board=url_for("home.board"))
