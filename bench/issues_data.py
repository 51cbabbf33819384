"""A street that has used the platform for three years: 20,000 people, 100,000 issues, 1,000,000 supports.

Written in bulk, below the operations, so that it takes minutes and not hours; the counters are then made from the facts
as `flask recount` makes them. Most issues are settled, as they are after three years: one in twelve is open.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert, select, text

from bench.street import fill_with_people
from council.base import clock
from council.base.db import db
from council.issues.models import Issue, IssueCategory, IssueClock, Support
from council.issues.operations.counting import mend_counts
from council.issues.operations.standing import mend_standings
from council.issues.rules import Act, pressing
from council.issues.states import Clock, IssueState
from council.organisation.models import Place, PlaceKind
from council.residents.models import Person
from council.search.models import TEXT_TABLE, SearchEntry
from council.search.operations import text_of

ISSUES = 100_000
SUPPORTS = 1_000_000
DAYS = 1_095
#: Rows in one statement.
BATCH = 5_000

WHERE = (
    "楼道",
    "电梯",
    "门口",
    "地下车库",
    "花坛",
    "屋顶",
    "水泵房",
    "凉亭",
    "垃圾房",
    "围墙",
    "步道",
    "健身角",
    "岗亭",
)
WHAT = (
    "灯",
    "水管",
    "地砖",
    "扶手",
    "摄像头",
    "门禁",
    "井盖",
    "栏杆",
    "电线",
    "信箱",
    "长椅",
    "充电桩",
    "标识牌",
    "雨棚",
)
TROUBLE = ("坏了", "不亮", "漏水", "松动", "被堵住", "有异味", "总响", "积水", "被占用", "生锈", "裂开", "没人管")
STATES = (
    [IssueState.CONFIRMED] * 55
    + [IssueState.CLOSED] * 25
    + [IssueState.REJECTED] * 8
    + [IssueState.RESOLVED] * 4
    + [IssueState.ASSIGNED] * 4
    + [IssueState.ACKNOWLEDGED] * 2
    + [IssueState.SUBMITTED]
    + [IssueState.TO_AGENDA]
)
RUNNING = {
    IssueState.SUBMITTED: Clock.ACKNOWLEDGE,
    IssueState.ACKNOWLEDGED: Clock.ANSWER,
    IssueState.TO_AGENDA: Clock.DISCUSS,
    IssueState.ASSIGNED: Clock.SOLVE,
    IssueState.RESOLVED: Clock.JUDGE,
}

Row = dict[str, Any]


def fill() -> None:
    """Put all of it beside what the demo has."""
    fill_with_people()
    chance = random.Random(4)
    people = _people_by_estate()
    issues = list(_issues(chance, people))
    _write(Issue, issues)
    _write(Support, _supports(chance, issues, people))
    _write(IssueClock, _clocks(chance, issues))
    _find(issues)
    _go_on_counting(Issue, SearchEntry)
    db.session.commit()
    mend_counts()
    mend_standings()
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def _people_by_estate() -> dict[int, list[int]]:
    query = select(Place.estate_id, Person.id).join(Place, Place.id == Person.place_id)
    people: dict[int, list[int]] = {}
    for estate_id, person_id in db.session.execute(query.where(Place.estate_id.is_not(None))):
        people.setdefault(estate_id, []).append(person_id)
    return people


def _issues(chance: random.Random, people: dict[int, list[int]]) -> Iterator[Row]:
    buildings = db.session.execute(
        select(Place.id, Place.estate_id, Place.name).where(Place.kind == PlaceKind.BUILDING)
    ).all()
    kinds = db.session.scalars(select(IssueCategory.id)).all()
    first = (db.session.scalar(select(Issue.id).order_by(Issue.id.desc()).limit(1)) or 0) + 1
    now = clock.now().replace(microsecond=0)
    for n in range(ISSUES):
        place_id, estate_id, name = buildings[chance.randrange(len(buildings))]
        raised = now - timedelta(days=DAYS) * (1 - n / ISSUES)
        state = chance.choice(STATES)
        due, warn = _due(chance, state, now)
        supports = min(len(people[estate_id]), chance.choice((0, 1, 2, 3, 5, 8, 12, 18, 21, 30)))
        yield {
            "id": first + n,
            "number": f"B-{raised.year}-{n + 1:06d}",
            "title": f"{name}{chance.choice(WHERE)}的{chance.choice(WHAT)}{chance.choice(TROUBLE)}",
            "detail": f"{chance.choice(WHERE)}旁边也是这样，已经好几天了。",
            "answer": "已经处理好了。" if state in (IssueState.CONFIRMED, IssueState.CLOSED) else "",
            "place_id": place_id,
            "estate_id": estate_id,
            "handler_id": estate_id,
            "category_id": chance.choice(kinds),
            "reporter_id": chance.choice(people[estate_id]),
            "state": state,
            "raised_at": raised,
            "due_at": due,
            "warn_at": warn,
            "support_count": supports,
            "pressing": pressing(supports=supports, raised_at=raised),
        }


def _due(chance: random.Random, state: IssueState, now: datetime) -> tuple[datetime | None, datetime | None]:
    if state not in RUNNING:
        return None, None
    due = now + timedelta(hours=chance.randrange(-100, 300))
    return due, due - timedelta(hours=20)


def _supports(chance: random.Random, issues: Sequence[Row], people: dict[int, list[int]]) -> Iterator[Row]:
    """Ten an issue on average, each person once."""
    for issue in issues:
        for person_id in chance.sample(people[issue["estate_id"]], issue["support_count"]):
            yield {"issue_id": issue["id"], "person_id": person_id, "at": issue["raised_at"]}


def _clocks(chance: random.Random, issues: Sequence[Row]) -> Iterator[Row]:
    steps = (
        (Clock.ACKNOWLEDGE, Act.ACKNOWLEDGE, 10),
        (Clock.ANSWER, Act.ASSIGN, 60),
        (Clock.SOLVE, Act.RESOLVE, 300),
        (Clock.JUDGE, Act.CONFIRM, 100),
    )
    done = {IssueState.SUBMITTED: 0, IssueState.ACKNOWLEDGED: 1, IssueState.TO_AGENDA: 1, IssueState.REJECTED: 1}
    done |= {IssueState.ASSIGNED: 2, IssueState.RESOLVED: 3}
    for issue in issues:
        begin = issue["raised_at"]
        base = {"issue_id": issue["id"], "level": "estate", "warn_at": None, "ended_at": None, "ended_by": None}
        for step, act, hours in steps[: done.get(issue["state"], 4)]:
            end = begin + timedelta(hours=1 + chance.randrange(hours))
            due = begin + timedelta(hours=hours * 0.8)
            yield base | {"step": step, "started_at": begin, "due_at": due, "ended_at": end, "ended_by": act}
            begin = end
        if issue["state"] in RUNNING:
            due = {"due_at": issue["due_at"], "warn_at": issue["warn_at"]}
            yield base | {"step": RUNNING[issue["state"]], "started_at": begin, **due}


def _find(issues: Sequence[Row]) -> None:
    first = (db.session.scalar(select(SearchEntry.id).order_by(SearchEntry.id.desc()).limit(1)) or 0) + 1
    entries = [
        {
            "id": first + n,
            "kind": "issue",
            "thing_id": issue["id"],
            "estate_id": issue["estate_id"],
            "title": issue["title"],
            "hidden": False,
            "at": issue["raised_at"],
        }
        for n, issue in enumerate(issues)
    ]
    _write(SearchEntry, entries)
    said = (f"{issue['number']}\n{issue['detail']}\n{issue['answer']}" for issue in issues)
    rows = (
        {"id": entry["id"], "tokens": text_of(issue["title"], words)}
        for entry, issue, words in zip(entries, issues, said, strict=True)
    )
    put = text(f"INSERT INTO {TEXT_TABLE} (rowid, tokens) VALUES (:id, :tokens)")
    for some in _batches(rows):
        db.session.execute(put, some)


def _write(model: Any, rows: Iterable[Row]) -> None:
    for some in _batches(rows):
        db.session.execute(insert(model), some)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        yield some


def _go_on_counting(*models: Any) -> None:
    """Let PostgreSQL's sequences go on after the ids given here."""
    if db.engine.dialect.name == "postgresql":
        for model in models:
            table = model.__tablename__
            db.session.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
