"""Whether the back row can scan the code: a tenth of the distance, from what the organiser states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.base.db import db
from council.base.errors import Invalid
from council.meetings.loading import load_room
from council.meetings.walls.models import HallSize
from council.meetings.walls.operations import measure_hall
from council.meetings.walls.queries import hall_of
from council.meetings.walls.rules import SQUARES, read_metres, scan_from
from council.web.qr import squares_of
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World


@given(st.integers(100, 10_000), st.integers(50, 2_000), st.sampled_from([25, 29, 33, 37, 41]))
def test_a_tenth_of_the_distance(depth: int, picture: int, squares: int) -> None:
    scan = scan_from(depth_cm=depth, picture_cm=picture, squares=squares)
    assert scan.needed >= depth / 10
    assert scan.enough == (scan.side >= scan.needed)
    assert scan_from(depth_cm=depth, picture_cm=scan.picture_needed + 3, squares=squares).enough


def test_finer_codes_need_more() -> None:
    assert scan_from(depth_cm=1200, picture_cm=300).enough
    assert scan_from(depth_cm=1200, picture_cm=300).side == 123
    assert not scan_from(depth_cm=1200, picture_cm=300, squares=37).enough
    assert scan_from(depth_cm=1200, picture_cm=200).picture_needed == 300


@pytest.mark.parametrize(
    ("typed", "length"),
    [("12", 1200), ("3.5", 350), ("3,25", 325), (" ３．５ 米 ", 350), ("3m", 300), ("0.5", 50)]
    + [(bad, None) for bad in ("", "x", "-3", "3.555", "1e3", "3.5.1", "９９９９", "٣", "3。5。")],  # type: ignore[list-item]
)
def test_metres_as_people_type_them(typed: str, length: int | None) -> None:
    assert read_metres(typed) == length


@pytest.mark.parametrize(
    "base",
    [
        "http://192.168.100.200:8000",
        "https://yehua.example.cn",
        "http://[fd00::1234:5678]:8000",
        f"https://{'a' * 60}.cn",
    ],
)
def test_the_code_stays_coarse(base: str) -> None:
    """In capitals an address of up to 90 characters makes at most 33 squares a side."""
    assert squares_of(f"{base}/j/482173".upper()) <= SQUARES


def test_the_list_before_the_start_says_it_in_words(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/chair").text
    assert "Whether the back row can scan the code is not known" in page
    path = f"/meetings/{meeting.id}/hall"
    assert client.post(path, {"depth": "12", "picture": "2,5"}).status_code == 303
    page = client.get(f"/meetings/{meeting.id}/chair").text
    assert "The code is 102 cm wide; at 12 m it needs 120 cm" in page
    assert "Make the picture 3 m wide, print the code at the door, or read the six digits out." in page
    assert 'value="2.5"' in page
    assert "it can be scanned from 10 m" in client.post(path, {"depth": "10", "picture": "2.5"}, htmx=True).text


@pytest.mark.parametrize(
    ("depth", "picture", "bad"), [("x", "3", "depth"), ("12", "", "picture"), ("900", "3", "depth")]
)
def test_bad_lengths_come_back_beside_their_field(
    world: World, client: Client, depth: str, picture: str, bad: str
) -> None:
    meeting = evening.convened(world)
    answer = client.as_(world.chair).post(
        f"/meetings/{meeting.id}/hall", {"depth": depth, "picture": picture}, htmx=True
    )
    assert answer.status_code == 422
    assert f'id="hall-{bad}-error"' in answer.text
    assert 'id="hall-size" class="hall-size" open' in answer.text
    assert not depth or f'value="{depth}"' in answer.text
    assert db.session.scalar(db.select(HallSize)) is None


def test_it_is_stated_once_for_a_venue(world: World) -> None:
    first, second = evening.convened(world), evening.convened(world)
    measure_hall(meeting=first, depth_cm=1200, picture_cm=300, actor_id=world.chair.id)
    version = first.version
    measure_hall(meeting=first, depth_cm=1200, picture_cm=300, actor_id=world.chair.id)
    assert first.version == version
    known = hall_of(load_room(second.id))
    assert known is not None
    assert known.depth_cm == 1200
    measure_hall(meeting=second, depth_cm=900, picture_cm=200, actor_id=world.chair.id)
    for meeting, depth in ((first, 1200), (second, 900)):
        found = hall_of(load_room(meeting.id))
        assert found is not None
        assert found.depth_cm == depth
    with pytest.raises(Invalid):
        measure_hall(meeting=second, depth_cm=5, picture_cm=200, actor_id=world.chair.id)


def test_who_may_not_chair_measures_nothing(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    answer = client.as_(world.members[4]).post(f"/meetings/{meeting.id}/hall", {"depth": "12", "picture": "3"})
    assert answer.status_code == 403
