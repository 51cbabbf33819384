"""The pages of votes that no meeting holds, as browsers without script use them: plan, open, mark, read, publish."""

import re
from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.polls.models import Poll, PollState, Secrecy
from council.polls.operations import close_poll, publish_result
from council.polls.papers.models import Paper
from council.polls.planning.checks import NewOption
from tests.polls.kinds import begun, entry_of, mark_all, planned
from tests.support.client import Client
from tests.support.world import World

WAYS = ("东门", "西门", "北门")


def newest() -> Poll:
    return db.session.scalars(db.select(Poll).order_by(Poll.id.desc())).first()  # type: ignore[return-value]


def form(world: World, **more: object) -> dict[str, object]:
    base = {"place": world.estate.code, "question": "改造哪里？", "electorate": "members", "secrecy": "open"}
    return {**base, "method": "plurality", **more}


def test_a_vote_from_plan_to_result(client: Client, world: World) -> None:
    client.as_(world.chair)
    assert "Plan a vote" in client.get("/polls/").text
    assert client.get("/polls/new").text.count("type-") >= 7
    assert "One a line" in client.get("/polls/new?type=choice").text
    sent = form(world, type="choice", options="东门\n西门\n", floor="")
    answer = client.post("/polls/new", sent)
    poll = newest()
    assert answer.headers["Location"] == f"/polls/{poll.id}/desk"
    desk = client.get(f"/polls/{poll.id}/desk").text
    assert "东门" in desk
    assert client.as_(world.members[1]).get(f"/polls/{poll.id}").status_code == 404, "a draft is seen by its planner"
    client.as_(world.chair).post(f"/polls/{poll.id}/begin")
    page = client.as_(world.members[1]).get(f"/polls/{poll.id}")
    assert page.text.count('data-test="pick-') == 2
    assert "改造哪里？" in client.get("/polls/").text
    client.post(f"/polls/{poll.id}/ballots", {"marking": "pick", "option": "b"})
    assert "Your vote is recorded: 西门" in client.get(f"/polls/{poll.id}").text
    assert "西门" in client.get(f"/polls/{poll.id}/receipt").text
    client.as_(world.chair).post(f"/polls/{poll.id}/close")
    client.post(f"/polls/{poll.id}/publish")
    shown = client.as_(world.resident).get(f"/polls/{poll.id}").text
    assert re.search(r'data-test="verdict"><b[^>]*>西门', shown)
    assert "Check the count" in shown
    assert "改造哪里？" in client.get("/polls/?show=past").text


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"type": "choice", "options": "一个"}, "at least two options"),
        ({"type": "choice", "options": "a\nb", "question": ""}, "Write down the question."),
        ({"type": "budget", "options": "车棚 46000\n灯", "budget": "9", "method": "pb-greedy-skip"}, "has no cost"),
        ({"type": "budget", "options": "车棚 46000\n灯 5", "method": "pb-greedy-skip"}, "Give the sum to spend."),
        ({"type": "choice", "options": "a\nb", "closes_day": "2020-01-01", "closes_time": "10:00"}, "has passed"),
        ({"type": "choice", "options": "a\nb", "closes_day": "2030-01-01"}, "both the day and the time"),
        ({"type": "choice", "options": "a\nb", "electorate": "everybody"}, "Not a valid choice"),
    ],
)
def test_a_bad_plan_is_said_beside_its_field_and_kept(
    client: Client, world: World, more: dict[str, object], says: str
) -> None:
    answer = client.as_(world.chair).post("/polls/new", form(world, **more))
    assert answer.status_code == 422
    assert says in answer.text
    if more.get("options"):
        assert str(more["options"]).split("\n")[0] in answer.text


def test_a_type_must_be_chosen(client: Client, world: World) -> None:
    assert client.as_(world.chair).post("/polls/new", form(world, type="guess")).status_code == 422
    assert client.as_(world.resident).get("/polls/new").status_code == 403


def test_a_ranking_is_made_by_taps_without_script(client: Client, world: World) -> None:
    poll = begun(world, "ranking", WAYS)
    client.as_(world.members[1])
    page = client.get(f"/polls/{poll.id}?order=&do=add:b").text
    page = client.get(f"/polls/{poll.id}?order=b&do=add:c").text
    page = client.get(f"/polls/{poll.id}?order=b,c&do=up:c").text
    assert re.findall(r'name="order" value="([^"]*)"', page) == ["c,b", "c,b"]
    client.post(f"/polls/{poll.id}/ballots", {"marking": "rank", "order": "c,b"})
    assert "Your vote is recorded: 北门, 西门" in client.get(f"/polls/{poll.id}").text
    twice = client.post(f"/polls/{poll.id}/ballots", {"marking": "rank", "order": "c,c"})
    assert (twice.status_code, "only once" in twice.text) == (422, True)
    part = client.get(f"/polls/{poll.id}/ballot?order=a&do=add:b", htmx=True)
    assert part.text.lstrip().startswith('<section class="ballot"')


