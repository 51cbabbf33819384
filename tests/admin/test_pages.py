"""The administrator's pages as a person uses them, with and without the right."""

import re

import pytest

from council.admin.permissions import AdminAct
from council.base.db import db
from council.journal.queries import history
from council.organisation.models import PartnerUnit, Place, PlaceKind, Venue
from council.organisation.operations import Facts, add_contact, add_place, add_places, add_venue
from council.organisation.permissions import PlaceAct
from council.organisation.place_settings import value_at
from council.organisation.queries import place_by_code, places_of_kind
from council.permits.actor import Office
from council.permits.permission import Permission, allows
from council.residents.operations import appoint
from council.residents.place_settings import RIGHTS
from council.residents.rights import rights_of
from council.residents.team_operations import form_team, join_team
from council.residents.teams import Team, TeamKind
from council.web.admin_menu import entries
from tests.support.client import Client
from tests.support.world import SINCE, World


@pytest.mark.parametrize(
    ("act", "yes", "no"),
    [
        (PlaceAct.MANAGE_TREE, "administrator", "street_staff"),
        (PlaceAct.CHANGE_SETTINGS, "administrator", "community_staff"),
        (PlaceAct.MANAGE_UNITS, "community_staff", "chair"),
        (PlaceAct.MANAGE_TEAMS, "street_staff", "grid_officer"),
        (PlaceAct.MANAGE_VENUES, "chair", "recorder"),
        (PlaceAct.MANAGE_HOTLINES, "chair", "grid_officer"),
        (AdminAct.READ_JOURNAL, "supervisor", "recorder"),
    ],
)
def test_who_may(world: World, act: Permission, yes: str, no: str) -> None:
    assert allows(World.actor(getattr(world, yes)), act, world.estate)
    assert not allows(World.actor(getattr(world, no)), act, world.estate)
    assert not allows(World.actor(world.stranger), act, world.estate)


def test_scope_is_a_place_and_what_lies_below(world: World) -> None:
    head = World.actor(world.chair)
    assert allows(head, PlaceAct.MANAGE_HOTLINES, world.estate)
    assert not allows(head, PlaceAct.MANAGE_HOTLINES, world.other_estate)
    assert not allows(World.actor(world.community_staff), PlaceAct.MANAGE_UNITS, world.street)


def test_the_hub_offers_what_one_may_do(client: Client, world: World) -> None:
    everything = client.as_(world.administrator).get("/admin/").text
    assert "/admin/places" in everything
    assert "/admin/settings" in everything
    few = client.as_(world.chair).get("/admin/").text
    assert "/admin/hotlines" in few
    assert 'href="/admin/places"' not in few
    assert client.as_(world.resident).get("/admin/").status_code == 403
    assert "/admin/" in client.as_(world.chair).get("/desk").text


def test_each_line_of_the_hub_leads_somewhere(client: Client, world: World) -> None:
    """Whoever holds every office is offered every line; each can be opened."""
    for office, place in ((Office.RECORDER, world.estate), (Office.ESTATE_HEAD, world.other_estate),
                          (Office.COMMUNITY_STAFF, world.community), (Office.STREET_STAFF, world.street)):  # fmt: skip
        appoint(person=world.administrator, office=office, place=place, since=SINCE)
    page = client.as_(world.administrator).get("/admin/").text
    hub = page[page.index('class="hub') : page.rindex("</ul>")]
    addresses = re.findall(r'href="([^"#]+)', hub)
    assert len(addresses) == len(entries)
    for address in addresses:
        assert client.get(address).status_code in (200, 303), address
    assert "<h2" in hub


