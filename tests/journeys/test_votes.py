"""Votes outside meetings in a real browser: an order by taps, a budget, a secret vote, papers read twice."""

import re

import pytest
from playwright.sync_api import expect

from council.base.db import db
from council.polls.models import Poll, Secrecy
from council.polls.operations import close_poll, publish_result
from council.polls.planning.checks import NewOption
from tests.journeys.people import DESK, Crowd, Hall, Visitor
from tests.polls.kinds import begun

WAYS = ("桂花", "石榴", "草坪")


def open_poll(hall: Hall, template: str, options: tuple[object, ...] = WAYS, **more: object) -> int:
    with hall.inside() as world:
        poll = begun(world, template, options, **more)  # type: ignore[arg-type]
        return poll.id


def finished(hall: Hall, poll_id: int) -> None:
    with hall.inside():
        close_poll(poll=db.session.get_one(Poll, poll_id), actor_id=None)
        publish_result(poll=db.session.get_one(Poll, poll_id), actor_id=None)


def test_an_order_is_made_by_taps_and_mended(crowd: Crowd, hall: Hall) -> None:
    poll_id = open_poll(hall, "ranking")
    voter = crowd.someone("member-2").go(f"/polls/{poll_id}")
    ranked = voter.page.locator(".ranked li")
    voter.press("rank-b")
    expect(ranked).to_have_count(1)  # a tap while another is on its way is dropped
    voter.press("rank-a")
    expect(ranked).to_have_count(2)
    voter.page.locator("#up-a").click()
    expect(voter.page.locator(".ranked li").first).to_contain_text("桂花")
    voter.look()
    voter.press("cast-ballot")
    expect(voter.page.locator(".recorded")).to_contain_text("桂花、石榴")
    voter.go(f"/polls/{poll_id}")
    expect(voter.page.locator(".ranked li")).to_have_count(2)


def test_a_budget_tells_what_is_left_with_every_tick(crowd: Crowd, hall: Hall) -> None:
    options = (NewOption("下水道", 38_000), NewOption("车棚", 46_000), NewOption("路灯", 18_000))
    poll_id = open_poll(hall, "budget", options, budget=90_000, within=True)
    voter = crowd.someone("member-3").go(f"/polls/{poll_id}")
    expect(voter.mark("money-left")).to_contain_text("90,000")
    voter.mark("tick-a").check()
    expect(voter.mark("money-left")).to_contain_text("52,000")
    voter.mark("tick-b").check()
    voter.mark("tick-c").check()
    expect(voter.mark("money-left")).to_contain_text("12,000")
    voter.press("cast-ballot")
    expect(voter.page.get_by_role("alert")).to_contain_text("12000")
    expect(voter.mark("tick-c")).to_be_checked()
    voter.mark("tick-c").uncheck()
    expect(voter.mark("money-left")).to_contain_text("6,000")
    voter.look()
    voter.press("cast-ballot")
    expect(voter.page.locator(".recorded")).to_contain_text("下水道、车棚")


def code_shown(visitor: Visitor) -> str:
    return re.sub(r"\s", "", visitor.sees("ballot-receipt").inner_text())


@pytest.mark.parametrize("script", [True, False])
def test_a_secret_vote_leaves_a_code_that_finds_its_line(crowd: Crowd, hall: Hall, script: bool) -> None:
    poll_id = open_poll(hall, "choice", secrecy=Secrecy.SECRET)
    voter = crowd.someone("member-4" if script else "member-5", script=script).go(f"/polls/{poll_id}")
    voter.press("pick-b")
    expect(voter.mark("confirm-choice")).to_have_text("石榴")
    if script:
        made = voter.page.locator("form[data-made] input[name=tracker]")
        expect(made).to_have_count(1)  # the phone made the code, not the server
    voter.look()
    voter.press("into-the-box")
    code = code_shown(voter)
    assert len(code) == 10
    voter.look()
    voter.go(f"/polls/{poll_id}")
    assert code not in voter.page.content()
    finished(hall, poll_id)
    voter.go(f"/polls/{poll_id}/bulletin")
    voter.mark("tracker-search").fill(f"{code[:4]} {code[4:8]} {code[8:]}")
    voter.mark("tracker-search").press("Enter")
    expect(voter.mark("tracker-hit")).to_have_text("石榴")
    voter.look()


def test_a_paper_is_handed_out_and_read_by_two(crowd: Crowd, hall: Hall) -> None:
    poll_id = open_poll(hall, "straw", ())
    clerk = crowd.someone("recorder", size=DESK).go(f"/polls/{poll_id}/papers")
    clerk.page.locator("#print summary").click()
    clerk.press("make-papers")
    expect(clerk.page.locator(".ballot-sheet")).to_have_count(50)
    with hall.inside() as world:
        name = world.members[6].name
    clerk.go(f"/polls/{poll_id}/papers?q={name}")
    clerk.press("give-paper")
    voter = crowd.someone("member-7").go(f"/polls/{poll_id}")
    expect(voter.page.locator(".ballot")).to_contain_text("纸质票")
    for reader in (clerk, crowd.someone("member-1", size=DESK)):
        reader.go(f"/polls/{poll_id}/papers/paper?serial=0001")
        reader.mark("paper-for").check()
        reader.press("paper-submit")
    clerk.go(f"/polls/{poll_id}/papers")
    expect(clerk.mark("paper-states").locator("li").nth(4)).to_contain_text("1")


def test_a_vote_is_planned_run_and_published_from_the_desk(crowd: Crowd, hall: Hall) -> None:
    chair = crowd.someone("member-1", size=DESK).go("/polls/new")
    chair.press("type-choice")
    chair.look()
    chair.mark("poll-question-field").fill("花园哪天开放？")
    chair.mark("poll-options").fill("周六\n周日")
    chair.page.locator("input[name=electorate][value=members]").check(force=True)
    chair.press("make-poll")
    chair.look()
    chair.press("open-poll-ask")
    chair.press("open-poll")
    poll_id = int(re.search(r"/polls/(\d+)/", chair.page.url)[1])  # type: ignore[index]
    crowd.someone("member-8").go(f"/polls/{poll_id}").press("pick-a")
    chair.go(f"/polls/{poll_id}/desk")
    chair.press("close-poll-ask")
    chair.press("close-poll")
    chair.press("publish-result")
    expect(chair.mark("verdict")).to_contain_text("周六")
    chair.look()
