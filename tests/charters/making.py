"""Compacts in the states that tests need."""

from datetime import date, timedelta

from council.base import clock
from council.charters.models import DocumentKind, Version
from council.charters.operations import (
    begin,
    bring_into_force,
    copy_version,
    enter_paper,
    file_version,
    record_adoption,
    rewrite,
    start_consultation,
)
from council.charters.operations.steps import Paper
from council.charters.rules.articles import Clause
from council.charters.rules.versions import last_day
from council.organisation.models import Place
from tests.support.world import World

WATCH = Clause("邻里守望", "邻居出门，代收快递、照看门窗。")
QUIET = Clause("安静休息", "晚上十点以后不放大音量。")
PATROL = Clause("义务巡防", "每户每年参加两次夜间巡防。")
PAPER = Paper("居民会议", date(2025, 1, 3), "青檐备〔2025〕1号", date(2025, 1, 20), date(2025, 2, 1))


def draft(world: World, place: Place | None = None, kind: DocumentKind = DocumentKind.COMPACT) -> Version:
    """A first draft of two articles."""
    return begin(place=place or world.estate, kind=kind, clauses=[WATCH, QUIET], actor_id=world.recorder.id)


def held(world: World, place: Place | None = None, kind: DocumentKind = DocumentKind.COMPACT) -> Version:
    """A first version in force since early last year."""
    return enter_paper(version=draft(world, place, kind), paper=PAPER, actor_id=world.street_staff.id)


def next_draft(world: World, version: Version) -> Version:
    """A draft copied from it with a third article."""
    made = copy_version(version=version, actor_id=world.recorder.id)
    clauses = [WATCH, PATROL, QUIET]
    return rewrite(version=made, clauses=clauses, revision=made.revision, actor_id=world.recorder.id)


def consulted(world: World, version: Version) -> Version:
    """Residents are asked about it from today."""
    return start_consultation(version=version, until=last_day(clock.today()), actor_id=world.chair.id)


def adopted(world: World, version: Version) -> Version:
    """Asked about a month ago and adopted yesterday by the residents' meeting."""
    with clock.stopped(clock.now() - timedelta(days=30)):
        consulted(world, version)
    yesterday = clock.today() - timedelta(days=1)
    return record_adoption(version=version, resolution="居民会议", on=yesterday, actor_id=world.recorder.id)


def filed(world: World, version: Version) -> Version:
    """Filed with the street today."""
    version = adopted(world, version)
    return file_version(version=version, filing_number="青檐备2号", on=clock.today(), actor_id=world.street_staff.id)


def in_force(world: World, version: Version, since: date | None = None) -> Version:
    """In force from today, or from a day."""
    day = since or clock.today()
    return bring_into_force(version=filed(world, version), force_from=day, actor_id=world.street_staff.id)
