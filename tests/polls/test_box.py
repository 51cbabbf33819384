"""Secret polls: the box, the seal, the bulletin, trackers; what a lost key and a small class of weights mean."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.charters.presets import procedure
from council.polls.box import keys, trackers, verify
from council.polls.box.models import Bulletin, Envelope
from council.polls.box.operations import confirm
from council.polls.box.queries import bulletin_of
from council.polls.box.reading import in_box, letters
from council.polls.box.sealing import sweep
from council.polls.casting import Receipt, Refusal, cast
from council.polls.kinds import TEMPLATES
from council.polls.models import Ballot, Poll, PollState, Secrecy
from council.polls.operations import cancel_poll, close_poll, open_poll, publish_result, reopen_poll
from council.polls.planning.checks import NewOption
from council.polls.planning.operations import begin_poll, record_lot
from council.polls.rules import Voter, Why
from tests.polls.kinds import begun, entry_of, mark_all, marks, planned
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("in_english")
WAYS = ("甲", "乙", "丙")


def secret(world: World) -> Poll:
    return begun(world, "choice", WAYS, secrecy=Secrecy.SECRET)


def published(poll: Poll, folder: Path) -> Path:
    """The three files as a resident downloads them."""
    bulletin = bulletin_of(poll.id)
    assert bulletin is not None
    (folder / "poll.json").write_bytes(bulletin.about.encode())
    (folder / "ballots.jsonl").write_bytes(bulletin.ballots.encode())
    (folder / "seal.txt").write_text(bulletin.seal)
    return folder


def test_a_secret_vote_is_marked_without_time_and_boxed_without_voter(world: World) -> None:
    poll = secret(world)
    assert keys.path_of(poll.id).stat().st_mode & 0o777 == 0o600
    receipt = marks(poll, world.chair, '"a"')
    assert isinstance(receipt, Receipt)
    assert (receipt.ballot.choice, receipt.ballot.voted) == (None, True)
    assert entry_of(poll, world.chair).marked_at == poll.opened_at, "no finer than the poll itself"
    assert db.session.scalar(db.select(db.func.count()).select_from(Ballot).where(Ballot.poll_id == poll.id)) == 0
    assert in_box(poll.id) == 1
    marks(poll, world.members[1], '"c"')
    lengths = {len(sealed) for sealed in db.session.scalars(db.select(Envelope.sealed))}
    assert len(lengths) == 1, "no envelope tells by its length what is in it"


def test_a_secret_vote_is_final_and_has_its_own_way(world: World) -> None:
    poll = secret(world)
    marks(poll, world.chair, '"a"')
    for refused in (marks(poll, world.chair, '"a"'), marks(poll, world.chair, '"b"')):
        assert isinstance(refused, Refusal)
        assert refused.why == Why.FINAL
    named = cast(poll_id=poll.id, person_id=world.members[1].id, epoch=0, choice="for", now=poll.opened_at)  # type: ignore[arg-type]
    assert isinstance(named, Refusal)
    assert named.why == Why.SECRET
    open_one = begun(world, "choice", WAYS)
    from council.polls.box.putting import put

    keys.make(open_one.id)
    boxed = put(poll_id=open_one.id, person_id=world.chair.id, epoch=0, choice='"a"', tracker="x", now=poll.opened_at)  # type: ignore[arg-type]
    keys.destroy(open_one.id)
    assert isinstance(boxed, Refusal)
    assert boxed.why == Why.NAMED


def test_sealing_publishes_the_sorted_list_and_destroys_the_key(world: World, tmp_path: Path) -> None:
    poll = secret(world)
    mark_all(poll, world.members, {'"a"': 6, '"b"': 3})
    closed = close_poll(poll=poll, actor_id=world.chair.id)
    db.session.commit()
    assert (in_box(poll.id), keys.path_of(poll.id).exists()) == (0, False)
    bulletin = db.session.get_one(Bulletin, poll.id)
    lines = [json.loads(line) for line in bulletin.ballots.splitlines()]
    assert [line["tracker"] for line in lines] == sorted(line["tracker"] for line in lines)
    assert sorted(line["choice"] for line in lines) == ["a"] * 6 + ["b"] * 3
    assert verify.check(published(poll, tmp_path)) == bulletin.seal
    assert closed.result is not None
    assert closed.result["count"]["winners"] == ["a"]
    assert len(letters(poll.id)) == 9
    with pytest.raises(Conflict, match="sealed"):
        reopen_poll(poll=closed, reason="再来", actor_id=world.chair.id)
    late = marks(poll, world.members[20], '"a"')
    assert isinstance(late, Refusal)
    assert late.why == Why.CLOSED
    publish_result(poll=closed, actor_id=world.chair.id)


def test_the_program_runs_alone_and_fails_on_any_changed_byte(world: World, tmp_path: Path) -> None:
    """`python3 -I verify.py`: standard library only; 20 changes of a single byte in any of the files, 20 times FAIL."""
    poll = secret(world)
    mark_all(poll, world.members, {'"a"': 6, '"b"': 3, '"c"': 4})
    close_poll(poll=poll, actor_id=None)
    folder = published(poll, tmp_path)
    program = Path(verify.__file__)
    run = subprocess.run([sys.executable, "-I", str(program), str(folder)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout[:4]) == (0, "PASS"), run.stdout
    chance = Random(5)
    for number in range(20):
        path = folder / ("poll.json", "ballots.jsonl", "ballots.jsonl", "seal.txt")[number % 4]
        whole = path.read_bytes()
        at = chance.randrange(len(whole))
        other = chance.choice([byte for byte in range(256) if byte != whole[at]])
        path.write_bytes(whole[:at] + bytes([other]) + whole[at + 1 :])
        assert verify.main([str(folder)]) == 1, f"{path.name}, byte {at}: {whole[at]} became {other}"
        path.write_bytes(whole)
    assert verify.main([str(folder), "0" * 64]) == 1
    assert verify.main([str(folder)]) == 0


def test_a_changed_choice_fails_even_with_a_seal_made_anew(world: World, tmp_path: Path) -> None:
    """Whoever changes ballots and makes the hashes fit again is found by the count, or by the seal on the wall."""
    from council.base.ids import fingerprint
    from council.journal.rules import canonical

    poll = secret(world)
    mark_all(poll, world.members, {'"a"': 6, '"b"': 3})
    close_poll(poll=poll, actor_id=None)
    folder = published(poll, tmp_path)
    seal = (folder / "seal.txt").read_text()
    ballots = (folder / "ballots.jsonl").read_text().replace('"choice":"a"', '"choice":"b"')
    about = json.loads((folder / "poll.json").read_text()) | {"ballots_sha256": fingerprint(ballots)}
    (folder / "ballots.jsonl").write_text(ballots)
    (folder / "poll.json").write_text(canonical(about) + "\n")
    (folder / "seal.txt").unlink()
    assert verify.main([str(folder)]) == 1, "the published result does not fit the ballots"
    assert verify.main([str(folder), seal]) == 1


METHODS = {
    "approval": ("election", ['["a"]', '["a","b"]', '["c"]']),
    "irv": ("election", ['["a","b"]', '["b"]', '["c","b"]']),
    "stv-scottish": ("election", ['["a","b"]', '["b","c"]', '["c"]']),
    "plurality": ("choice", ['"a"', '"b"', '"a"']),
    "score": ("choice", ['{"a":5,"b":1}', '{"b":4}', '{"c":2}']),
    "schulze": ("ranking", ['["a","b"]', '["b","c"]', '["c","a"]']),
    "borda": ("ranking", ['["a","b"]', '["b","c"]', '["c","a"]']),
    "pb-greedy-skip": ("budget", ['["a","b"]', '["b"]', '["c"]']),
    "pb-greedy-stop": ("budget", ['["a","b"]', '["b"]', '["c"]']),
    "pb-equal-shares": ("budget", ['["a","b"]', '["b"]', '["c"]']),
}


def test_every_method_of_the_site_is_tried_below() -> None:
    offered = {method for each in TEMPLATES.values() for method in each.methods if "secret" in each.secrecies}
    assert offered == {*METHODS, "decide"}


@pytest.mark.parametrize("method", METHODS)
def test_the_program_counts_every_method_of_the_site(world: World, tmp_path: Path, method: str) -> None:
    template, choices = METHODS[method]
    options = [NewOption("甲", 40), NewOption("乙", 50), NewOption("丙", 30)]
    settings = (
        {"budget": 100} if template == "budget" else {"seats": 2} if method in ("approval", "stv-scottish") else {}
    )
    poll = begun(world, template, options, method=method, secrecy=Secrecy.SECRET, **settings)
    mark_all(poll, world.members, dict(zip(choices, (7, 5, 4), strict=True)))
    close_poll(poll=poll, actor_id=None)
    verify.check(published(poll, tmp_path))


def test_a_motion_by_area_with_classes_of_five_is_counted_and_checked(world: World, tmp_path: Path) -> None:
    """Owners: ten with 92.50 m², six with 78.30 m². A thirteenth with both would be named by the weight: refused."""
    roll = [Voter(member.id, True, 925_000 if at < 10 else 783_000) for at, member in enumerate(world.members[:16])]
    poll = planned(world, "motion", secrecy=Secrecy.SECRET, procedure="cn_owners_ordinary")
    with pytest.raises(Invalid, match="needs 5 voters with each weight"):
        open_poll(poll=poll, roll=[*roll, Voter(world.resident.id, True, 1_708_000)], actor_id=None)
    open_poll(poll=poll, roll=roll, actor_id=None)
    db.session.commit()
    from council.base import clock
    from council.polls.box.putting import put

    for at, voter in enumerate(roll[:14]):
        stance = '"for"' if at < 9 else '"against"'
        code = trackers.made()
        outcome = put(
            poll_id=poll.id,
            person_id=voter.person_id,
            epoch=0,
            choice=stance,
            tracker=code,
            now=clock.now(),
            weight=voter.weight,
        )
        assert isinstance(outcome, Receipt)
    closed = close_poll(poll=poll, actor_id=None)
    assert (closed.result or {})["outcome"] == "carried"
    verify.check(published(poll, tmp_path))
    first = json.loads((tmp_path / "ballots.jsonl").read_text().splitlines()[0])
    assert first["weight"] in (925_000, 783_000)


def test_a_tie_in_a_sealed_poll_is_settled_by_a_lot_and_stays_checkable(world: World, tmp_path: Path) -> None:
    poll = secret(world)
    mark_all(poll, world.members, {'"a"': 3, '"b"': 3})
    closed = close_poll(poll=poll, actor_id=None)
    verify.check(published(poll, tmp_path))
    seal = bulletin_of(poll.id).seal  # type: ignore[union-attr]
    record_lot(poll=closed, order=["b", "a"], seed="碗", method="order", witness="何静", actor_id=world.chair.id)
    assert (closed.result or {})["count"]["winners"] == ["b"]
    assert bulletin_of(poll.id).seal == seal  # type: ignore[union-attr]


def test_without_its_key_a_box_is_read_by_nobody(world: World) -> None:
    poll = secret(world)
    mark_all(poll, world.members, {'"a"': 3})
    keys.path_of(poll.id).rename(keys.path_of(poll.id).with_suffix(".gone"))
    with pytest.raises(keys.KeyLost):
        close_poll(poll=poll, actor_id=None)
    db.session.rollback()
    assert db.session.get_one(Poll, poll.id).state == PollState.OPEN, "nothing is closed, nothing is lost"
    cancelled = cancel_poll(poll=db.session.get_one(Poll, poll.id), reason="密钥丢失", actor_id=world.chair.id)
    assert (cancelled.state, in_box(poll.id)) == (PollState.CANCELLED, 0)


def test_a_letter_made_with_another_key_does_not_open(world: World) -> None:
    poll = secret(world)
    sealed = keys.enclose(poll.id, b"{}")
    keys.make(poll.id)
    with pytest.raises(keys.KeyLost):
        keys.disclose(poll.id, [sealed])
    with pytest.raises(ValueError, match="longer"):
        keys.enclose(poll.id, b"x" * 2049)


def test_keys_that_were_left_over_are_swept(world: World) -> None:
    poll, going_on = secret(world), secret(world)
    close_poll(poll=poll, actor_id=None)
    db.session.commit()
    keys.make(poll.id)  # as if the power had failed between the seal and the key
    assert sweep() == 1
    assert (keys.path_of(poll.id).exists(), keys.path_of(going_on.id).exists()) == (False, True)
    keys.destroy(poll.id)


def test_scrutineers_confirm_the_seal_that_they_see(world: World) -> None:
    poll = secret(world)
    with pytest.raises(Conflict, match="not sealed"):
        confirm(poll=poll, seal="", actor_id=world.supervisor.id)
    close_poll(poll=poll, actor_id=None)
    seal = bulletin_of(poll.id).seal  # type: ignore[union-attr]
    with pytest.raises(Conflict, match="not the seal"):
        confirm(poll=poll, seal="0" * 64, actor_id=world.supervisor.id)
    first = confirm(poll=poll, seal=seal, actor_id=world.supervisor.id)
    assert confirm(poll=poll, seal=seal, actor_id=world.supervisor.id).id == first.id


def test_an_election_of_the_committee_is_secret_by_its_procedure(world: World) -> None:
    assert procedure("cn_committee_election").secret
    poll = planned(world, "motion", procedure="cn_committee_election")
    begin_poll(poll=poll, actor_id=None)
    assert (poll.secrecy, poll.changeable) == (Secrecy.SECRET, False)


def test_trackers_have_a_sign_that_checks_them() -> None:
    code = trackers.made()
    assert trackers.read(code.lower()) == code
    assert trackers.read(f" {code[:4]}-{code[4:8]} {code[8:]} ") == code
    assert trackers.read(code, "桂花") == f"{code}-桂花"
    assert trackers.shown(f"{code}-桂花") == f"{code[:4]} {code[4:8]} {code[8:]} · 桂花"
    assert trackers.shown("P7K3M2Q") == "P7K3M2Q"
    for text, word in (("", ""), (code[:-1], ""), (code, "长" * 9), (code, "a b"), (code, "<b>")):
        with pytest.raises(trackers.BadTracker):
            trackers.read(text, word)


@given(
    st.text(alphabet=trackers.ALPHABET, min_size=9, max_size=9), st.integers(0, 8), st.sampled_from(trackers.ALPHABET)
)
def test_one_wrong_sign_is_noticed(signs: str, at: int, other: str) -> None:
    code = signs + trackers.check_sign(signs)
    wrong = code[:at] + other + code[at + 1 :]
    if wrong != code and {code[at], other} != {"0", "Z"}:
        with pytest.raises(trackers.BadTracker):
            trackers.read(wrong)


def test_the_key_is_in_no_backup(app: Flask, world: World, tmp_path: Path) -> None:
    from council.cli import copies

    poll = secret(world)
    key = keys.path_of(poll.id).read_bytes()
    assert keys.FOLDER not in Path(copies.__file__).read_text(encoding="utf-8")
    assert len(key) == keys.KEY_BYTES
