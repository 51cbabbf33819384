"""The life of a compact, step by step: who did what is kept, and what is out of order is refused."""

from datetime import date, timedelta

import pytest
from flask_babel import force_locale

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.charters.models import DocumentKind, Standing, Step, Version, VersionState
from council.charters.operations import (
    begin,
    bring_into_force,
    copy_version,
    enter_paper,
    file_version,
    record_adoption,
    rewrite,
    start_consultation,
    withdraw,
)
from council.charters.operations.common import NotAsTyped
from council.charters.operations.steps import Paper
from council.charters.queries import places_with_in_force
from council.charters.rules.articles import MOST_ARTICLES, Clause
from council.charters.rules.versions import last_day
from council.journal.queries import history
from tests.charters.making import (
    PAPER,
    PATROL,
    QUIET,
    WATCH,
    adopted,
    consulted,
    draft,
    filed,
    held,
    in_force,
    next_draft,
)
from tests.support.world import World


def test_all_steps_with_who_and_when(world: World) -> None:
    first = held(world)
    second = in_force(world, next_draft(world, first))
    assert [step.step for step in second.steps] == ["written", "consulted", "adopted", "filed", "in_force"]
    assert [step.by_id for step in second.steps] == [
        world.recorder.id,
        world.chair.id,
        world.recorder.id,
        world.street_staff.id,
        world.street_staff.id,
    ]
    assert all(step.at for step in second.steps)
    actions = [entry.action for entry in history("charter_version", second.id)]
    verbs = ["begun", "written", "consulted", "adopted", "filed", "in_force"]
    assert actions == [f"charters.version.{verb}" for verb in verbs]


def test_a_new_version_ends_the_old_one_on_its_day(world: World) -> None:
    first = held(world)
    soon = clock.today() + timedelta(days=10)
    second = in_force(world, next_draft(world, first), since=soon)
    db.session.refresh(first)
    assert (first.force_until, second.force_from) == (soon, soon)
    assert first.standing(clock.today()) is Standing.IN_FORCE
    assert second.standing(clock.today()) is Standing.COMING
    assert first.standing(soon) is Standing.SUPERSEDED
    assert second.standing(soon) is Standing.IN_FORCE
    assert [clause.heading for clause in first.clauses] == [WATCH.heading, QUIET.heading]


def test_a_version_cannot_hold_before_the_one_it_replaces(world: World) -> None:
    first = held(world)
    second = in_force(world, next_draft(world, first))
    third = filed(world, next_draft(world, second))
    with pytest.raises(Invalid) as refused:
        bring_into_force(version=third, force_from=clock.today(), actor_id=world.street_staff.id)
    assert refused.value.field == "force_from"


@pytest.mark.parametrize("skipped", ["adopt", "file", "enforce"])
def test_no_step_is_skipped(world: World, skipped: str) -> None:
    version = draft(world)
    today, by = clock.today(), world.street_staff.id
    acts = {
        "adopt": lambda: record_adoption(version=version, resolution="居民会议", on=today, actor_id=by),
        "file": lambda: file_version(version=version, filing_number="1", on=today, actor_id=by),
        "enforce": lambda: bring_into_force(version=version, force_from=today, actor_id=by),
    }
    with pytest.raises(Conflict):
        acts[skipped]()
    db.session.refresh(version)
    assert version.state == VersionState.DRAFT


def test_once_residents_are_asked_nothing_changes_in_it(world: World) -> None:
    version = consulted(world, draft(world))
    with pytest.raises(Conflict, match="no draft any more"):
        rewrite(version=version, clauses=[PATROL], revision=version.revision, actor_id=world.recorder.id)
    copied = copy_version(version=version, actor_id=world.recorder.id)
    assert (copied.number, copied.copied_from_id, copied.clauses) == (2, version.id, version.clauses)
    consulted(world, copied)
    db.session.refresh(version)
    assert version.state == VersionState.WITHDRAWN


def test_residents_have_fifteen_days(world: World) -> None:
    version = draft(world)
    with pytest.raises(Invalid) as refused:
        start_consultation(version=version, until=last_day(clock.today(), 14), actor_id=world.chair.id)
    assert refused.value.field == "until"
    assert start_consultation(version=version, until=last_day(clock.today()), actor_id=world.chair.id).consulted_until


def test_adopted_only_after_residents_could_answer(world: World) -> None:
    version = consulted(world, draft(world))
    with pytest.raises(Invalid) as refused:
        record_adoption(version=version, resolution="居民会议", on=clock.today(), actor_id=world.recorder.id)
    assert refused.value.field == "adopted_on"


def test_filed_not_before_it_was_adopted(world: World) -> None:
    version = adopted(world, draft(world))
    early = clock.today() - timedelta(days=9)
    with pytest.raises(Invalid) as refused:
        file_version(version=version, filing_number="2号", on=early, actor_id=world.street_staff.id)
    assert refused.value.field == "filed_on"
    with pytest.raises(Invalid, match="filing number"):
        file_version(version=version, filing_number=" ", on=clock.today(), actor_id=world.street_staff.id)


