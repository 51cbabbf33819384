"""The commands at a terminal: what they print, where errors go, with which exit they end."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, text, update

from council.base import clock, stored
from council.base.db import db
from council.charters.presets import numeric_rules
from council.demo import marks
from council.issues.models import Issue
from council.issues.operations import raise_issue, support
from council.journal.operations import Ref
from council.meetings.models import Resolution
from council.meetings.operations.session import adjourn
from council.minutes.operations import approve
from council.minutes.rules import fingerprint
from council.polls.box.models import Bulletin
from council.polls.casting import cast
from council.polls.counting import count
from council.polls.models import Ballot, Poll, PollState, RollEntry, Secrecy
from council.polls.operations import Voter, cancel_poll, close_poll, draft_poll, open_poll
from council.polls.planning.operations import record_lot
from council.tally.rules import Rule
from tests.conventions.scene import set_scene
from tests.polls.kinds import begun, mark_all
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture
def run(app: Flask, world: World):  # type: ignore[no-untyped-def]
    """Run a command in this test's transaction; what the test did before is committed into it."""

    def run(*arguments: str) -> Result:
        db.session.commit()
        return app.test_cli_runner().invoke(args=list(arguments))

    return run


def closed_poll(world: World) -> Poll:
    poll = draft_poll(
        place=world.estate,
        subject=Ref("test", 1),
        question="改成声控灯吗？",
        procedure_code="gy_council",
        actor_id=world.chair.id,
    )
    roll = [Voter(member.id, present=True) for member in world.members[:3]]
    open_poll(poll=poll, roll=roll, actor_id=world.chair.id)
    db.session.commit()
    for member, choice in zip(world.members[:3], ("for", "for", "against"), strict=True):
        cast(poll_id=poll.id, person_id=member.id, epoch=0, choice=choice, now=clock.now())
    return close_poll(poll=db.session.get_one(Poll, poll.id), actor_id=world.chair.id)


# --- verify


def test_verify_says_that_all_is_whole(run, world: World) -> None:  # type: ignore[no-untyped-def]
    closed_poll(world)
    done = run("verify")
    assert done.exit_code == 0, done.output
    assert "1 closed polls" in done.stdout


def test_verify_finds_a_changed_ballot(run, world: World) -> None:  # type: ignore[no-untyped-def]
    poll = closed_poll(world)
    entries = db.select(RollEntry.id).where(RollEntry.poll_id == poll.id)
    db.session.execute(update(Ballot).where(Ballot.roll_entry_id.in_(entries)).values(choice="against"))
    done = run("verify")
    assert done.exit_code == 1
    assert f"poll {poll.id}" in done.stderr
    assert "ballots are not those that were counted" in done.stderr


def test_verify_finds_a_changed_result_and_a_changed_roll(run, world: World) -> None:  # type: ignore[no-untyped-def]
    poll = closed_poll(world)
    true = dict(poll.result or {})
    poll.result = {**true, "outcome": "not_carried"}
    assert "the result is not what the ballots give" in run("verify").stderr
    poll.result = true
    assert run("verify").exit_code == 0
    db.session.execute(update(RollEntry).where(RollEntry.person_id == world.members[0].id).values(weight=9))
    assert "roll is not the one that was frozen" in run("verify").stderr


FORGERIES = [
    ({"state": "cancelled"}, "it is cancelled, but the journal says closed"),
    ({"state": "draft"}, "it is draft, but the journal says closed"),
    ({"question": "要改成别的吗？"}, "the question is not the one that was put"),
    ({"present": 99}, "the numbers of the roll"),
    ({"entitled": 2}, "the numbers of the roll"),
    ({"owners_mode": "statutory"}, "how the owners vote in it is not as it was opened"),
]


@pytest.mark.parametrize(("forged", "said"), FORGERIES, ids=[next(iter(forged)) for forged, _said in FORGERIES])
def test_verify_compares_a_poll_with_what_the_journal_says(  # type: ignore[no-untyped-def]
    run, world: World, forged: dict[str, object], said: str
) -> None:
    poll = closed_poll(world)
    db.session.execute(update(Poll).where(Poll.id == poll.id).values(**forged))
    done = run("verify")
    assert done.exit_code == 1
    assert said in done.stderr


