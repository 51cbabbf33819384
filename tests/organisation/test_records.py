"""Units with contacts, venues, hotlines, settings: kept, closed, never edited over each other."""

import pytest

from council.base import clock
from council.base.db import db
from council.base.errors import Invalid
from council.issues.permissions import IssueAct
from council.meetings.models import Attendance, MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.session import check_in, open_item, start_meeting
from council.meetings.operations.votes import open_straw_poll
from council.organisation.models import HotlineKind
from council.organisation.operations import (
    Facts,
    Stale,
    add_contact,
    add_unit,
    add_venue,
    change_contact,
    change_unit,
    change_venue,
    close_unit,
    close_venue,
    end_contact,
    reopen_venue,
    set_hotlines,
    set_setting,
)
from council.organisation.operations.hotlines import Line
from council.organisation.place_settings import held_at, value_at
from council.organisation.queries import hotlines, units, venues_for
from council.permits.permission import allows
from council.polls.models import RollEntry
from council.residents.models import Residency
from council.residents.operations import enrol
from council.residents.place_settings import RIGHTS, rights_at
from council.residents.rights import (
    BOTH,
    DEFAULTS,
    NONE,
    RESIDENCIES,
    SPEAK,
    read_table,
    residency_at,
    rights_of,
    write_table,
)
from tests.support.world import World


def test_a_unit_has_several_contacts_that_end(world: World) -> None:
    unit = add_unit(name="派出所", phone="110", place=world.community, actor_id=1, key="u")
    assert add_unit(name="派出所", phone="110", place=world.community, actor_id=1, key="u").id == unit.id
    first, second = (
        add_contact(unit=unit, name=name, duty="夜间", phone="13900000000", actor_id=1) for name in ("甲", "乙")
    )
    end_contact(contact=first, actor_id=1)
    end_contact(contact=first, actor_id=1)
    assert [each.name for each in unit.contacts if each.ended_on is None] == ["乙"]
    change_contact(contact=second, name="丙", duty="白天", phone="", revision=second.revision, actor_id=1)
    with pytest.raises(Stale):
        change_contact(contact=second, name="丁", duty="", phone="", revision=1, actor_id=1)


def test_a_number_that_cannot_be_dialled_is_refused_beside_its_field(world: World) -> None:
    for act in (
        lambda: add_unit(name="供电所", phone="abc", place=world.street),
        lambda: change_unit(unit=world.unit, name="供水公司", phone="12", actor_id=1),
        lambda: add_contact(unit=world.unit, name="甲", duty="", phone="1", actor_id=1),
    ):
        with pytest.raises(Invalid) as refused:
            act()
        assert refused.value.field == "phone"


def test_a_closed_unit_is_offered_for_no_task(world: World) -> None:
    assert world.unit in units(below=world.estate.path)
    close_unit(unit=world.unit, actor_id=1)
    assert world.unit not in units(below=world.estate.path)


def test_venues_near_a_place(world: World) -> None:
    hall = add_venue(place=world.estate, facts=Facts("活动室", seats=80))
    wide = add_venue(place=world.community, facts=Facts("党群中心", seats=150))
    far = add_venue(place=world.other_estate, facts=Facts("远处"))
    found = venues_for(world.estate.path)
    assert hall in found
    assert wide in found
    assert far not in found
    change_venue(venue=hall, facts=Facts("大活动室", seats=90), revision=1, actor_id=1)
    with pytest.raises(Stale):
        change_venue(venue=hall, facts=Facts("别的"), revision=1, actor_id=1)
    with pytest.raises(Invalid):
        add_venue(place=world.estate, facts=Facts(" "))
    close_venue(venue=hall, actor_id=1)
    assert hall not in venues_for(world.estate.path)
    reopen_venue(venue=hall, actor_id=1)
    assert hall in venues_for(world.estate.path)


def test_the_three_hotlines_are_set_together(world: World) -> None:
    seen = {row.kind: Line(row.phone, row.hours) for row in hotlines(world.estate.id)}
    lines = {
        HotlineKind.SERVICE: Line("12345", "全天"),
        HotlineKind.REQUEST: Line("0700-120-002"),
        HotlineKind.OVERSIGHT: Line(""),
    }
    set_hotlines(place=world.estate, lines=lines, seen=seen, actor_id=1)
    assert [(row.kind, row.phone) for row in hotlines(world.estate.id)] == [
        ("service", "12345"),
        ("request", "0700-120-002"),
    ]
    with pytest.raises(Stale):
        set_hotlines(place=world.estate, lines=lines, seen=seen, actor_id=2)
    with pytest.raises(Invalid) as refused:
        set_hotlines(place=world.estate, lines={HotlineKind.REQUEST: Line("x")}, actor_id=1)
    assert refused.value.field == "request"
    with pytest.raises(Invalid):
        set_hotlines(place=world.street, lines=lines, actor_id=1)