def test_a_budget_shows_what_is_left_and_refuses_too_much(client: Client, world: World) -> None:
    options = [NewOption("下水道", 38_000), NewOption("车棚", 46_000), NewOption("路灯", 18_000)]
    poll = begun(world, "budget", options, budget=90_000, within=True)
    client.as_(world.members[1])
    assert "34,000 yuan left" in client.get(f"/polls/{poll.id}?option=a&option=c").text
    over = client.post(f"/polls/{poll.id}/ballots", {"marking": "budget", "option": ["a", "b", "c"]})
    assert over.status_code == 422
    assert "12000 yuan more than there is" in over.text
    assert over.text.count("checked") == 3, "what was ticked is kept"
    client.post(f"/polls/{poll.id}/ballots", {"marking": "budget", "option": ["a", "b"]})
    assert "Your vote is recorded: 下水道, 车棚" in client.get(f"/polls/{poll.id}").text


@pytest.mark.parametrize(
    ("template", "method", "sent", "says"),
    [
        ("choice", "plurality", {"marking": "pick", "option": "z"}, "not on the ballot"),
        ("choice", "plurality", {"marking": "pick", "option": ["a", "b"]}, "Choose only one"),
        ("choice", "approval", {"marking": "approve", "option": ["a", "b", "c"]}, "At most 2"),
        ("choice", "score", {"marking": "points", "points-a": "9"}, "from 0 to 5"),
        ("ranking", "schulze", {"marking": "rank", "order": ""}, "at least one"),
        ("consent", "consent", {"marking": "answer", "choice": "objection"}, "needs its reason"),
    ],
)
def test_a_bad_ballot_says_what_to_do(
    client: Client, world: World, template: str, method: str, sent: dict[str, str], says: str
) -> None:
    options = () if template == "consent" else WAYS
    poll = begun(world, template, options, method=method, at_most=2)
    answer = client.as_(world.members[1]).post(f"/polls/{poll.id}/ballots", sent)
    assert answer.status_code == 422
    assert says in answer.text


def test_points_and_answers_are_recorded(client: Client, world: World) -> None:
    points = begun(world, "choice", WAYS, method="score")
    client.as_(world.members[1]).post(
        f"/polls/{points.id}/ballots", {"marking": "points", "points-a": "5", "points-b": "0", "points-c": "2"}
    )
    assert "Your vote is recorded: 东门 5, 北门 2" in client.get(f"/polls/{points.id}").text
    circle = begun(world, "consent")
    client.post(f"/polls/{circle.id}/ballots", {"marking": "answer", "choice": "concern", "reason": "快一点"})
    assert "Your vote is recorded: I consent, with a concern" in client.get(f"/polls/{circle.id}").text


@pytest.mark.parametrize("htmx", [False, True])
def test_a_secret_vote_is_confirmed_and_its_code_shown_once(client: Client, world: World, htmx: bool) -> None:
    poll = begun(world, "choice", WAYS, secrecy=Secrecy.SECRET)
    client.as_(world.members[1])
    first = client.post(f"/polls/{poll.id}/ballots", {"marking": "pick", "option": "b"}, htmx=htmx)
    assert first.status_code == 200
    assert 'data-test="confirm-choice">西门' in first.text
    assert first.headers["Cache-Control"] == "no-store"
    assert entry_of(poll, world.members[1]).marked_at is None, "nothing is cast before it is confirmed"
    code = re.search(r'name="tracker" value="(\w+)"', first.text)[1]  # type: ignore[index]
    sent = {"marking": "pick", "option": "b", "sure": "1", "tracker": code, "word": "a b"}
    assert "letters and figures only" in client.post(f"/polls/{poll.id}/ballots", sent, htmx=htmx).text
    boxed = client.post(f"/polls/{poll.id}/ballots", {**sent, "word": "桂花"}, htmx=htmx)
    assert f"{code[:4]} {code[4:8]} {code[8:]} · 桂花" in boxed.text
    again = client.post(f"/polls/{poll.id}/ballots", {**sent, "word": ""}, htmx=htmx)
    assert (again.status_code, "that is final" in again.text) == (409, True)
    assert "Your vote is in the box" in client.get(f"/polls/{poll.id}").text
    assert code not in client.get(f"/polls/{poll.id}").text
    assert client.get(f"/polls/{poll.id}/bulletin").status_code == 404
    publish_result(poll=close_poll(poll=poll, actor_id=None), actor_id=None)
    found = client.get(f"/polls/{poll.id}/bulletin?tracker={code[:4]}+{code[4:8]}+{code[8:]}").text
    assert 'data-test="tracker-hit">西门' in found
    assert "No line has this code" in client.get(f"/polls/{poll.id}/bulletin?tracker=0000").text
    for name in ("poll.json", "ballots.jsonl", "verify.py"):
        assert client.get(f"/polls/{poll.id}/bulletin/{name}").status_code == 200
    assert client.as_(None).get(f"/polls/{poll.id}/bulletin").status_code == 200, "published is public"