def test_verify_finds_another_verdict_by_another_rule(run, world: World) -> None:  # type: ignore[no-untyped-def]
    poll = closed_poll(world)
    easier = Rule.from_json(poll.rule or {})
    other = next(rule for rule in numeric_rules().values() if rule != easier)
    poll.rule = other.to_json()
    poll.result = count(poll).result
    assert "the rule is not the one it was opened with" in run("verify").stderr


@pytest.fixture
def sealed(world: World) -> Poll:
    """A secret poll with a tie that a lot settled, closed and sealed."""
    poll = begun(world, "choice", ("甲", "乙", "丙"), secrecy=Secrecy.SECRET)
    mark_all(poll, world.members, {'"a"': 3, '"b"': 3})
    close_poll(poll=poll, actor_id=world.chair.id)
    return record_lot(poll=poll, order=["b", "a"], seed="", method="order", witness="何静", actor_id=world.chair.id)


def test_verify_checks_sealed_polls(run, sealed: Poll) -> None:  # type: ignore[no-untyped-def]
    assert "Whole" in run("verify").stdout
    bulletin = db.session.get_one(Bulletin, sealed.id)
    bulletin.ballots = bulletin.ballots.replace('"choice":"a"', '"choice":"c"', 1)
    assert "not those that were counted" in run("verify").stderr


def test_verify_finds_another_bulletin(run, sealed: Poll) -> None:  # type: ignore[no-untyped-def]
    bulletin = db.session.get_one(Bulletin, sealed.id)
    bulletin.about = bulletin.about.replace("改造", "拆掉")
    assert "its bulletin is not the one that was sealed" in run("verify").stderr


def test_verify_finds_a_poll_that_was_taken_away(run, world: World) -> None:  # type: ignore[no-untyped-def]
    poll = closed_poll(world)
    entries = db.select(RollEntry.id).where(RollEntry.poll_id == poll.id)
    db.session.execute(delete(Ballot).where(Ballot.roll_entry_id.in_(entries)))
    db.session.execute(delete(RollEntry).where(RollEntry.poll_id == poll.id))
    db.session.execute(delete(Poll).where(Poll.id == poll.id))
    assert f"poll {poll.id}: the journal knows it, but it is gone" in run("verify").stderr


def test_verify_finds_changed_minutes_motions_and_resolutions(run, world: World) -> None:  # type: ignore[no-untyped-def]
    set_scene(world)
    resolution = db.session.scalars(db.select(Resolution)).one()
    meeting = resolution.meeting
    poll = db.session.scalars(db.select(Poll).where(Poll.state == PollState.OPEN)).one()
    cancel_poll(poll=poll, reason="试一试", actor_id=world.chair.id)
    adjourn(meeting=meeting, actor_id=world.chair.id)
    minutes = approve(meeting=meeting, actor_id=world.recorder.id)
    assert run("verify").stderr == ""
    changes = [
        (resolution, "text", "另一个决议", f"resolution {resolution.id}: the text"),
        (resolution, "force", "binding", f"resolution {resolution.id}: the text"),
        (resolution.motion, "text", "另一个动议", "motion"),
        (resolution.motion, "title", "另一个题目", "motion"),
        (minutes, "document", {**(minutes.document or {}), "venue": "别处"}, f"minutes {minutes.id}: the document"),
        (minutes, "state", "published", f"minutes {minutes.id}: they are published"),
    ]
    for thing, name, forged, said in changes:
        true = getattr(thing, name)
        setattr(thing, name, forged)
        assert said in run("verify").stderr, (said, name)
        setattr(thing, name, true)
    minutes.document = {"venue": "别处"}
    minutes.hash = fingerprint(minutes.document)
    assert "the journal seals another document" in run("verify").stderr