def test_places_are_put_in_order_with_two_buttons(client: Client, world: World) -> None:
    grid = world.building.parent
    assert grid is not None
    (four,) = add_places(kind=PlaceKind.BUILDING, names=["4栋"], parent=grid, actor_id=1)
    page = client.as_(world.administrator).get(f"/admin/places/{grid.code}").text
    assert f'action="/admin/places/{four.code}/order"' in page
    answer = client.post(f"/admin/places/{four.code}/order", {"before": world.building.code})
    assert (answer.status_code, answer.location) == (303, f"/admin/places/{grid.code}?order=1#order")
    assert [place.name for place in places_of_kind(PlaceKind.BUILDING, below=grid.path)] == ["4栋", "3栋"]
    assert '<details class="order" id="order" open' in client.get(answer.location).text
    for who, status in ((world.chair, 403), (world.community_staff, 403), (world.stranger, 404)):
        assert client.as_(who).post(f"/admin/places/{four.code}/order", {"before": "GY-B3"}).status_code == status


def test_an_administrator_of_a_part_does_not_order_the_parts(client: Client, world: World) -> None:
    other = add_place(kind=PlaceKind.COMMUNITY, code="ST-C2", name="月洞社区", parent=world.street, position=2)
    for place in (world.community, other):
        appoint(person=world.neighbour, office=Office.ADMINISTRATOR, place=place, since=SINCE)
    client.as_(world.neighbour)
    assert client.post("/admin/places/ST-C2/order", {"before": "ST-C1"}).status_code == 403
    assert client.post("/admin/places/ST-C2/order", {"before": "nowhere"}).status_code == 404


def test_the_tree_is_found_by_name_and_counted(client: Client, world: World, count_queries: list[str]) -> None:
    client.as_(world.administrator)
    assert client.get("/admin/places").location.endswith("/admin/places/ST")
    page = client.get("/admin/places/ST?q=3栋").text
    assert "tree-name--hit" in page
    count_queries.clear()
    client.get("/admin/places/ST")
    few = len(count_queries)
    add_places(kind=PlaceKind.BUILDING, names=["5栋", "6栋", "7栋"], parent=grid(), actor_id=1)
    db.session.commit()
    count_queries.clear()
    client.get("/admin/places/ST")
    assert len(count_queries) == few <= 8
    assert client.get("/admin/places/NOWHERE").status_code == 404


def grid() -> Place:
    found = place_by_code("GY-G7")
    assert found is not None
    return found


def test_buildings_are_added_from_one_line(client: Client, world: World) -> None:
    address = "/admin/places/GY-G7/below/new"
    assert client.as_(world.administrator).get(address).status_code == 200
    wrong = client.post(address, {"kind": "building", "names": "9栋…4栋", "once": "a"})
    assert wrong.status_code == 422
    assert "counts backwards" in wrong.text
    assert client.post(address, {"kind": "building", "names": "4栋…9栋", "once": "b"}).status_code == 303
    assert len(places_of_kind(PlaceKind.BUILDING, below=grid().path)) == 7
    assert client.post("/admin/places/ST-C1/below/new", {"kind": "estate", "names": "新里"}).status_code == 422
    made = client.post("/admin/places/ST-C1/below/new", {"kind": "estate", "names": "新里", "code": "XL"})
    assert made.status_code == 303
    assert client.as_(world.street_staff).post(address, {"kind": "building", "names": "30栋"}).status_code == 403


def test_of_two_editors_the_second_sees_both(client: Client, world: World) -> None:
    address = "/admin/places/GY/edit"
    client.as_(world.administrator)
    seen = revision(client.get(address).text)
    assert client.post(address, {"name": "甲里", "position": "1", "revision": seen}).status_code == 303
    late = client.post(address, {"name": "乙里", "position": "1", "revision": seen})
    assert late.status_code == 409
    assert "甲里" in late.text
    assert "乙里" in late.text
    assert world.estate.name == "甲里"
    again = client.post(address, {"name": "乙里", "position": "1", "revision": revision(late.text)})
    assert again.status_code == 303
    assert "until today" not in client.get("/places/GY").text
    assert "called 桂雨里小区" in client.get("/places/GY").text


