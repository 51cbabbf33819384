"""Writing papers: print, hand out, take back, read twice, void."""

import base64
import json
import secrets

from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.base.ids import ALPHABET
from council.journal.operations import Ref
from council.journal.rules import canonical
from council.live.changes import touch
from council.polls.box import keys
from council.polls.box.models import Envelope
from council.polls.counts import BLANK, INVALID
from council.polls.entering import enter as note
from council.polls.kinds import Marking
from council.polls.models import Ballot, Poll, Secrecy
from council.polls.papers.common import demand_free, entry_of, opened, unsettled
from council.polls.papers.models import Paper, PaperEntry
from council.polls.papers.rules import outcome

#: The most papers printed at once, and the signs of a secret paper's code.
MOST_PAPERS = 2_000
CODE_LENGTH = 6


@operation
def print_papers(*, poll: Poll, count: int, actor_id: int) -> list[Paper]:
    """Make so many numbered papers. They are nobody's until they are handed out.

    Raises:
        Invalid: a number that cannot be.
        Conflict: the poll is not open.
    """
    poll = opened(poll)
    if not 0 < count <= MOST_PAPERS:
        raise Invalid(_("Print between 1 and %(most)s papers at once.", most=MOST_PAPERS), field="count")
    papers = [Paper(poll_id=poll.id, serial=serial) for serial in _serials(poll, count)]
    db.session.add_all(papers)
    db.session.flush()
    note(poll, "papers_printed", actor_id, (), {"count": count})
    return papers


@operation
def hand_out(*, poll: Poll, entry_id: int, actor_id: int) -> Paper | None:
    """Give a voter a paper: the phone's way is closed for this vote. Twice gives the same paper.

    In a secret poll nothing says which paper it was, and None comes back.

    Raises:
        Conflict: they have voted already, or vote another way; no paper is left; the poll is not open.
    """
    poll, entry = opened(poll), entry_of(poll, entry_id)
    known = db.session.scalar(select(Paper).where(Paper.roll_entry_id == entry.id))
    if entry.channel == "paper":
        return known
    demand_free(entry)
    free = select(Paper).where(Paper.poll_id == poll.id, Paper.state == "printed")
    if poll.secrecy == Secrecy.SECRET:
        paper = db.session.scalar(free.order_by(func.random()).limit(1))
    else:
        paper = db.session.scalar(free.order_by(Paper.serial).limit(1))
    if paper is None:
        raise Conflict(_("No printed paper is left. Print some more."))
    entry.channel, paper.state = "paper", "out"
    secret = poll.secrecy == Secrecy.SECRET
    if not secret:
        paper.roll_entry_id = entry.id
    data = {} if secret else {"serial": paper.serial}
    note(poll, "paper_handed_out", actor_id, [Ref("person", entry.person_id)], data)
    db.session.flush()
    return None if secret else paper


@operation
def take_back(*, poll: Poll, serial: str, entry_id: int, reason: str, actor_id: int) -> Paper:
    """Void a paper that its voter gives back unmarked or spoilt, so that they may vote another way.

    Raises:
        Invalid: no reason, or no such paper.
        Conflict: it has been read already, or is another voter's.
    """
    poll, entry = unsettled(poll), entry_of(poll, entry_id)
    paper = _paper(poll, serial)
    if entry.channel != "paper":
        raise Conflict(_("This voter has no paper."))
    if poll.secrecy != Secrecy.SECRET and paper.roll_entry_id != entry.id:
        raise Conflict(_("Paper %(serial)s was given to somebody else.", serial=paper.serial))
    _void(poll, paper, reason, actor_id)
    entry.channel = "proxy" if entry.lodged else None
    return paper


@operation
def void(*, poll: Poll, serial: str, reason: str, actor_id: int) -> Paper:
    """Count a paper as lost: it did not come back. Its voter has not voted. Twice changes nothing.

    Raises:
        Invalid: no reason, or no such paper.
        Conflict: it is counted.
    """
    poll = unsettled(poll)
    paper = _paper(poll, serial)
    if paper.state != "void":
        _void(poll, paper, reason, actor_id)
    return paper