def test_verify_finds_a_missing_end_of_the_journal(run, world: World) -> None:  # type: ignore[no-untyped-def]
    raise_issue(actor_id=world.resident.id, place=world.building, title="灯不亮")
    db.session.execute(text("UPDATE journal_chain SET length = length + 1 WHERE place_id = :p"), {"p": world.estate.id})
    done = run("verify")
    assert done.exit_code == 1
    assert done.stderr.startswith("journal of GY, entry ")


# --- counters


def test_recount_proves_then_mends(run, world: World) -> None:  # type: ignore[no-untyped-def]
    issue = raise_issue(actor_id=world.resident.id, place=world.building, title="灯不亮")
    support(actor_id=world.neighbour.id, issue=issue)
    assert run("recount", "--check").exit_code == 0
    db.session.execute(update(Issue).where(Issue.id == issue.id).values(support_count=7))
    wrong = run("recount", "--check")
    assert wrong.exit_code == 1
    assert f"{issue.number}: 7 supports stored, 1 counted" in wrong.stdout
    assert "1 mended" in run("recount").stdout
    db.session.expire_all()
    assert db.session.get_one(Issue, issue.id).support_count == 1


# --- people and places


def test_a_sign_in_link_by_name_and_door(run, world: World, client: Client) -> None:  # type: ignore[no-untyped-def]
    done = run("sign-in-link", "周敏", "302")
    assert done.exit_code == 0, done.output
    address = done.stdout.strip()
    assert address.startswith("http://127.0.0.1:0/s/")
    path = address.removeprefix("http://127.0.0.1:0")
    assert client.post(path).status_code == 303


@pytest.mark.parametrize("how", ["resident", "周敏"])
def test_a_sign_in_link_by_key_or_name(run, how: str) -> None:  # type: ignore[no-untyped-def]
    assert run("sign-in-link", how).exit_code == 0


def test_a_sign_in_link_by_number(run, world: World) -> None:  # type: ignore[no-untyped-def]
    assert run("sign-in-link", str(world.resident.id)).exit_code == 0


def test_a_name_that_several_bear_is_not_guessed(run, world: World) -> None:  # type: ignore[no-untyped-def]
    world.neighbour.name = world.resident.name
    done = run("sign-in-link", "周敏")
    assert done.exit_code == 2
    assert "several people" in done.stderr
    assert "301" in done.stderr
    assert "302" in done.stderr
    assert done.stdout == ""
    assert run("sign-in-link", "无此人").exit_code == 2


def test_an_alias_of_the_demos_cast_is_known_there_only(run, world: World) -> None:  # type: ignore[no-untyped-def]
    world.resident.key = "resident-zhou"
    assert run("sign-in-link", "voter-1").exit_code == 2
    stored.store(marks.FACT, marks.DEMO)
    assert "周敏" in run("sign-in-link", "voter-1").stderr


@pytest.mark.parametrize("number", ["99999999999999999999", "2147483648", "9" * 5000, "²"], ids=str)
def test_a_number_that_nobody_can_have_finds_nobody(run, number: str) -> None:  # type: ignore[no-untyped-def]
    done = run("sign-in-link", number)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "nobody found" in done.stderr


def test_end_sessions_signs_out_everywhere(run, world: World) -> None:  # type: ignore[no-untyped-def]
    before = world.resident.session_epoch
    done = run("end-sessions", "周敏", "302")
    assert done.exit_code == 0, done.output
    assert "周敏 is signed out everywhere" in done.stdout
    db.session.expire_all()
    assert world.resident.session_epoch == before + 1
    assert run("end-sessions", "无此人").exit_code == 2