def revision(page: str) -> str:
    found = re.search(r'name="revision"[^>]*value="(\d+)"', page)
    assert found, "the form has no revision"
    return found.group(1)


def test_a_move_shows_its_effect_first(client: Client, world: World) -> None:
    add_place(kind=PlaceKind.GRID, code="ST-G08", name="第8网格", parent=world.estate, position=8)
    address = "/admin/places/GY-B3/parent/edit"
    assert "第8网格" in client.as_(world.administrator).get(address).text
    preview = client.get(f"{address}?to=ST-G08")
    assert "people" in preview.text
    assert "go along" in preview.text
    assert world.building.path.startswith(grid().path)
    seen = revision(preview.text)
    assert client.post(address, {"to": "ST-G08", "reason": "", "revision": seen}).status_code == 422
    assert client.post(address, {"to": "NO", "reason": "调整"}).status_code == 422
    assert client.post(address, {"to": "ST-G08", "reason": "调整", "revision": seen}).status_code == 303
    assert not world.building.path.startswith(grid().path)
    assert "part of 第7网格" in client.get("/places/GY-B3").text
    assert client.get("/admin/places/GY-B3/parent/edit?to=TQ").status_code == 409


def test_a_split_shows_its_effect_first(client: Client, world: World) -> None:
    add_places(kind=PlaceKind.BUILDING, names=["4栋"], parent=grid(), actor_id=1)
    address = "/admin/places/GY-G7/split/new"
    assert "4栋" in client.as_(world.administrator).get(address).text
    asked = {"name": "第8网格", "position": "8", "buildings": "GY-B04", "reason": "太大"}
    preview = client.get(f"{address}?name=第8网格&position=8&buildings=GY-B04&reason=太大")
    assert "To the new grid" in preview.text
    assert client.get(f"{address}?name=第8网格&position=8&reason=太大").status_code == 422
    assert client.post(address, {**asked, "buildings": ""}).status_code == 422
    made = client.post(address, asked)
    assert made.status_code == 303
    assert made.location.endswith("/admin/places/ST-G08")


def test_closing_says_what_is_in_the_way(client: Client, world: World) -> None:
    page = client.as_(world.administrator).get("/admin/places/GY-B3/closure/new").text
    assert "This is in the way" in page
    assert "people" in page
    assert client.post("/admin/places/GY-B3/closure/new", {"reason": "拆"}).status_code == 409
    add_places(kind=PlaceKind.BUILDING, names=["4栋"], parent=grid(), actor_id=1)
    assert client.post("/admin/places/GY-B04/closure/new", {"reason": "拆除"}).status_code == 303
    assert "closed on" in client.get("/places/GY-B04").text
    assert client.post("/admin/places/GY-B04/reopening").status_code == 303


def test_units_and_contacts_by_form(client: Client, world: World) -> None:
    client.as_(world.community_staff)
    new = {"name": "派出所", "phone": "110", "place": "ST-C1", "once": "k"}
    assert client.post("/admin/units/new", {**new, "place": "ST"}).status_code == 422
    for _ in range(2):
        assert client.post("/admin/units/new", new).status_code == 303
    unit = db.session.scalars(db.select(PartnerUnit).where(PartnerUnit.name == "派出所")).one()
    bad = client.post(f"/admin/units/{unit.id}/contacts/new", {"name": "甲", "phone": "x"})
    assert bad.status_code == 422
    assert "cannot be dialled" in bad.text
    add = {"name": "高警官", "phone": "13900000000", "duty": "夜间", "person": ""}
    assert client.post(f"/admin/units/{unit.id}/contacts/new", add).status_code == 303
    page = client.get("/admin/units").text
    assert "高警官" in page
    assert 'href="tel:13900000000"' in page
    assert client.post(f"/admin/contacts/{unit.contacts[0].id}/end").status_code == 303
    client.get("/admin/units")  # shows the message once
    assert "高警官" not in client.get("/admin/units").text
    assert client.post(f"/admin/units/{world.unit.id}/closure").status_code == 404  # of the whole street: not theirs
    assert client.post(f"/admin/units/{unit.id}/closure").status_code == 303


