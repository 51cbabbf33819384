"""Who voted what in a secret poll is found by chance only: from the files, the log, the backups after sealing.

The attacker is given more than a thief would have: the exact order in which people voted, as a write-ahead log of
the roll would show it. They pair the first voter with the first ballot that they find, and so on. By chance one of
sixty fits; with the plainest design (rows in the order of casting) all sixty do, which the first test shows.
"""

import base64
import json
import random
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from council.base import clock
from council.base.db import db
from council.cli.copies import backup
from council.polls.box import keys
from council.polls.box.models import Bulletin
from council.polls.box.putting import put
from council.polls.box.trackers import ALPHABET, check_sign
from council.polls.casting import Receipt
from council.polls.kinds import Electorate
from council.polls.models import Poll, RollEntry, Secrecy
from council.polls.operations import close_poll
from council.residents.operations import enrol
from tests.polls.arenas import arena
from tests.polls.kinds import begun
from tests.support.world import World

pytestmark = pytest.mark.race

VOTERS = 60
#: Of sixty pairs by chance one fits; eight or more do so once in 100,000 times.
CHANCE = 7


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on files of its own, so that their bytes can be read."""
    with arena(request.param, tmp_path_factory.mktemp("link")) as app:
        yield app


@dataclass(frozen=True)
class Held:
    """A sealed poll, with what really happened: voters in the order of their votes, and each one's code."""

    poll_id: int
    order: list[int]
    tracker_of: dict[int, str]
    key: bytes
    during: Path


@pytest.fixture(scope="module")
def held(ground: Flask, tmp_path_factory: pytest.TempPathFactory) -> Held:
    """Sixty people vote in a random order, then the poll is sealed. A backup was taken in the middle of the vote."""
    chance = random.Random(11)
    with ground.app_context():
        world = World.load()
        people = [enrol(key=f"link-{n}", name=f"邻居{n:02d}", place=world.building).id for n in range(VOTERS)]
        poll = begun(world, "choice", ("甲", "乙", "丙"), secrecy=Secrecy.SECRET, electorate=Electorate.PERSONS)
        poll_id, key = poll.id, keys.path_of(poll.id).read_bytes()
        order = chance.sample(people, VOTERS)
        tracker_of = {person: _code(chance) for person in people}
        during = tmp_path_factory.mktemp("during")
        for number, person in enumerate(order):
            choice = json.dumps(chance.choice("abc"))
            outcome = put(
                poll_id=poll_id, person_id=person, epoch=0, choice=choice, tracker=tracker_of[person], now=clock.now()
            )
            assert isinstance(outcome, Receipt)
            if number == VOTERS // 2:
                db.session.remove()
                _backed_up(ground, during)
        close_poll(poll=db.session.get_one(Poll, poll_id), actor_id=None)
        db.session.remove()
    return Held(poll_id, order, tracker_of, key, during)


def _code(chance: random.Random) -> str:
    signs = "".join(chance.choice(ALPHABET) for _sign in range(9))
    return signs + check_sign(signs)


def _backed_up(app: Flask, folder: Path) -> None:
    run = app.test_cli_runner().invoke(backup, [str(folder)])
    assert run.exit_code == 0, run.output


