"""Lists of issues: those an actor may list, filtered and ordered as the address says; the queries stay few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, case, extract, false, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload

from council.base import clock
from council.base.db import db
from council.issues.models import Issue, IssueCategory
from council.issues.rules import ALIKE, AT_REST, DAYS_PER_SUPPORT, SUPPORTABLE, Light, likeness
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
    SUPPORT = "support"
    NEWEST = "newest"
    OLDEST = "oldest"


OPEN = frozenset(
    {
        IssueState.SUBMITTED,
        IssueState.ACKNOWLEDGED,
        IssueState.REFERRED,
        IssueState.ASSIGNED,
        IssueState.SUPERVISED,
        IssueState.TO_AGENDA,
    }
)
STATES: Mapping[Tab, frozenset[IssueState]] = MappingProxyType(
    {
        Tab.NEW: frozenset({IssueState.SUBMITTED}),
        Tab.OPEN: OPEN,
        Tab.AGENDA: frozenset({IssueState.TO_AGENDA}),
        Tab.SOLVED: frozenset({IssueState.RESOLVED, IssueState.CONFIRMED, IssueState.CLOSED}),
        Tab.ALL: frozenset(IssueState),
        Tab.MINE: frozenset(IssueState),
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


def wanted(args: Mapping[str, str]) -> Wanted:
    """What `args` of an address ask for."""
    tab, order = args.get("tab", ""), args.get("order", "")
    return Wanted(
        tab=Tab(tab) if tab in set(Tab) else Tab.OPEN,
        order=Order(order) if order in set(Order) else Order.PRESSING,
        text=args.get("q", "").strip()[:60],
        place=args.get("place", "")[:32],
        category=args.get("category", "")[:32],
        source=_one_of(Source, args.get("source", "")),
        light=_one_of(Light, args.get("light", "")),
        urgent=args.get("urgent") == "1",
    )


def issues_listed(want: Wanted, estates: Sequence[Place], actor: Actor) -> Select[Any]:
    """The query of the list, for `web.paging.paged`."""
    query = (
        select(Issue)
        .join(Place, Place.id == Issue.place_id)
        .where(Issue.state.in_(STATES[want.tab]), _within(want, estates, actor))
        .options(joinedload(Issue.place))
    )
    if want.place:
        below = select(Place.path).where(Place.code == want.place).scalar_subquery()
        query = query.where(Place.path.startswith(func.coalesce(below, "?")))
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
    return Issue.estate_id.in_([estate.id for estate in estates]) & (not_disputes(actor, estates) | mine)


#: Whoever handles issues sees disputes in lists; others only their own.
SEE_DISPUTES = frozenset(
    {Office.GRID_OFFICER, Office.ESTATE_HEAD, Office.COMMUNITY_STAFF, Office.STREET_STAFF, Office.SUPERVISOR}
)


def not_disputes(actor: Actor, estates: Sequence[Place]) -> Any:
    """The condition that leaves out disputes, but for the estates in which `actor` handles them."""
    held = [holding.path for holding in actor.holdings if holding.office in SEE_DISPUTES]
    handled = [
        estate.id
        for estate in estates
        if any(estate.path.startswith(path) or path.startswith(estate.path) for path in held)
    ]
    return Issue.restricted.is_(False) | Issue.estate_id.in_(handled) if handled else Issue.restricted.is_(False)


def _one_of(codes: type[StrEnum], text: str) -> str:
    return text if text in set(codes) else ""


def _ordering(order: Order) -> tuple[Any, ...]:
    if order is Order.SUPPORT:
        return Issue.support_count.desc(), Issue.id.desc()
    if order is Order.NEWEST:
        return (Issue.id.desc(),)
    if order is Order.OLDEST:
        return Issue.raised_at, Issue.id
    # the order of rules.pressing(): comparing two issues, the present moment cancels out
    a_support = int(timedelta(days=DAYS_PER_SUPPORT).total_seconds())
    return (Issue.support_count * a_support - extract("epoch", Issue.raised_at)).desc(), Issue.id


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


@dataclass(frozen=True)
class Figures:
    """What the head of the list says: issues by tab, and those of today, due today, late."""

    by_tab: Mapping[Tab, int]
    new_today: int
    due_today: int
    late: int


def figures(estates: Sequence[Place], actor: Actor) -> Figures:
    """All figures of the head and the tabs, in one query."""
    here = Issue.estate_id.in_([estate.id for estate in estates]) if estates else false()
    mine = Issue.reporter_id == actor.person_id
    now, today = clock.now(), _day_starts()
    open_here = here & Issue.state.not_in(AT_REST)
    wishes = [here & Issue.state.in_(STATES[tab]) if tab is not Tab.MINE else mine & true() for tab in Tab]
    wishes += [
        here & (Issue.raised_at >= today),
        open_here & (Issue.due_at >= now) & (Issue.due_at < today + timedelta(days=1)),
        open_here & (Issue.due_at < now),
    ]
    sums = [func.coalesce(func.sum(case((wish, 1), else_=0)), 0) for wish in wishes]
    counts = db.session.execute(select(*sums).where(or_(here, mine))).one()
    by_tab = dict(zip(Tab, counts, strict=False))
    return Figures(by_tab, *counts[len(by_tab) :])


def _day_starts() -> Any:
    return clock.from_local(clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None))


# --- for everyone


def public_issues(place: Place, *, solved: bool) -> Select[Any]:
    """The query of a place's public list: open ones or solved ones, newest first; no disputes, nothing declined."""
    states = STATES[Tab.SOLVED] if solved else OPEN
    query = select(Issue).join(Place, Place.id == Issue.place_id).options(joinedload(Issue.place))
    query = query.where(Place.path.startswith(place.path), Issue.state.in_(states), Issue.restricted.is_(False))
    return query.options(joinedload(Issue.category)).order_by(Issue.id.desc())


@dataclass(frozen=True)
class Spot:
    """A part of a place: how many issues are open there, late, and solved."""

    code: str
    name: str
    open: int
    late: int
    solved: int


def spots(place: Place) -> list[Spot]:
    """The parts of a place (what lies directly below it) with their issues, in one query: a map without a map."""
    part, inside = aliased(Place), aliased(Place)
    is_open, now = Issue.state.in_(OPEN), clock.now()
    sums = [
        func.coalesce(func.sum(case((wish, 1), else_=0)), 0)
        for wish in (is_open, is_open & (Issue.due_at < now), Issue.state.in_(STATES[Tab.SOLVED]))
    ]
    query = (
        select(part.code, part.name, *sums)
        .join(inside, inside.path.startswith(part.path))
        .join(Issue, (Issue.place_id == inside.id) & Issue.restricted.is_(False))
        .where(part.parent_id == place.id)
        .group_by(part.id, part.code, part.name, part.position)
        .order_by(part.position, part.code)
    )
    return [Spot(*row) for row in db.session.execute(query)]