def test_a_contact_may_be_linked_to_who_signs_in(client: Client, world: World) -> None:
    client.as_(world.administrator)
    address = f"/admin/units/{world.unit.id}/contacts/new"
    assert world.partner.name in client.get(address).text
    client.post(address, {"name": "钱", "person": str(world.partner.id)})
    client.post(address, {"name": "赵", "person": str(world.resident.id)})
    assert [contact.person_id for contact in world.unit.contacts] == [world.partner.id, None]


def test_the_list_of_units_asks_the_same_for_few_and_many(
    client: Client, world: World, count_queries: list[str]
) -> None:
    client.as_(world.administrator)
    add_contact(unit=world.unit, name="甲", duty="", phone="", actor_id=1)
    client.get("/admin/units")
    count_queries.clear()
    client.get("/admin/units")
    few = len(count_queries)
    for number in range(6):
        client.post("/admin/units/new", {"name": f"单位{number}", "phone": "", "place": "ST-C1"})
    count_queries.clear()
    client.get("/admin/units")
    assert len(count_queries) == few <= 8


def test_venues_by_form(client: Client, world: World) -> None:
    client.as_(world.chair)
    assert "No venue is known yet" in client.get("/admin/venues").text
    made = client.post("/admin/venues/new", {"name": "活动室", "place": "GY", "seats": "80", "hours": "全天"})
    assert made.status_code == 303
    venue = db.session.scalars(db.select(Venue)).one()
    edit = f"/admin/venues/{venue.id}/edit"
    seen = revision(client.get(edit).text)
    assert client.post(edit, {"name": "大活动室", "seats": "-1", "revision": seen}).status_code == 422
    assert client.post(edit, {"name": "大活动室", "seats": "90", "revision": seen}).status_code == 303
    assert client.post(edit, {"name": "别的", "seats": "9", "revision": seen}).status_code == 409
    assert "大活动室" in client.get("/places/GY").text
    assert client.post(f"/admin/venues/{venue.id}/closure").status_code == 303
    assert client.post(f"/admin/venues/{venue.id}/reopening").status_code == 303
    elsewhere = add_venue(place=world.other_estate, facts=Facts("远处"))
    assert client.get(f"/admin/venues/{elsewhere.id}/edit").status_code == 404


def test_venues_are_offered_to_who_plans(client: Client, world: World) -> None:
    add_venue(place=world.estate, facts=Facts("桂雨里活动室"))
    assert '<option value="桂雨里活动室">' in client.as_(world.chair).get("/meetings/new").text


def test_hotlines_by_form_and_on_paper(client: Client, world: World) -> None:
    client.as_(world.chair)
    edit = "/admin/hotlines/GY/edit"
    page = client.get(edit).text
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', page)
    assert seen
    data = {"service": "12345", "request": "0700-120-002", "seen": seen.group(1).replace("&#34;", '"')}
    assert client.post(edit, {**data, "service": "nonsense"}).status_code == 422
    assert client.post(edit, data).status_code == 303
    assert client.post(edit, data).status_code == 409
    assert "12345" in client.get("/admin/hotlines").text
    assert client.get("/admin/hotlines/TQ/edit").status_code == 404
    for language, word in (("en", "Service line"), ("zh-CN", "服务热线")):
        sheet = client.as_(None).get("/places/GY/hotlines/print", language=language).text
        assert word in sheet
        assert "/board?place=GY" in sheet
        assert '<svg class="qr"' in sheet
        assert 'href="tel:12345"' in sheet
    assert client.get("/places/ST/hotlines/print").status_code == 404