def test_the_nearest_setting_counts(world: World) -> None:
    shops_vote = {**DEFAULTS, "shop": BOTH}
    assert held_at(RIGHTS, world.building.path).row is None
    set_setting(place=world.street, setting=RIGHTS, value=shops_vote, revision=0, actor_id=1)
    set_setting(place=world.estate, setting=RIGHTS, value={**DEFAULTS, "tenant": SPEAK}, actor_id=1)
    assert rights_of("shop", value_at(RIGHTS, world.other_estate.path)) == BOTH
    assert rights_of("shop", value_at(RIGHTS, world.building.path)) == SPEAK
    assert rights_of("tenant", value_at(RIGHTS, world.building.path)) == SPEAK
    with pytest.raises(Stale):
        set_setting(place=world.estate, setting=RIGHTS, value=shops_vote, revision=0, actor_id=2)
    set_setting(place=world.estate, setting=RIGHTS, value=None, actor_id=1)
    assert rights_of("shop", value_at(RIGHTS, world.building.path)) == BOTH


def test_rights_by_residency() -> None:
    assert [rights_of(each, DEFAULTS) for each in RESIDENCIES] == [BOTH, BOTH, BOTH, SPEAK, SPEAK, NONE]
    assert {each.value for each in Residency} == set(RESIDENCIES)
    assert rights_of("unheard of", DEFAULTS) == NONE
    assert read_table(write_table(DEFAULTS)) == DEFAULTS
    for nonsense in ([], {"cat": []}, {"shop": ["fly"]}, {"shop": "vote"}):
        with pytest.raises(ValueError, match=".*"):
            read_table(nonsense)


def test_who_lives_elsewhere_is_a_visitor() -> None:
    assert residency_at("registered", "/1/2/3/", "/1/2/") == "registered"
    assert residency_at("registered", "/1/2/3/", "/1/9/") == "visitor"
    assert residency_at("registered", "", "/1/9/") == "outside"


def test_a_setting_decides_who_may_raise_issues(world: World) -> None:
    tenant = enrol(key="tenant", name="租客", place=world.building, door="501", residency=Residency.TENANT)
    assert allows(World.actor(tenant), IssueAct.RAISE, world.estate)
    set_setting(place=world.estate, setting=RIGHTS, value={**DEFAULTS, "tenant": NONE}, actor_id=1)
    assert not allows(World.actor(tenant), IssueAct.RAISE, world.estate)
    assert allows(World.actor(world.resident), IssueAct.RAISE, world.estate)


def test_a_setting_decides_whose_opinion_a_talk_counts(world: World) -> None:
    shop = enrol(key="shop", name="店主", place=world.building, door="101", residency=Residency.SHOP)
    meeting = plan_meeting(
        kind=MeetingKind.EVENING_TALK, place=world.estate, venue="树下", starts_at=clock.now(), notice_days=0,
        actor_id=world.chair.id,
    )  # fmt: skip
    item = add_item(meeting=meeting, title="路灯", actor_id=world.chair.id)
    convene(meeting=meeting, actor_id=world.chair.id)
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    for person in (shop, world.resident, world.stranger):
        check_in(meeting=meeting, person_id=person.id)
    voting = {seat.person_id for seat in db.session.scalars(db.select(Attendance)) if seat.voting}
    assert voting == {world.resident.id}
    open_item(item=item, actor_id=world.chair.id)
    poll = open_straw_poll(item=item, question="装吗？", actor_id=world.chair.id)
    roll = db.session.scalars(db.select(RollEntry.person_id).where(RollEntry.poll_id == poll.id)).all()
    assert roll == [world.resident.id]
    set_setting(place=world.estate, setting=RIGHTS, value={**DEFAULTS, "shop": BOTH}, actor_id=1)
    assert rights_at(shop.id, world.estate.path).vote
    assert rights_at(0, world.estate.path) == NONE
