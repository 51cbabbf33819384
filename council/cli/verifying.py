"""`flask verify`: whether what is stored is what the journal says happened."""

import json
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from council.base.db import db
from council.base.ids import fingerprint as sha256
from council.cli.verifying_meetings import broken_papers, broken_questions
from council.journal.models import JournalEntry
from council.journal.queries import verify as verify_chains
from council.meetings.models import Motion, Resolution
from council.meetings.rules import motion_hash, resolution_hash
from council.minutes.models import Minutes
from council.minutes.rules import OPEN, PUBLIC, fingerprint
from council.organisation.models import Place
from council.polls.box.keys import KeyLost
from council.polls.box.queries import bulletin_of
from council.polls.counting import Inconsistent, count
from council.polls.models import Poll, PollState, RollEntry, Secrecy
from council.polls.owners import sealed as owners_sealed
from council.polls.rules import Voter, roll_hash

#: What the journal says of an owners' vote.
OWNERS = ("owners_mode", "owners_basis")
#: States in which a poll has been counted.
COUNTED = (PollState.CLOSED, PollState.PUBLISHED)
#: The state that each act on a poll leads to.
LEADS_TO = {
    "drafted": PollState.DRAFT,
    "opened": PollState.OPEN,
    "reopened": PollState.OPEN,
    "stopped": PollState.CLOSED,
    "closed": PollState.CLOSED,
    "published": PollState.PUBLISHED,
    "hidden": PollState.CLOSED,
    "cancelled": PollState.CANCELLED,
}

#: verb → what the last entry with it says.
Acts = dict[str, Mapping[str, Any]]


@click.command("verify")
@with_appcontext
def verify() -> None:
    """Check the journal's hash chains and what it seals: polls, minutes, motions, questions, resolutions, papers.

    Names what is broken, of each kind the first few, with exit 1.
    """
    broken = [line for look in LOOKS for line in islice(look(), MOST_NAMED)]
    for line in broken:
        click.echo(line, err=True)
    if broken:
        sys.exit(1)
    entries = db.session.scalar(select(func.count()).select_from(JournalEntry))
    polls = db.session.scalar(select(func.count()).select_from(Poll).where(Poll.state.in_(COUNTED)))
    click.echo(f"Whole: {entries} journal entries, {polls} closed polls.")


def _broken_chains() -> Iterator[str]:
    for broken in verify_chains():
        place = db.session.get(Place, broken.place_id)
        yield f"journal of {place.code if place else broken.place_id}, entry {broken.seq}: {broken.problem}"


def _broken_polls() -> Iterator[str]:
    """Polls whose words, rule, roll, ballots, result or state are not what the journal seals."""
    sealed = _acts_on("poll", "polls.poll.")
    for poll in db.session.scalars(select(Poll).order_by(Poll.id)):
        if problem := _problem(poll, *sealed.pop(poll.id, ([], {}))):
            yield f"poll {poll.id} ({poll.question}): {problem}"
    for gone in sealed:
        yield f"poll {gone}: the journal knows it, but it is gone"


def _acts_on(kind: str, prefix: str) -> dict[int, tuple[list[str], Acts]]:
    """id → the verbs of what was done to each thing of this kind, in order, and what the last entry of each says."""
    query = (
        select(JournalEntry.subject_id, JournalEntry.action, JournalEntry.data)
        .where(JournalEntry.subject_kind == kind, JournalEntry.action.startswith(prefix))
        .order_by(JournalEntry.id)
    )
    acts: dict[int, tuple[list[str], Acts]] = {}
    for thing, action, data in db.session.execute(query):
        verbs, last = acts.setdefault(thing, ([], {}))
        verb = action.removeprefix(prefix)
        verbs.append(verb)
        last[verb] = data
    return acts


def _problem(poll: Poll, verbs: list[str], last: Acts) -> str:
    if not verbs:
        return "the journal does not know it"
    drafted, opened = last.get("drafted", {}), last.get("opened")
    if any(key in drafted and drafted[key] != getattr(poll, key) for key in ("question", "procedure", "straw")):
        return "the question is not the one that was put"
    if opened is not None:
        if problem := _roll_problem(poll, opened):
            return problem
        if opened.get("rule") != poll.rule:
            return "the rule is not the one it was opened with"
        if {name: opened[name] for name in OWNERS if name in opened} != owners_sealed(poll):
            return "how the owners vote in it is not as it was opened"
    led = [LEADS_TO[verb] for verb in verbs if verb in LEADS_TO]  # papers, hands and lots move no poll on
    if not led or poll.state != led[-1]:
        return f"it is {poll.state}, but the journal says {led[-1] if led else 'nothing'}"
    return _count_problem(poll, last["closed"]) if poll.state in COUNTED and poll.result is not None else ""


