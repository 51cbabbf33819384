"""Lists of issues: those an actor may list, filtered and ordered as the address says; the queries stay few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, or_, select, text, true
from sqlalchemy.orm import aliased, joinedload

from council.base import clock
from council.base.db import db
from council.issues.models import Issue, IssueCategory
from council.issues.models.issue import IS_OPEN
from council.issues.rules import ALIKE, SUPPORTABLE, Light, likeness
from council.issues.states import IssueState, Source
from council.organisation.models import Place
from council.permits.actor import Actor, Office
from council.search.queries import alike, things


class Tab(StrEnum):
    """The tabs of the list. `new` is for officers."""

    NEW = "new"
    OPEN = "open"
    AGENDA = "agenda"
    SOLVED = "solved"
    ALL = "all"
    MINE = "mine"


class Order(StrEnum):
    """How the list is ordered."""

    PRESSING = "pressing"
    NEWEST = "newest"
    SUPPORT = "support"
    OLDEST = "oldest"


#: What is still to be done: neighbours may still say “I have it too”.
OPEN = SUPPORTABLE
ALL_STATES = frozenset(IssueState)
STATES: Mapping[Tab, frozenset[IssueState]] = MappingProxyType(
    {
        Tab.NEW: frozenset({IssueState.SUBMITTED}),
        Tab.OPEN: OPEN,
        Tab.AGENDA: frozenset({IssueState.TO_AGENDA}),
        Tab.SOLVED: frozenset({IssueState.RESOLVED, IssueState.CONFIRMED, IssueState.CLOSED}),
        Tab.ALL: ALL_STATES,
        Tab.MINE: ALL_STATES,
    }
)


#: How many of the newest open issues a new title is compared with.
COMPARED = 300


@dataclass(frozen=True)
class Wanted:
    """What the address asks for. `place` is a code; nonsense counts as not asked."""

    tab: Tab = Tab.OPEN
    order: Order = Order.PRESSING
    text: str = ""
    place: str = ""
    #: a category's code, a `Source`, a `Light`
    category: str = ""
    source: str = ""
    light: str = ""
    urgent: bool = False

    @property
    def filtered(self) -> bool:
        """Whether something beside the tab narrows the list."""
        return bool(self.text or self.place or self.category or self.source or self.light or self.urgent)


def orders(tab: Tab) -> tuple[Order, ...]:
    """How a tab can be ordered, the usual way first. What is settled presses nobody any more."""
    return tuple(Order) if STATES[tab] <= SUPPORTABLE else tuple(order for order in Order if order != Order.PRESSING)


def wanted(args: Mapping[str, str]) -> Wanted:
    """What `args` of an address ask for."""
    code = args.get("tab", "")
    tab = Tab(code) if code in set(Tab) else Tab.OPEN
    order = args.get("order", "")
    return Wanted(
        tab=tab,
        order=Order(order) if order in orders(tab) else orders(tab)[0],
        text=args.get("q", "").strip()[:60],
        place=args.get("place", "")[:32],
        category=args.get("category", "")[:32],
        source=_one_of(Source, args.get("source", "")),
        light=_one_of(Light, args.get("light", "")),
        urgent=args.get("urgent") == "1",
    )


def issues_listed(want: Wanted, estates: Sequence[Place], actor: Actor) -> Select[Any]:
    """The query of the list, for `web.paging.paged`."""
    query = select(Issue).where(_within(want, estates, actor)).options(joinedload(Issue.place))
    if STATES[want.tab] != ALL_STATES:
        query = query.where(Issue.state.in_(STATES[want.tab]))
    if STATES[want.tab] <= SUPPORTABLE:
        query = query.where(text(f"issue.{IS_OPEN}"))  # the indexes of what is open can be used
    if want.place:
        above, below = aliased(Place), aliased(Place)
        inside = select(below.id).join(above, below.path.startswith(above.path)).where(above.code == want.place)
        query = query.where(Issue.place_id.in_(inside))
    query = _narrowed(query, want)
    if want.text:
        query = query.where(Issue.id.in_(things("issue", want.text)))
    return query.order_by(*_ordering(want.order))


def _narrowed(query: Select[Any], want: Wanted) -> Select[Any]:
    now = clock.now()
    if want.category:
        kind = select(IssueCategory.id).where(IssueCategory.code == want.category).scalar_subquery()
        query = query.where(Issue.category_id == kind)
    if want.source:
        query = query.where(Issue.source == want.source)
    if want.urgent:
        query = query.where(Issue.urgent.is_(True))
    if want.light == Light.LATE:
        query = query.where(Issue.due_at < now)
    elif want.light == Light.SOON:
        query = query.where(Issue.due_at >= now, Issue.warn_at <= now)
    elif want.light == Light.OK:
        query = query.where(Issue.due_at >= now, or_(Issue.warn_at.is_(None), Issue.warn_at > now))
    return query


def _within(want: Wanted, estates: Sequence[Place], actor: Actor) -> Any:
    mine = Issue.reporter_id == actor.person_id
    if want.tab is Tab.MINE:
        return mine
    here = Issue.estate_id.in_([estate.id for estate in estates])
    return here & or_(not_disputes(actor, estates), mine)


#: Whoever handles issues sees disputes in lists; others only their own.
SEE_DISPUTES = frozenset(
    {Office.GRID_OFFICER, Office.ESTATE_HEAD, Office.COMMUNITY_STAFF, Office.STREET_STAFF, Office.SUPERVISOR}
)


def not_disputes(actor: Actor, estates: Sequence[Place]) -> Any:
    """The condition, among issues of `estates`, that leaves out disputes but for those that `actor` handles."""
    handled = estates_handled(actor, estates)
    if len(handled) == len(estates):
        return true()
    return Issue.restricted.is_(False) | Issue.estate_id.in_(handled) if handled else Issue.restricted.is_(False)


def estates_handled(actor: Actor, estates: Sequence[Place]) -> list[int]:
    """The ids of those estates in which `actor` handles issues, and so sees disputes."""
    held = [holding.path for holding in actor.holdings if holding.office in SEE_DISPUTES]
    return [
        estate.id
        for estate in estates
        if any(estate.path.startswith(path) or path.startswith(estate.path) for path in held)
    ]


def _one_of(codes: type[StrEnum], text: str) -> str:
    return text if text in set(codes) else ""


def _ordering(order: Order) -> tuple[Any, ...]:
    if order is Order.SUPPORT:
        return Issue.support_count.desc(), Issue.id.desc()
    if order is Order.NEWEST:
        return (Issue.id.desc(),)
    if order is Order.OLDEST:
        return (Issue.id,)
    return Issue.pressing.desc(), Issue.id


def similar_issues(title: str, estates: Sequence[Place], *, but: int | None = None) -> list[Issue]:
    """Up to three open issues of `estates` whose titles are like `title`, the likest first; one query.

    Compared are the newest that share two neighbouring characters with it; others cannot be alike.
    """
    near = alike("issue", title, [estate.id for estate in estates], limit=COMPARED)
    query = select(Issue).where(
        Issue.id.in_(near.subquery().select()),
        Issue.state.in_(SUPPORTABLE),
        Issue.id != (but or 0),
        Issue.restricted.is_(False),
    )
    scored = [(likeness(title, issue.title), issue) for issue in db.session.scalars(query)]
    close = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: (-pair[0], -pair[1].id))
    return [issue for _likeness, issue in close[:3]]


# --- for everyone


def public_issues(place: Place, *, solved: bool) -> Select[Any]:
    """The query of a place's public list: open ones or solved ones, newest first; no disputes, nothing declined."""
    states = STATES[Tab.SOLVED] if solved else OPEN
    inside = select(Place.id).where(Place.path.startswith(place.path))
    query = select(Issue).options(joinedload(Issue.place))
    query = query.where(Issue.place_id.in_(inside), Issue.state.in_(states), Issue.restricted.is_(False))
    return query.options(joinedload(Issue.category)).order_by(Issue.id.desc())