@operation
def enter(*, poll: Poll, serial: str, marks: str, teller_id: int) -> Paper:
    """Write down what a teller reads off a paper. Two who read the same make it count; else it is a conflict.

    The same teller sending the same again changes nothing; in a conflict each may correct the own reading, and a
    third may read it.

    Args:
        marks: the canonical choice of `marks.read_marks`, or `blank`, or `invalid`.

    Raises:
        Invalid: there is no such paper.
        Conflict: it was never handed out, is void or counted; this teller has read it differently before.
    """
    poll = unsettled(poll)
    paper = _paper(poll, serial)
    mine = next((each for each in paper.entries if each.teller_id == teller_id), None)
    if mine is not None and (mine.marks == marks or paper.state == "counted"):
        if mine.marks == marks:
            return paper
        raise Conflict(_("Paper %(serial)s is counted already.", serial=paper.serial))
    _demand_readable(paper, mine)
    if mine is None:
        paper.entries.append(PaperEntry(teller_id=teller_id, marks=marks, at=clock.now()))
    else:
        mine.marks = marks
    db.session.flush()
    paper.state, settled = outcome([each.marks for each in paper.entries])
    if settled is not None:
        _count(poll, paper, settled)
    data = {"serial": paper.serial, "state": paper.state}
    note(poll, "paper_read", teller_id, (), data)
    touch("poll", poll.id)
    return paper


def _paper(poll: Poll, serial: str) -> Paper:
    query = select(Paper).where(Paper.poll_id == poll.id, Paper.serial == serial.strip().upper())
    paper = db.session.scalar(query.with_for_update(of=Paper))
    if paper is None:
        raise Invalid(_("There is no paper %(serial)s in this vote.", serial=serial.strip()), field="serial")
    return paper


def _demand_readable(paper: Paper, mine: PaperEntry | None) -> None:
    serial = paper.serial
    if paper.state == "printed":
        raise Conflict(_("Paper %(serial)s was never handed out.", serial=serial))
    if paper.state == "void":
        raise Conflict(_("Paper %(serial)s is void: %(reason)s", serial=serial, reason=paper.reason))
    if paper.state == "counted":
        raise Conflict(_("Paper %(serial)s is counted already.", serial=serial))
    if mine is not None and paper.state == "read":
        raise Conflict(_("You have read paper %(serial)s already. Now a second person reads it.", serial=serial))


def _void(poll: Poll, paper: Paper, reason: str, actor_id: int) -> None:
    if paper.state == "counted":
        raise Conflict(_("Paper %(serial)s is counted already.", serial=paper.serial))
    if not reason.strip():
        raise Invalid(_("Say why, in a few words."), field="reason")
    paper.state, paper.reason, paper.roll_entry_id = "void", reason.strip()[:200], None
    note(poll, "paper_void", actor_id, (), {"serial": paper.serial, "reason": paper.reason})


def _count(poll: Poll, paper: Paper, settled: str) -> None:
    """Put the choice of a paper that two have read alike where the phones' ballots are."""
    if poll.secrecy == Secrecy.SECRET:
        choice = settled if settled in (BLANK, INVALID) else json.loads(settled)
        letter = canonical({"choice": choice, "tracker": paper.serial}).encode()
        sealed = base64.b64encode(keys.enclose(poll.id, letter)).decode()
        db.session.add(Envelope(poll_id=poll.id, sealed=sealed))
        for each in paper.entries:
            each.marks = ""
    else:
        assert paper.roll_entry is not None
        paper.marks = settled
        stance = poll.marking == Marking.STANCE or settled in (BLANK, INVALID)
        choice, marks = (settled.strip('"'), "") if stance else ("marks", settled)
        now = clock.now()
        paper.roll_entry.marked_at = now
        db.session.add(
            Ballot(poll_id=poll.id, roll_entry_id=paper.roll_entry.id, choice=choice, marks=marks, cast_at=now)
        )
    db.session.flush()


def _serials(poll: Poll, count: int) -> list[str]:
    """Numbers in a row in a poll by name, so that the desk finds its way; random codes in a secret one."""
    known = set(db.session.scalars(select(Paper.serial).where(Paper.poll_id == poll.id)))
    if poll.secrecy != Secrecy.SECRET:
        return [f"{number:04d}" for number in range(len(known) + 1, len(known) + count + 1)]
    codes: set[str] = set()
    while len(codes) < count:
        codes |= {"P" + "".join(secrets.choice(ALPHABET) for _sign in range(CODE_LENGTH))} - known
    return sorted(codes)
