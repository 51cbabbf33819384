"""Junk in addresses and forms is answered as what it is, never with a crash."""

from datetime import timedelta

import pytest

from council.base import clock
from council.base.ids import row_id
from council.meetings.models import MeetingKind
from council.meetings.operations.planning import plan_meeting
from tests.support.client import Client
from tests.support.world import World

BEYOND = (2**31, 2**63, int("9" * 20))


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("2147483647", 2**31 - 1), ("0", 0)])
def test_a_row_id_is_read(text: str, number: int) -> None:
    assert row_id(text) == number


@pytest.mark.parametrize("text", [None, "", "x", "-1", " 7", "٧", "7.0", "2147483648", "9" * 5000, "7\0"])
def test_what_no_row_can_have_is_no_id(text: str | None) -> None:
    assert row_id(text) is None


@pytest.mark.parametrize("number", [*BEYOND, "9" * 5000], ids=str)
@pytest.mark.parametrize(
    "path", ["/polls/{}", "/resolutions/{}", "/meetings/{}/notice", "/meetings/{}/projector", "/meetings/{}/minutes"]
)
def test_an_id_that_no_row_can_have_is_not_found(client: Client, world: World, path: str, number: object) -> None:
    assert client.as_(world.chair).get(path.format(number)).status_code == 404


@pytest.mark.parametrize("number", [*BEYOND, "9" * 5000], ids=str)
def test_ids_in_forms_are_read_with_care(client: Client, world: World, number: object) -> None:
    meeting = plan_meeting(
        kind=MeetingKind.WEEKEND_COUNCIL,
        place=world.estate,
        venue="院里",
        starts_at=clock.now() + timedelta(days=9),
        actor_id=world.chair.id,
    )
    chair = client.as_(world.chair)
    assert chair.post("/agenda-items", {"meeting": number, "title": "x"}).status_code == 404
    assert chair.post(f"/polls/{number}/ballots", {"choice": "for"}).status_code == 404
    assert chair.post("/items/2000000000/removal", {"meeting": number}).status_code == 404
    assert chair.post(f"/meetings/{meeting.id}/items", {"title": "灯", "minutes": "8"}).status_code == 303
    item = meeting.items[0]
    assert chair.post(f"/items/{item.id}/position", {"at": number}).status_code < 500
    assert chair.post("/news/read", {"up_to": number}).status_code == 303
    recorder = client.as_(world.recorder)
    assert recorder.post(f"/meetings/{meeting.id}/door", {"person": number}).status_code == 404
    assert recorder.get(f"/meetings/{meeting.id}/projector?token=é").status_code == 404


@pytest.mark.parametrize(
    "path", ["/places/G%00Y", "/s/x%00y", "/board?place=G%00Y", "/issues/?q=%00", "/people/?q=a%00"]
)
def test_nul_in_an_address_is_refused(client: Client, world: World, path: str) -> None:
    assert client.as_(world.recorder).get(path).status_code == 400


def test_nul_in_a_form_is_refused(client: Client, world: World) -> None:
    resident = client.as_(world.resident)
    assert resident.post("/issues/new", {"title": "灯\0不亮", "place": "GY"}).status_code == 400
    assert resident.post("/issues/new", {"title": "灯", "place": "GY", "once": "a\0b"}).status_code == 400
    assert resident.post("/polls/1/ballots", {"choice": "for\0"}).status_code == 400