def test_a_secret_motion_has_its_own_buttons(client: Client, world: World) -> None:
    poll = begun(world, "motion", secrecy=Secrecy.SECRET, procedure="cn_residents_meeting")
    page = client.as_(world.members[1]).get(f"/polls/{poll.id}").text
    assert 'name="marking" value="stance"' in page
    asked = client.post(f"/polls/{poll.id}/ballots", {"marking": "stance", "choice": "against"})
    assert 'name="choice" value="against"' in asked.text
    named = client.post(f"/polls/{poll.id}/ballots", {"choice": "for"})
    assert named.status_code == 409


def test_scrutineers_confirm_on_the_bulletin(client: Client, world: World) -> None:
    poll = begun(world, "choice", WAYS, secrecy=Secrecy.SECRET)
    mark_all(poll, world.members, {'"a"': 3})
    close_poll(poll=poll, actor_id=None)
    page = client.as_(world.supervisor).get(f"/polls/{poll.id}/bulletin").text
    seal = re.search(r'name="seal" value="(\w{64})"', page)[1]  # type: ignore[index]
    client.post(f"/polls/{poll.id}/bulletin/confirmations", {"seal": seal})
    assert world.supervisor.name in client.get(f"/polls/{poll.id}/bulletin").text
    assert (
        client.as_(world.resident).post(f"/polls/{poll.id}/bulletin/confirmations", {"seal": seal}).status_code == 403
    )


def test_the_paper_desk(client: Client, world: World) -> None:
    poll = begun(world, "straw")
    client.as_(world.recorder)
    client.post(f"/polls/{poll.id}/papers/print", {"count": "3"})
    assert client.get(f"/polls/{poll.id}/papers/sheets").text.count('class="ballot-sheet"') == 3
    assert world.members[4].name in client.get(f"/polls/{poll.id}/papers/list").text
    found = client.get(f"/polls/{poll.id}/papers?q={world.members[2].name}").text
    assert found.count('data-test="give-paper"') == 1
    entry = entry_of(poll, world.members[2])
    client.post(f"/polls/{poll.id}/papers/out/{entry.id}")
    refused = client.as_(world.members[2]).get(f"/polls/{poll.id}").text
    assert "A paper ballot has been given out" in refused
    sent = {"serial": "0001", "choice": "for"}
    assert client.as_(world.recorder).post(f"/polls/{poll.id}/papers/paper", sent).status_code == 303
    twice = client.post(f"/polls/{poll.id}/papers/paper", {**sent, "choice": "against"})
    assert (twice.status_code, "You have read paper 0001 already" in twice.text) == (409, True)
    assert client.post(f"/polls/{poll.id}/papers/paper", {"serial": "0001"}).status_code == 422
    client.as_(world.chair).post(f"/polls/{poll.id}/papers/paper", {**sent, "choice": "against"})
    assert "Paper 0001 was read differently" in client.get(f"/polls/{poll.id}/papers").text
    client.post(f"/polls/{poll.id}/papers/paper", sent)
    assert db.session.scalars(db.select(Paper.state).where(Paper.serial == "0001")).one() == "counted"
    by_hand = entry_of(poll, world.members[3])
    client.post(f"/polls/{poll.id}/hands/{by_hand.id}")
    assert client.post(f"/polls/{poll.id}/hands", {"for": "2", "against": "0", "abstain": "0"}).status_code == 422
    assert client.post(f"/polls/{poll.id}/hands", {"for": "1", "against": "0", "abstain": "0"}).status_code == 303
    helped = entry_of(poll, world.members[4])
    assert world.members[4].name in client.get(f"/polls/{poll.id}/helped/{helped.id}").text
    assert client.post(f"/polls/{poll.id}/helped/{helped.id}", {}).status_code == 422
    assert client.post(f"/polls/{poll.id}/helped/{helped.id}", {"choice": "abstain"}).status_code == 303
    assert client.post(f"/polls/{poll.id}/papers/void", {"serial": "0002", "reason": ""}).status_code == 422
    assert client.post(f"/polls/{poll.id}/papers/void", {"serial": "0002", "reason": "破了"}).status_code == 303
    client.post(f"/polls/{poll.id}/close")
    client.post(f"/polls/{poll.id}/publish")
    page = client.get(f"/polls/{poll.id}").text
    assert 'data-test="channels"' in page
    assert client.as_(world.resident).get(f"/polls/{poll.id}/papers").status_code == 403