def _files(app: Flask, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything an attacker gets after the sealing: database files, logs, a backup, the data directory."""
    _backed_up(app, folder)
    data = Path(app.config["DATA_DIR"])
    for root in (data, folder):
        yield from _all_in(root)
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            yield from _postgres_files()
        db.session.remove()


def _all_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from _opened(path)


def _opened(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.suffix in (".gz", ".tgz") or path.name.endswith(".tar.gz"):
        with tarfile.open(path) as archive:
            for member in archive.getmembers():
                file = archive.extractfile(member)
                if file is not None:
                    yield f"{path.name}:{member.name}", file.read()
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                yield f"{path.name}:{name}", packed.read(name)
    else:
        yield path.name, path.read_bytes()


def _postgres_files() -> Iterator[tuple[str, bytes]]:
    """The pages of the tables and the write-ahead log, as the server has them on disk."""
    db.session.execute(text("CHECKPOINT"))
    for table in ("envelope", "roll_entry", "bulletin", "journal_entry", "once"):
        where = db.session.scalar(text(f"SELECT pg_relation_filepath('{table}')"))
        yield table, bytes(db.session.scalar(text(f"SELECT pg_read_binary_file('{where}')")) or b"")
    rows = db.session.execute(text("SELECT about, ballots FROM bulletin")).all()  # else compressed, out of line
    yield "bulletin, as it reads", "".join(part for row in rows for part in row).encode()
    for (name,) in db.session.execute(text("SELECT name FROM pg_ls_waldir() ORDER BY modification")).all():
        yield f"wal {name}", bytes(db.session.scalar(text(f"SELECT pg_read_binary_file('pg_wal/{name}')")) or b"")


def _hits(held: Held, found: list[str]) -> int:
    """How many voters are paired with their own ballot, if the first to vote goes with the first found, and so on."""
    pairs = zip(held.order, found, strict=False)
    return sum(held.tracker_of[person] == tracker for person, tracker in pairs)


def _order_in(data: bytes, trackers: list[str]) -> list[str]:
    places = {tracker: data.find(tracker.encode()) for tracker in trackers}
    return sorted((tracker for tracker in trackers if places[tracker] >= 0), key=lambda tracker: places[tracker])


def test_rows_in_the_order_of_casting_would_give_everybody_away(held: Held) -> None:
    """The control: the attack works where there is something to find."""
    naive = "".join(held.tracker_of[person] for person in held.order).encode()
    assert _hits(held, _order_in(naive, list(held.tracker_of.values()))) == VOTERS


def test_no_file_log_or_backup_holds_the_ballots_in_an_order_that_tells(
    ground: Flask, held: Held, tmp_path: Path
) -> None:
    trackers = list(held.tracker_of.values())
    holding = 0
    for name, data in _files(ground, tmp_path):
        found = _order_in(data, trackers)
        holding += len(found) == VOTERS
        for order in (found, found[::-1]):
            assert _hits(held, order) <= CHANCE, f"{name}: {_hits(held, order)} of {VOTERS}"
    assert holding, "the bulletin must have been among the files, else nothing was looked at"


def test_by_row_id_and_by_transaction_neither(ground: Flask, held: Held) -> None:
    with ground.app_context():
        bulletin = db.session.get_one(Bulletin, held.poll_id)
        lines = [json.loads(line)["tracker"] for line in bulletin.ballots.splitlines()]
        entries = db.session.execute(
            db.select(RollEntry.person_id, RollEntry.marked_at).where(RollEntry.poll_id == held.poll_id)
        ).all()
        marked = [person for person, at in entries if at is not None]
        assert len({at for _person, at in entries if at is not None}) == 1, "no mark has a time of its own"
        assert sum(held.tracker_of[p] == t for p, t in zip(marked, lines, strict=True)) <= CHANCE
        if db.engine.dialect.name == "postgresql":
            query = text(
                "SELECT person_id FROM roll_entry WHERE poll_id = :poll AND marked_at IS NOT NULL "
                "ORDER BY xmin::text::bigint, ctid"
            )
            by_transaction = list(db.session.scalars(query, {"poll": held.poll_id}))
            assert sum(held.tracker_of[p] == t for p, t in zip(by_transaction, lines, strict=True)) <= CHANCE
            rows = text("SELECT count(DISTINCT xmin::text) FROM bulletin WHERE poll_id = :poll")
            assert db.session.scalar(rows, {"poll": held.poll_id}) == 1, "all ballots came in one transaction"
        db.session.remove()


def test_the_key_is_in_none_of_them_and_without_it_nothing_opens(ground: Flask, held: Held, tmp_path: Path) -> None:
    """What is left of the envelopes is noise: the key that reads them is in no file, log or backup."""
    with ground.app_context():
        assert not keys.path_of(held.poll_id).exists()
    forms = (held.key, base64.b64encode(held.key), held.key.hex().encode())
    for name, data in (*_files(ground, tmp_path), *_all_in(held.during)):
        assert not any(form in data for form in forms), name


def test_a_backup_taken_during_the_vote_holds_no_ballot(held: Held) -> None:
    """Not even plain words: envelopes only, and their key is no part of it."""
    trackers = list(held.tracker_of.values())
    files = list(_all_in(held.during))
    assert files
    for name, data in files:
        assert not _order_in(data, trackers), name
