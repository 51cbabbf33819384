"""Charters, compacts and procedures of the demo, through the room's own operations."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import partial

from council.base import clock
from council.base.db import db
from council.charters.models import Document, DocumentKind, Version
from council.charters.operations import (
    begin,
    bring_into_force,
    choose_procedure,
    copy_version,
    enter_paper,
    file_version,
    leave_remark,
    record_adoption,
    rewrite,
    start_consultation,
    tick_read,
)
from council.charters.operations.steps import Paper
from council.charters.rules.articles import Clause
from council.charters.rules.tightening import Own, Share
from council.demo.cast.people import population
from council.demo.cast.places import grid_code
from council.demo.cast.stories import charters as story
from council.demo.stage import Stage

#: Days before the demo's evening on which the papers of all grids were entered.
ENTERED = -56
#: So many residents of 桂雨里 have ticked its compact.
READERS = 48


def plan_charters(stage: Stage) -> None:
    """Papers entered for the grids, the compact of 桂雨里 in three versions, the procedure of 听泉里 in two."""
    stage.plan(stage.day(ENTERED, "09:00"), partial(_enter_papers, stage))
    stage.plan(stage.day(ENTERED, "14:00"), partial(_begin_guiyuli, stage))
    _plan_second(stage)
    stage.plan(stage.day(-9, "18:00"), partial(_tick, stage))
    stage.plan(stage.day(-2, "17:00"), partial(_ask, stage))
    for hours, (key, said) in enumerate(story.REMARKS):
        stage.plan(stage.day(-1, f"{18 + hours}:20"), partial(_remark, stage, key, stage.say(said)))
    _plan_procedure(stage)


def _enter_papers(stage: Stage) -> None:
    for number in story.ALL:
        if number not in story.NO_CHARTER:
            _enter(stage, grid_code(number), DocumentKind.CHARTER, story.CHARTER, number)
        if number not in story.NO_COMPACT:
            _enter(stage, grid_code(number), DocumentKind.COMPACT, story.grid_compact(number), number)
    _enter(stage, "GY", DocumentKind.CHARTER, story.CHARTER, 1)


def _enter(stage: Stage, code: str, kind: DocumentKind, articles: Sequence[story.Article], number: int) -> Version:
    version = begin(
        place=stage.place(code), kind=kind, clauses=_clauses(stage, articles), actor_id=stage.person("community-admin")
    )
    adopted = _today(stage) - timedelta(days=300 + 11 * number)
    filed = adopted + timedelta(days=20)
    paper = Paper(
        adopted_by=stage.say(story.ADOPTED_BY),
        adopted_on=adopted,
        filing_number=_filing(filed, 2 * number + (kind is DocumentKind.COMPACT)),
        filed_on=filed,
        force_from=filed + timedelta(days=1),
    )
    return enter_paper(version=version, paper=paper, actor_id=stage.person("street-admin"))


def _begin_guiyuli(stage: Stage) -> None:
    _enter(stage, "GY", DocumentKind.COMPACT, story.GUIYULI_COMPACT[0], 40)
    _rewrite(stage, _copy(stage, 1), story.GUIYULI_COMPACT[1])
    _consult(stage, _version(stage, 2))


def _plan_second(stage: Stage) -> None:
    """The second version: adopted on paper by the residents' meeting, filed, in force."""
    by, street = stage.person("clerk-he"), stage.person("street-admin")

    def adopt() -> None:
        said = stage.say(story.ADOPTED_BY)
        record_adoption(version=_version(stage, 2), resolution=said, on=clock.today(), actor_id=by)

    def file() -> None:
        number = _filing(clock.today(), 118)
        file_version(version=_version(stage, 2), filing_number=number, on=clock.today(), actor_id=street)

    def enforce() -> None:
        bring_into_force(version=_version(stage, 2), force_from=clock.today(), actor_id=street)

    stage.plan(stage.day(-40, "20:30"), adopt)
    stage.plan(stage.day(-36, "10:00"), file)
    stage.plan(stage.day(-34, "09:00"), enforce)


def _tick(stage: Stage) -> None:
    """Some of those who live there; the phone users of the cast are left to do it themselves."""
    people = [person for person in population().living_in("GY") if person.adult and not person.key.startswith("voter")]
    for person in people[5 : 5 + READERS]:
        tick_read(version=_version(stage, 2), actor_id=stage.people[person.key])


def _ask(stage: Stage) -> None:
    _rewrite(stage, _copy(stage, 2), story.GUIYULI_COMPACT[2])
    _consult(stage, _version(stage, 3))


def _remark(stage: Stage, key: str, said: str) -> None:
    leave_remark(version=_version(stage, 3), text=said, actor_id=stage.person(key))


def _plan_procedure(stage: Stage) -> None:
    def choose(own: Own, decided_by: str) -> None:
        choose_procedure(
            place=stage.place("TQ"),
            code="gy_council",
            own=own,
            valid_from=clock.today(),
            decided_by=decided_by,
            actor_id=stage.person("community-admin"),
        )

    said = stage.say(story.ADOPTED_BY)
    longer = Own(notice_days=5)
    more = Own(quorum=Share(">=", Fraction(3, 4)), majority=Share(">=", Fraction(3, 5)), notice_days=5)
    stage.plan(stage.day(-50, "10:00"), partial(choose, longer, said))
    stage.plan(stage.day(-12, "10:00"), partial(choose, more, said))


def _copy(stage: Stage, number: int) -> Version:
    return copy_version(version=_version(stage, number), actor_id=stage.person("clerk-he"))


def _rewrite(stage: Stage, draft: Version, articles: Sequence[story.Article]) -> None:
    clauses = _clauses(stage, articles)
    rewrite(version=draft, clauses=clauses, revision=draft.revision, actor_id=stage.person("clerk-he"))


def _consult(stage: Stage, version: Version) -> None:
    until = clock.today() + timedelta(days=15)
    start_consultation(version=version, until=until, actor_id=stage.person("chair-tang"))


def _version(stage: Stage, number: int) -> Version:
    """A version of the compact of 桂雨里."""
    query = db.select(Version).join(Version.document).where(Version.number == number)
    compact = query.where(Document.place_id == stage.places["GY"], Document.kind == DocumentKind.COMPACT)
    return db.session.scalars(compact).one()


def _clauses(stage: Stage, articles: Sequence[story.Article]) -> list[Clause]:
    return [Clause(stage.say(article.heading), stage.say(article.text)) for article in articles]


def _filing(day: date, number: int) -> str:
    return f"QY-{day.year}-{number:03d}"


def _today(stage: Stage) -> date:
    return clock.local(stage.now).date()