def test_the_desk_extends_excludes_and_calls_off(client: Client, world: World) -> None:
    poll = planned(world, "choice", WAYS)
    client.as_(world.chair)
    nobody = client.post(f"/polls/{poll.id}/exclusions", {"name": "没有这个人", "reason": "亲属"})
    assert (nobody.status_code, "Nobody here has this name." in nobody.text) == (422, True)
    client.post(f"/polls/{poll.id}/exclusions", {"name": world.resident.name, "reason": "承包人"})
    assert "承包人" in client.get(f"/polls/{poll.id}/desk").text
    client.post(f"/polls/{poll.id}/exclusions/{world.resident.id}/back")
    assert "承包人" not in client.get(f"/polls/{poll.id}/desk").text
    option = poll.options[0].id
    assert client.post(f"/polls/{poll.id}/options/{option}/exclusion", {"reason": ""}).status_code == 422
    client.post(f"/polls/{poll.id}/options/{option}/exclusion", {"reason": "已立项"})
    client.post(f"/polls/{poll.id}/begin")
    day = clock.local(clock.now() + timedelta(days=2))
    sent = {"closes_day": f"{day:%Y-%m-%d}", "closes_time": "20:00", "reason": "下雨"}
    assert client.post(f"/polls/{poll.id}/extend", {**sent, "reason": ""}).status_code == 422
    assert client.post(f"/polls/{poll.id}/extend", sent).status_code == 303
    assert "Open until" in client.as_(world.members[1]).get(f"/polls/{poll.id}").text
    client.as_(world.chair)
    assert client.post(f"/polls/{poll.id}/cancel", {"reason": ""}).status_code == 422
    client.post(f"/polls/{poll.id}/cancel", {"reason": "改天再说"})
    assert db.session.get_one(Poll, poll.id).state == PollState.CANCELLED


def test_a_tie_is_drawn_on_the_desk(client: Client, world: World) -> None:
    poll = begun(world, "choice", WAYS)
    mark_all(poll, world.members, {'"a"': 2, '"b"': 2})
    client.as_(world.chair).post(f"/polls/{poll.id}/close")
    desk = client.get(f"/polls/{poll.id}/desk").text
    assert 'data-test="record-lot"' in desk
    assert 'data-test="publish-result"' not in desk
    assert client.post(f"/polls/{poll.id}/lot", {"order": "b", "witness": "何静"}).status_code == 422
    client.post(f"/polls/{poll.id}/lot", {"order": "b, a", "seed": "碗", "witness": "何静"})
    assert 'data-test="publish-result"' in client.get(f"/polls/{poll.id}/desk").text


def test_a_vote_of_a_meeting_is_not_run_from_the_desk(client: Client, world: World) -> None:
    from tests.polls.making import opened

    poll = opened(world)
    client.as_(world.chair)
    assert client.get(f"/polls/{poll.id}/desk").status_code == 200
    assert client.post(f"/polls/{poll.id}/close").status_code == 404


def test_lists_cost_the_same_queries_however_long(client: Client, world: World, count_queries: list[str]) -> None:
    client.as_(world.chair)
    begun(world, "choice", WAYS)
    client.get("/polls/")
    count_queries.clear()
    client.get("/polls/")
    few = len(count_queries)
    for _number in range(6):
        begun(world, "choice", WAYS)
    count_queries.clear()
    assert client.get("/polls/").text.count("改造哪里？") == 7
    assert len(count_queries) == few
    count_queries.clear()
    client.get(f"/polls/{newest().id}/papers")
    assert len(count_queries) <= 20
