"""Pages that cross rooms. They only read."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for

from council.base.errors import Forbidden, NotVisible
from council.charters.queries import unread_of
from council.home import place_pages, words
from council.home.queries import board as board_queries
from council.home.queries import desk as desk_queries
from council.home.queries import places as place_queries
from council.home.queries import resident
from council.home.queries.here import coming_meetings, estate_on
from council.issues.models import Issue, IssueState
from council.issues.permissions import IssueAct
from council.meetings.kinds import on_now_words
from council.minutes.permissions import MinutesAct
from council.organisation.models import HotlineKind, Place, PlaceKind
from council.organisation.queries import place_by_code
from council.permits.actor import STAFF, Actor, Office
from council.permits.current import current_actor, signed_in
from council.permits.permission import allows
from council.privacy.access import HANDLERS
from council.residents.offices.cards import Card, cards_for
from council.residents.words import office_word
from council.web.answers import Answer
from council.web.paging import paged
from council.web.qr import qr_svg, whole_address

bp = Blueprint("home", __name__)


@bp.app_context_processor
def _words() -> dict[str, object]:
    return {"office_word": office_word}


@bp.get("/")
def home() -> Answer | str:
    """A resident's home; for strangers, what this is and where to go."""
    actor = current_actor()
    if actor is None:
        return render_template("home/welcome.html")
    if not actor.home and actor.is_officer:
        return redirect(url_for("home.desk"), code=303)
    return _home_of(actor)


def _home_of(actor: Actor) -> str:
    estate = estate_on(actor.home) if actor.home else None
    meetings = coming_meetings([actor.home]) if estate else []
    issues = resident.my_issues(actor.person_id)
    unread, unread_notice = resident.news_and_notice(actor.person_id)
    return render_template(
        "home/home.html",
        estate=estate,
        place_name=estate.name if estate else "",
        hotlines=words.hotline_words(estate.calls, estate.hours) if estate else [],
        now_on=[meeting for meeting in meetings if meeting.live],
        coming=[meeting for meeting in meetings if not meeting.live],
        is_live=any(meeting.live for meeting in meetings),
        live_word=on_now_words,
        issues=sorted(issues, key=lambda issue: issue.raised_at, reverse=True)[:3],
        asked=[issue for issue in issues if issue.asks_me],
        tasks=resident.my_tasks(actor.person_id, actor.unit_ids),
        ballots=resident.my_open_ballots(actor.person_id),
        outcomes=resident.outcomes(estate.id, actor.person_id) if estate else [],
        unread=unread,
        unread_notice=unread_notice,
        officers=_first_officers(actor, estate.calls.get(HotlineKind.SERVICE, "") if estate else ""),
        to_read=unread_of(actor.person_id, actor.home) if actor.home else [],
    )


def _first_officers(actor: Actor, service: str) -> list[Card]:
    """The two whom a resident calls first; all of them have a page of their own."""
    if not actor.home:
        return []
    first = (Office.BUILDING_HEAD, Office.GRID_OFFICER)
    cards = cards_for(actor.home, service)
    return [next(card for card in cards if card.office == office) for office in first]


@bp.get("/desk")
def desk() -> str:
    """What waits for an officer: issues, tasks, meetings, minutes.

    Raises:
        Forbidden: no office with desk work is held.
    """
    actor = signed_in()
    paths = tuple(dict.fromkeys(held.path for held in actor.holdings if held.office in STAFF))
    if not paths:
        raise Forbidden
    meetings = coming_meetings(paths, below=True, drafts=True)
    new, unanswered, supervised = (
        desk_queries.waiting_issues(paths, states)
        for states in (
            (IssueState.SUBMITTED, IssueState.REFERRED),
            (IssueState.ACKNOWLEDGED,),
            (IssueState.SUPERVISED,),
        )
    )
    minutes = desk_queries.waiting_minutes(paths)
    return render_template(
        "home/desk.html",
        new=new,
        unanswered=unanswered,
        supervised=supervised,
        late=desk_queries.late_tasks(paths),
        meetings=meetings,
        minutes=minutes,
        mine=_moved_issues(actor, [*new, *unanswered, *supervised]),
        writes=_written_meetings(actor, minutes),
        is_live=any(meeting.live for meeting in meetings),
        live_word=on_now_words,
        plans=any(held.office in (Office.ESTATE_HEAD, Office.COMMUNITY_STAFF) for held in actor.holdings),
        overview=_overview(actor),
        requests=desk_queries.waiting_requests([held.path for held in actor.holdings if held.office in HANDLERS]),
    )


def _moved_issues(actor: Actor, rows: Sequence[desk_queries.WaitingIssue]) -> frozenset[int]:
    """The issues among `rows` that the actor may move on from where they stand; the others are only looked at."""
    found = desk_queries.issues_by_id([row.id for row in rows])
    return frozenset(key for key, issue in found.items() if allows(actor, _next_act(issue), issue))


def _next_act(issue: Issue) -> IssueAct:
    return IssueAct.SUPERVISE if issue.state == IssueState.SUPERVISED else IssueAct.HANDLE


def _written_meetings(actor: Actor, rows: Sequence[desk_queries.WaitingMinutes]) -> frozenset[int]:
    """The meetings among `rows` whose minutes the actor writes."""
    found = desk_queries.meetings_by_id([row.meeting_id for row in rows])
    return frozenset(key for key, meeting in found.items() if allows(actor, MinutesAct.WRITE, meeting))


def _overview(actor: Actor) -> Place | None:
    """The place whose overview an officer wants first: the largest one of theirs."""
    held = min((h for h in actor.holdings if h.office in STAFF), key=lambda h: len(h.path))
    return place_queries.place_at(held.path)


@bp.get("/board")
def board() -> str:
    """The public board: calls to meetings, what was decided, published minutes. No sign-in."""
    tree = board_queries.estates()
    wanted = request.args.get("place", "")
    chosen = next((place for place in tree.estates if place.code == wanted), None)
    if wanted and chosen is None:
        raise NotVisible
    page = paged(board_queries.notices(chosen.path if chosen else "/"), size=12, scalars=False)
    estate = estate_on(chosen.path) if chosen else None
    address = whole_address(url_for("home.board", place=chosen.code if chosen else None))
    return render_template(
        "home/board.html",
        tree=tree,
        chosen=chosen,
        page=page,
        notices=board_queries.details(page.items),
        calls=words.hotline_words(estate.calls, estate.hours) if estate else [],
        duty=place_queries.officers(chosen.path, place_queries.ON_THE_BOARD) if chosen else [],
        address=address,
        qr=qr_svg(address, address),
    )


@bp.get("/places/<code>")
def place(code: str) -> str:
    """A place with what is below it; the street shows its grids with their lights."""
    here = place_by_code(code)
    if here is None:
        raise NotVisible
    return place_pages.street(here) if here.kind == PlaceKind.STREET else place_pages.place(here, current_actor())
