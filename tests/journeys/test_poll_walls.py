"""The walls of votes that no meeting holds: all kinds of words, three sizes, both languages, no scroll bar."""

import pytest
from playwright.sync_api import expect

from council.base.db import db
from council.organisation.operations import set_setting
from council.polls.models import Poll, Secrecy
from council.polls.operations import close_poll, publish_result
from council.polls.owners import OwnersManner, OwnersMode
from council.polls.place_settings import OWNERS_MODE
from council.polls.planning.checks import NewOption
from tests.journeys.people import DESK, Crowd, Hall
from tests.journeys.test_screens_fit import CROWDED, LANGUAGES, LONGEST, SIZES
from tests.polls.kinds import begun, mark_all

LONG = [NewOption(f"第{number}种办法：{LONGEST}"[:80]) for number in range(1, 13)]
PROJECTS = [NewOption(f"{number}号楼前铺一条无障碍坡道并加装夜灯", cost=9000 * number) for number in range(1, 11)]
#: As long as what owners rely on may be.
BASIS = OwnersManner(OwnersMode.STATUTORY, LONGEST[:60])
VOTES = {
    "straw": ("straw", (), {}, {'"for"': 7, '"against"': 3}),
    "secret": ("motion", (), {"procedure": "gy_council", "secrecy": Secrecy.SECRET}, {'"for"': 8}),
    "owners": ("motion", (), {"procedure": "cn_owners_special"}, {'"for"': 38, '"against"': 2}),
    "choice": ("choice", ("东门", "西门", "北门"), {}, {'"a"': 6, '"b"': 2}),
    "long": ("choice", LONG, {}, {'"a"': 4, '"b"': 2, '"c"': 2}),
    "order": ("ranking", ("桂花", "石榴", "草坪"), {"method": "irv"}, {'["a","b"]': 4, '["b","a"]': 3, '["c","b"]': 3}),
    "seats": (
        "election",
        [f"候选人{letter}" for letter in "甲乙丙丁戊己庚"],
        {"method": "approval", "seats": 5, "at_most": 5},
        {'["a","b","c","d","e"]': 6, '["b","c"]': 2},
    ),
    "budget": ("budget", PROJECTS, {"budget": 100_000}, {'["a","b","c"]': 5, '["d"]': 2}),
}


@pytest.fixture(scope="module")
def walls(hall: Hall) -> dict[str, str]:
    """Scene → address of a wall that shows it, while open and once published."""
    found = {}
    with hall.inside() as world:
        set_setting(place=world.estate, setting=OWNERS_MODE, value=BASIS, actor_id=None)
        for name, (template, options, more, marked) in VOTES.items():
            for out in (False, True):
                poll = begun(world, template, options, **more)  # type: ignore[arg-type]
                found[f"{name}{'-result' if out else ''}"] = f"/polls/{poll.id}/projector"
                if out:
                    mark_all(poll, world.members, marked)
                    close_poll(poll=poll, actor_id=None)
                    publish_result(poll=poll, actor_id=world.chair.id)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_the_wall_of_a_vote_never_scrolls(
    crowd: Crowd, walls: dict[str, str], size: tuple[int, int], language: str
) -> None:
    wall = crowd.someone("member-1", size={"width": size[0], "height": size[1]}, language=language)
    crowded = {}
    for scene, address in walls.items():
        wall.go(address)
        assert wall.overflows() == (False, False), scene
        if found := wall.page.evaluate(CROWDED):
            crowded[scene] = found
    assert not crowded


def test_the_wall_follows_the_vote(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        poll_id = begun(world, "choice", ("东门", "西门")).id
    wall = crowd.someone("member-1", size=DESK).go(f"/polls/{poll_id}/projector")
    expect(wall.page.locator("[data-test=turnout]")).to_have_text("0")
    voter = crowd.someone("member-2").go(f"/polls/{poll_id}")
    voter.press("pick-b")
    expect(wall.page.locator("[data-test=turnout]")).to_have_text("1")
    with hall.inside() as world:
        close_poll(poll=db.session.get_one(Poll, poll_id), actor_id=None)
        publish_result(poll=db.session.get_one(Poll, poll_id), actor_id=world.chair.id)
    expect(wall.page.locator("[data-test=verdict]")).to_have_text("西门")