def _roll_problem(poll: Poll, opened: Mapping[str, Any]) -> str:
    roll = db.session.scalars(select(RollEntry).where(RollEntry.poll_id == poll.id)).all()
    frozen = roll_hash(poll.id, [Voter(line.person_id, line.present, line.weight) for line in roll])
    if not frozen == poll.roll_hash == opened.get("roll_hash"):
        return "the roll is not the one that was frozen"
    if (poll.entitled, poll.present) != (opened.get("entitled"), opened.get("present")):
        return "the numbers of the roll are not those it was opened with"
    return ""


def _count_problem(poll: Poll, closed: Mapping[str, Any]) -> str:
    try:
        counted = count(poll)
    except (Inconsistent, KeyLost) as error:
        return str(error)
    if counted.digest != poll.ballots_digest:
        return "the ballots are not those that were counted"
    if counted.result != poll.result:
        return "the result is not what the ballots give"
    if closed.get("ballots_digest") != poll.ballots_digest:
        return "the journal seals other ballots"
    if any(closed.get(name) != value for name, value in counted.result.items() if name != "explanation"):
        return "the journal seals another result"
    return _seal_problem(poll, closed) if poll.secrecy == Secrecy.SECRET else ""


def _seal_problem(poll: Poll, closed: Mapping[str, Any]) -> str:
    bulletin = bulletin_of(poll.id)
    if bulletin is None:
        return "it is secret and counted, but its ballots were not published"
    if not sha256(bulletin.about) == bulletin.seal == closed.get("seal"):
        return "its bulletin is not the one that was sealed"
    if json.loads(bulletin.about)["ballots_sha256"] != sha256(bulletin.ballots):
        return "its published ballots are not those that were sealed"
    return ""


def _broken_minutes() -> Iterator[str]:
    """Frozen minutes whose document is not the one that was approved."""
    sealed = _acts_on("minutes", "minutes.minutes.")
    for minutes in db.session.scalars(select(Minutes).order_by(Minutes.id)):
        _verbs, last = sealed.pop(minutes.id, ([], {}))
        approved = last.get("approved")
        if approved is None and minutes.document is None:
            continue
        if minutes.document is None or fingerprint(minutes.document) != minutes.hash:
            yield f"minutes {minutes.id}: the document is not the one with this fingerprint"
        elif approved is None or approved.get("hash") != minutes.hash:
            yield f"minutes {minutes.id}: the journal seals another document"
        elif (minutes.state in PUBLIC) != ("published" in last) or minutes.state in OPEN:
            yield f"minutes {minutes.id}: they are {minutes.state}, but the journal says otherwise"
    yield from (f"minutes {gone}: the journal knows them, but they are gone" for gone in sealed)


def _broken_texts() -> Iterator[str]:
    """Motions and resolutions whose words are not those that were recorded."""
    motions = {one.id: motion_hash(one.title, one.text) for one in db.session.scalars(select(Motion))}
    yield from _changed("motion", "meetings.motion.", "recorded", motions)
    resolutions = {one.id: resolution_hash(one.text, one.force) for one in db.session.scalars(select(Resolution))}
    yield from _changed("resolution", "meetings.resolution.", "adopted", resolutions)


def _changed(kind: str, prefix: str, verb: str, now: Mapping[int, str]) -> Iterator[str]:
    for thing, (_verbs, last) in _acts_on(kind, prefix).items():
        sealed = last.get(verb, {}).get("sha256")
        if sealed is not None and sealed != now.get(thing):
            yield f"{kind} {thing}: the text is not the one that was {verb}"


#: Of each kind no more are named: whoever mends ten looks again.
MOST_NAMED = 10
LOOKS = (_broken_chains, _broken_polls, _broken_minutes, _broken_texts, broken_questions, broken_papers)
COMMANDS = (verify,)
