"""What residents do: one remark while they are asked, one tick a version, a count that everybody can read."""

from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.charters.models import Reading, Remark
from council.charters.operations import leave_remark, tick_read
from council.charters.queries import readers_of, unread_of
from council.journal.models import JournalEntry
from council.journal.queries import history
from council.residents.models import Person
from tests.charters.making import consulted, draft, held, in_force, next_draft
from tests.support.world import World


def test_one_remark_each_to_be_changed_until_the_last_day(world: World) -> None:
    version = consulted(world, draft(world))
    leave_remark(version=version, text="晚上十点太晚", actor_id=world.resident.id)
    leave_remark(version=version, text="九点半更好", actor_id=world.resident.id)
    leave_remark(version=version, text="赞成", actor_id=world.neighbour.id)
    said = db.session.scalars(db.select(Remark.text).order_by(Remark.person_id)).all()
    assert sorted(said) == sorted(["九点半更好", "赞成"])
    with clock.stopped(clock.now() + timedelta(days=16)), pytest.raises(Conflict, match="time for remarks is over"):
        leave_remark(version=version, text="太迟", actor_id=world.resident.id)


@pytest.mark.parametrize("text", ["  ", "长" * 301])
def test_a_remark_says_something_short(world: World, text: str) -> None:
    version = consulted(world, draft(world))
    with pytest.raises(Invalid) as refused:
        leave_remark(version=version, text=text, actor_id=world.resident.id)
    assert refused.value.field == "text"


def test_nobody_remarks_on_what_is_not_asked(world: World) -> None:
    with pytest.raises(Conflict):
        leave_remark(version=held(world), text="好", actor_id=world.resident.id)


def test_ticking_twice_counts_once(world: World) -> None:
    version = held(world)
    before = readers_of(version)
    for _ in range(2):
        tick_read(version=version, actor_id=world.resident.id)
    tick_read(version=version, actor_id=world.neighbour.id)
    after = readers_of(version)
    assert (before.read, after.read) == (0, 2)
    assert after.people == before.people == adults(world)
    assert len([e for e in history("charter_version", version.id) if e.action == "charters.reading.ticked"]) == 2


def adults(world: World) -> int:
    """The adults at home in the estate."""
    people = db.session.scalars(db.select(Person).where(Person.adult)).all()
    return len([person for person in people if person.scope_path.startswith(world.estate.path)])


def test_who_moved_away_is_in_neither_number(world: World) -> None:
    version = held(world)
    people = readers_of(version).people
    tick_read(version=version, actor_id=world.resident.id)
    world.resident.left_on = clock.today()
    db.session.commit()
    assert (readers_of(version).read, readers_of(version).people) == (0, people - 1)


def test_a_new_version_asks_again(world: World) -> None:
    first = held(world)
    home = world.building.path
    assert [each.document_id for each in unread_of(world.resident.id, home)] == [first.document_id]
    tick_read(version=first, actor_id=world.resident.id)
    assert unread_of(world.resident.id, home) == []
    second = in_force(world, next_draft(world, first))
    assert [each.document_id for each in unread_of(world.resident.id, home)] == [first.document_id]
    with pytest.raises(Conflict, match="not in force"):
        tick_read(version=first, actor_id=world.neighbour.id)
    tick_read(version=second, actor_id=world.resident.id)
    assert unread_of(world.resident.id, home) == []
    assert db.session.query(Reading).count() == 2


def test_what_holds_elsewhere_is_nothing_to_read(world: World, count_queries: list[str]) -> None:
    held(world, world.other_estate)
    person, home = world.resident.id, world.building.path
    count_queries.clear()
    assert unread_of(person, home) == []
    assert len(count_queries) == 1


def test_the_journal_keeps_no_words_of_a_remark(world: World) -> None:
    version = consulted(world, draft(world))
    leave_remark(version=version, text="只说给写的人听", actor_id=world.resident.id)
    db.session.flush()
    assert all("只说给" not in str(entry.data) for entry in db.session.scalars(db.select(JournalEntry)))