def test_public_url_begins_every_link(run, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://yehua.example")
    assert run("sign-in-link", "resident").stdout.startswith("https://yehua.example/s/")


def test_the_tree_of_places(run) -> None:  # type: ignore[no-untyped-def]
    lines = run("places").stdout.splitlines()
    assert lines[0] == "ST  street  青檐街道"
    assert "    GY  estate  桂雨里小区" in lines
    tree = json.loads(run("places", "--json").stdout)
    assert {"code": "GY-B3", "kind": "building", "name": "3栋", "parent": "GY-G7"} in tree


def test_permits_prints_every_permission_in_words(run) -> None:  # type: ignore[no-untyped-def]
    said = run("permits").stdout
    assert "issues.issue.raise" in said
    assert "who lives in the place concerned" in said
    assert "?" not in said


def test_the_demo_refuses_a_place_with_people(run) -> None:  # type: ignore[no-untyped-def]
    done = run("demo")
    assert done.exit_code == 1
    assert "There are people in this database already" in done.stderr
    assert run("demo", "--if-empty").exit_code == 0


# --- deciding


def sheet(folder: Path, *rows: str) -> str:
    path = folder / "votes.csv"
    path.write_text("\n".join(("voter,weight,choice", *rows)), encoding="utf-8")
    return str(path)


def test_decide_prints_the_verdict(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rows = [f"v{n},1,{'for' if n <= 24 else 'against' if n <= 33 else 'absent'}" for n in range(1, 47)]
    done = run("decide", "gy_council", sheet(tmp_path, *rows))
    assert done.exit_code == 0, done.output
    verdict = json.loads(done.stdout)
    assert verdict["outcome"] == "carried"
    assert {"stage", "measure", "numerator", "denominator", "op", "threshold", "holds"} <= set(verdict["tests"][0])


def test_decide_takes_a_rule_written_out(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = sheet(tmp_path, "a,1,for", "b,1,against", "c,1,absent")
    done = run("decide", "quorum=heads/roll>=2/3;pass=heads/present>1/2", path)
    assert json.loads(done.stdout)["outcome"] == "not_carried"


@pytest.mark.parametrize(
    ("preset", "rows", "problem"),
    [
        ("no_such", ("a,1,for",), "no such preset"),
        ("cn_committee_vote", ("a,1,for",), "no numbers"),
        ("gy_council", ("a,1,for", "a,1,against"), "votes.csv:3"),
        ("gy_council", ("a,x,for",), "votes.csv:2"),
    ],
)
def test_decide_ends_with_2_and_one_line(  # type: ignore[no-untyped-def]
    run, tmp_path: Path, preset: str, rows: tuple[str, ...], problem: str
) -> None:
    done = run("decide", preset, sheet(tmp_path, *rows))
    assert (done.exit_code, done.stdout) == (2, "")
    assert problem in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_decide_without_a_file(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("decide", "gy_council", str(tmp_path / "none.csv")).exit_code == 2


# --- this machine


def test_doctor_looks_at_everything_and_names_mends(run, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    done = run("doctor")
    assert done.exit_code == 0, done.output
    for name in ("python", "sqlite", "data directory", "database", "chinese font", "clock", "address"):
        assert f"{name}: " in done.stdout
    monkeypatch.setitem(app.config, "DATA_DIR", "/nowhere/at/all")
    broken = run("doctor")
    assert broken.exit_code == 1
    assert "!!  data directory" in broken.stdout


def test_work_delivers_what_happened_once(run, world: World) -> None:  # type: ignore[no-untyped-def]
    from council.issues.operations import acknowledge

    issue = raise_issue(actor_id=world.resident.id, place=world.building, title="灯不亮")
    with clock.stopped(clock.now() + timedelta(minutes=1)):
        acknowledge(actor_id=world.grid_officer.id, issue=issue)
    first = run("work", "--once").stdout
    assert int(first.split()[0]) >= 1
    assert run("work", "--once").stdout == "0 done.\n"


def test_the_server_has_the_jobs(app: Flask) -> None:
    short = (
        "deliver close_votes sweep_keys step_up plan_series remove_photos remove_expired forget_guesses clear_imports"
    )
    assert [job.__name__ for job in app.extensions["jobs"]] == short.split()
    assert [job.__name__ for job in app.extensions["long_jobs"]] == ["import_rosters"]
