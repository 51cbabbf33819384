"""Putting the record of a counted vote together."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from importlib import resources

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from council.base.db import db, operation
from council.base.errors import Conflict
from council.journal.models import JournalEntry
from council.journal.queries import history
from council.journal.rules import canonical
from council.polls.box.queries import bulletin_of
from council.polls.counting import cast_in
from council.polls.entering import enter
from council.polls.models import Ballot, Poll, RollEntry, Secrecy
from council.polls.owners import sealed, words_of

#: Higher rooms add what belongs to the record of a vote that they hold, e.g. the minutes: file name → text.
more_parts: list[Callable[[Poll], Mapping[str, str]]] = []

ROLL = ("person", "name", "present", "weight", "label", "voted", "channel")
BALLOTS = ("person", "choice")


@operation
def export_record(*, poll: Poll, actor_id: int) -> bytes:
    """The record as a zip file. It holds names, so the journal says who took it.

    Raises:
        Conflict: it is not counted yet.
    """
    if poll.result is None:
        raise Conflict(_("Count the vote first. Then its record can be saved."))
    files = record_of(poll)
    enter(poll, "record_exported", actor_id, (), {"ballots_digest": poll.ballots_digest})
    return zipped(files)


def record_of(poll: Poll) -> dict[str, str]:
    """The files of a counted vote: name → text. Of a secret one its sealed files, never who marked what."""
    files = {
        "vote.json": canonical(_about(poll)) + "\n",
        "roll.csv": _table(ROLL, _roll(poll.id)),
        "journal.jsonl": "".join(canonical(_entry(each)) + "\n" for each in history("poll", poll.id)),
        "check.py": resources.files(__package__).joinpath("check.py").read_text(encoding="utf-8"),
    }
    if (box := bulletin_of(poll.id)) is not None:
        files |= {"poll.json": box.about, "ballots.jsonl": box.ballots}
        files["verify.py"] = resources.files("council.polls.box").joinpath("verify.py").read_text(encoding="utf-8")
    else:
        files["ballots.csv"] = _table(BALLOTS, _ballots(poll))
    for parts in more_parts:
        files |= parts(poll)
    return files


def zipped(files: Mapping[str, str]) -> bytes:
    """The files in one zip, in the order of their names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(name, files[name])
    return file.getvalue()


def _about(poll: Poll) -> dict[str, object]:
    times = {"opened": poll.opened_at, "closed": poll.closed_at, "published": poll.published_at}
    result = {name: value for name, value in (poll.result or {}).items() if name != "explanation"}
    return {
        "vote": poll.id,
        "place": poll.place.name,
        "question": poll.question,
        "detail": poll.detail,
        "procedure": poll.procedure,
        "rule": poll.rule,
        **_owners(poll),
        "method": poll.method,
        "settings": poll.settings,
        "options": [[each.key, each.title, each.cost, each.excluded] for each in poll.options],
        "secrecy": poll.secrecy,
        "state": poll.state,
        "entitled": poll.entitled,
        "present": poll.present,
        "times": {name: at.isoformat() for name, at in times.items() if at},
        "hands": poll.hands,
        "lot": poll.lot,
        "result": result,
        "roll_hash": poll.roll_hash,
        "ballots_digest": poll.ballots_digest,
    }


def _owners(poll: Poll) -> dict[str, object]:
    """How an owners' vote was held, as data and in the words that stand on its pages."""
    return {**sealed(poll), "owners_words": words_of(poll)} if poll.owners_mode else {}


def _roll(poll_id: int) -> Iterable[tuple[object, ...]]:
    lines = select(RollEntry).options(joinedload(RollEntry.person)).where(RollEntry.poll_id == poll_id)
    for line in db.session.scalars(lines.order_by(RollEntry.person_id)):
        voted = "yes" if line.marked_at else "no"
        there = "yes" if line.present else "no"
        yield line.person_id, line.person.name, there, line.weight, line.label, voted, line.channel or ""


def _ballots(poll: Poll) -> Iterable[tuple[object, ...]]:
    """By name: person and choice. Else the choices alone, in their own order, under person 0."""
    if poll.secrecy != Secrecy.OPEN:
        return sorted((0, each.choice) for each in cast_in(poll))
    named = (
        select(RollEntry.person_id, Ballot.choice, Ballot.marks)
        .join(Ballot, Ballot.roll_entry_id == RollEntry.id)
        .where(RollEntry.poll_id == poll.id)
        .order_by(RollEntry.person_id)
    )
    return [(person, marks or choice) for person, choice, marks in db.session.execute(named)]


def _entry(entry: JournalEntry) -> dict[str, object]:
    return {
        "seq": entry.seq,
        "at": entry.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "place": entry.place_id,
        "actor": entry.actor_id,
        "action": entry.action,
        "refs": [[ref.kind, ref.thing_id] for ref in entry.refs],
        "data": entry.data,
        "before": entry.before,
        "hash": entry.hash,
    }


def _table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return file.getvalue()