def test_teams_by_form(client: Client, world: World) -> None:
    client.as_(world.community_staff)
    assert "lack a team" in client.get("/admin/teams").text or "lacks a team" in client.get("/admin/teams").text
    new = {"place": "GY-G7", "kind": "vanguard", "name": "先锋队", "once": "k"}
    assert client.post("/admin/teams/new", new).status_code == 303
    assert client.post("/admin/teams/new", {**new, "once": "l"}).status_code == 422
    team = db.session.scalars(db.select(Team)).one()
    join = f"/admin/teams/{team.id}/members"
    assert client.post(join, {"person": "无此人", "role": "member"}).status_code == 422
    assert client.post(join, {"person": "周敏 302", "role": "leader"}).status_code == 303
    assert client.post(join, {"person": "neighbour", "role": "member"}).status_code == 303
    member = next(each for each in team.current if each.person_id == world.neighbour.id)
    assert client.post(f"/admin/team-members/{member.id}/lead").status_code == 303
    assert team.leader is not None
    assert team.leader.person_id == world.neighbour.id
    assert client.get(f"/admin/teams/{team.id}").status_code == 200
    assert client.post(f"/admin/team-members/{team.leader.id}/end").status_code == 303
    edit = f"/admin/teams/{team.id}/edit"
    assert client.post(edit, {"name": "新名", "revision": revision(client.get(edit).text)}).status_code == 303
    shown = client.get("/places/GY-G7").text
    assert "新名" in shown
    assert world.neighbour.name not in shown  # a member of a team is no officer
    assert client.post(f"/admin/teams/{team.id}/end").status_code == 303


def test_the_rights_are_set_by_ticks_and_taken_back(client: Client, world: World) -> None:
    client.as_(world.administrator)
    page = client.get("/admin/settings?place=GY").text
    assert "Nobody has set this" in page
    ticks = {"place": "GY", "revision": "0", "may": ["registered:vote", "resident:speak"]}
    assert client.post("/admin/settings/rights", ticks).status_code == 303
    table = value_at(RIGHTS, world.building.path)
    assert rights_of("registered", table).speak  # whoever votes may speak
    assert not rights_of("resident", table).vote
    assert not rights_of("tenant", table).speak
    assert "Set here" in client.get("/admin/settings?place=GY").text
    assert "Inherited from 桂雨里小区" in client.get("/admin/settings?place=GY-G7").text
    late = client.post("/admin/settings/rights", {**ticks, "may": ["shop:vote"]})
    assert late.status_code == 409
    assert "Stands now" in late.text
    assert client.post("/admin/settings/rights", {"place": "GY", "inherit": "1"}).status_code == 303
    assert "Nobody has set this" in client.get("/admin/settings?place=GY").text
    assert client.as_(world.street_staff).post("/admin/settings/rights", ticks).status_code == 403


def test_the_journal_is_read_in_pages_by_room_and_day(client: Client, world: World, count_queries: list[str]) -> None:
    join_team(team=form_team(place=world.estate, kind=TeamKind.PATROL, name="巡防队"), person=world.resident)
    client.as_(world.supervisor)
    page = client.get("/admin/journal").text
    assert "巡防队" in page
    assert "Put on the roster" not in client.get("/admin/journal?kind=organisation").text
    assert "Nothing was done" in client.get("/admin/journal?day=2001-01-01").text
    assert client.get("/admin/journal?day=nonsense&kind=nonsense&page=2").status_code == 200
    count_queries.clear()
    client.get("/admin/journal?kind=residents")
    assert len(count_queries) <= 8
    assert client.get("/admin/journal?place=TQ").status_code == 404
    assert client.as_(world.recorder).get("/admin/journal").status_code == 403
    assert history("place", world.estate.id)


def test_who_may_do_what_is_public_and_plain(client: Client) -> None:
    page = client.get("/permits").text
    assert "Raise an issue in the estate one lives in or is on duty for." in page
    assert "lives in the place concerned" in page
    assert "Estate head" in page
    assert "holds: " not in page
    assert "/permits" in client.get("/board").text