def test_an_empty_draft_is_shown_to_nobody(world: World) -> None:
    empty = begin(place=world.estate, kind=DocumentKind.CHARTER, actor_id=world.recorder.id)
    with pytest.raises(Conflict, match="no articles"):
        consulted(world, empty)
    with pytest.raises(Conflict, match="no articles"):
        enter_paper(version=empty, paper=PAPER, actor_id=world.street_staff.id)


def test_a_second_tap_is_no_second_act(world: World) -> None:
    version = consulted(world, draft(world))
    entries = len(history("charter_version", version.id))
    consulted(world, version)
    withdraw(version=version, reason="另议", actor_id=world.recorder.id)
    withdraw(version=version, reason="另议", actor_id=world.recorder.id)
    assert len(history("charter_version", version.id)) == entries + 1


def test_what_residents_saw_is_withdrawn_with_a_reason(world: World) -> None:
    version = consulted(world, draft(world))
    with pytest.raises(Invalid) as refused:
        withdraw(version=version, reason=" ", actor_id=world.recorder.id)
    assert refused.value.field == "reason"
    with pytest.raises(Conflict):
        withdraw(version=held(world, world.other_estate), reason="x", actor_id=world.recorder.id)


def test_one_document_of_a_kind_and_one_draft_at_a_time(world: World) -> None:
    first = draft(world)
    assert draft(world).id == first.id
    held_one = enter_paper(version=first, paper=PAPER, actor_id=world.street_staff.id)
    with pytest.raises(Conflict, match="has one already"):
        draft(world)
    again = copy_version(version=held_one, actor_id=world.recorder.id)
    assert copy_version(version=held_one, actor_id=world.recorder.id).id == again.id
    assert draft(world, kind=DocumentKind.CHARTER).document_id != first.document_id


def test_documents_belong_to_grids_and_estates(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        draft(world, world.building)
    assert refused.value.field == "place"


def test_two_who_write_at_once_are_told(world: World) -> None:
    version = draft(world)
    rewrite(version=version, clauses=[WATCH, PATROL], revision=0, actor_id=world.recorder.id)
    with pytest.raises(NotAsTyped) as stale:
        rewrite(version=version, clauses=[QUIET], revision=0, actor_id=world.chair.id)
    assert [clause.heading for clause in stale.value.current.clauses] == [WATCH.heading, PATROL.heading]
    assert db.session.get_one(Version, version.id).revision == 1
    same = rewrite(version=version, clauses=[WATCH, PATROL], revision=0, actor_id=world.chair.id)
    assert same.revision == 1  # the same text again is no conflict and no change


@pytest.mark.parametrize(
    ("clauses", "field"),
    [
        ([WATCH, Clause("只有标题", " ")], "article-2"),
        ([Clause("长" * 61, "文")], "article-1"),
        ([Clause("", "长" * 2001)], "article-1"),
        ([WATCH] * (MOST_ARTICLES + 1), None),
    ],
)
def test_articles_that_cannot_be_right(world: World, clauses: list[Clause], field: str | None) -> None:
    version = draft(world)
    with pytest.raises(Invalid) as refused:
        rewrite(version=version, clauses=clauses, revision=0, actor_id=world.recorder.id)
    assert refused.value.field == field


def test_a_paper_is_entered_once_and_in_order(world: World) -> None:
    wrong = Paper("居民会议", date(2025, 2, 1), "1号", date(2025, 1, 1), date(2025, 3, 1))
    with pytest.raises(Invalid) as refused:
        enter_paper(version=draft(world), paper=wrong, actor_id=world.street_staff.id)
    assert refused.value.field == "filed_on"
    first = held(world)
    assert first.step(Step.FILE) is not None
    with pytest.raises(Conflict, match="in force already"):
        enter_paper(version=next_draft(world, first), paper=PAPER, actor_id=world.street_staff.id)


def test_places_with_one_in_force(world: World, count_queries: list[str]) -> None:
    held(world)
    held(world, world.other_estate)
    held(world, kind=DocumentKind.CHARTER)
    estate, other, street, path = world.estate.id, world.other_estate.id, world.street.path, world.estate.path
    count_queries.clear()
    assert places_with_in_force("compact") == {estate, other}
    assert places_with_in_force("charter", street) == {estate}
    assert places_with_in_force("compact", path) == {estate}
    assert places_with_in_force("compact", on=date(2024, 1, 1)) == frozenset()
    assert len(count_queries) == 4


@pytest.mark.parametrize("number", ["13800138000", "11010119900307002X"])
@pytest.mark.parametrize("where", ["heading", "text"])
def test_nobody_is_asked_about_a_text_with_a_personal_number(world: World, number: str, where: str) -> None:
    """Neither at the consultation nor as a paper that is in force: from then on everyone can read it."""
    clause = Clause(f"找{number}", "守望。") if where == "heading" else Clause("守望", f"有事打{number}。")
    version = begin(place=world.estate, kind=DocumentKind.COMPACT, clauses=[WATCH, clause], actor_id=world.recorder.id)
    with force_locale("en"), pytest.raises(Invalid, match="number stands in it") as refused:
        start_consultation(version=version, until=last_day(clock.today()), actor_id=world.chair.id)
    assert number not in str(refused.value.message)
    with pytest.raises(Invalid):
        enter_paper(version=version, paper=PAPER, actor_id=world.street_staff.id)
    db.session.refresh(version)
    assert version.state == VersionState.DRAFT
