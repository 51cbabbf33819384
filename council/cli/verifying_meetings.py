"""What `flask verify` looks at in meetings: questions decided by rank, and the papers on items."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from council.base.db import db
from council.base.ids import fingerprint
from council.journal.models import JournalEntry
from council.media import files
from council.meetings.attachments.models import Paper
from council.meetings.motions.models import Question
from council.meetings.motions.rules import ALIVE, Standing
from council.meetings.rules import motion_hash

RESTORE = "Keep this database, and put the row back as it stands in the last good backup (flask restore)."
FIGURES = ("for", "against", "abstain")

#: what was done, to which thing, with which data; in the order of the journal
Act = tuple[str, int, Mapping[str, Any]]
#: title, kind, sha256, late
Facts = tuple[Any, ...]


def broken_questions() -> Iterator[str]:
    """Questions whose outcome, figures or replaced text are not what the journal says."""
    acts: dict[int, list[Act]] = {}
    texts: dict[int, str] = {}
    replaced: dict[int, str] = {}
    motions: dict[int, int | None] = dict(db.session.execute(select(Question.id, Question.motion_id)).all())
    for act in _acts("meetings.question.", "meetings.motion.recorded"):
        action, thing, data = act
        if action == "meetings.motion.recorded":
            texts[thing] = data["sha256"]
            continue
        acts.setdefault(thing, []).append(act)
        if action == "meetings.question.amended":  # the words that follow are recorded after it
            replaced[thing] = texts.get(motions.get(data["changed"]) or 0, "")
    for question in db.session.scalars(select(Question).order_by(Question.id)):
        problem = _question_problem(question, acts.pop(question.id, []), replaced.get(question.id))
        if problem:
            yield f"question {question.id} ({question.kind}): {problem} {RESTORE}"
    yield from (f"question {gone}: the journal knows it, but it is gone. {RESTORE}" for gone in acts)


def _question_problem(question: Question, acts: Sequence[Act], replaced: str | None) -> str:
    if not acts:
        return "the journal does not know it."
    last, first = acts[-1], acts[0][2]
    if (question.kind, question.number) != (first["kind"], first["number"]):
        return f"the journal says it was moved as {first['kind']}, number {first['number']}."
    said = _state_after(acts)
    if question.state not in said:
        return f"it is {question.state}, but the journal says {said[0]} ({last[0]})."
    settled = next((data for action, _id, data in reversed(acts) if action.endswith(".settled")), {})
    if question.way != settled.get("way", ""):
        return f"it says it was decided by {question.way or 'nothing'}, the journal {settled.get('way') or 'nothing'}."
    counted, sealed = (question.for_, question.against, question.abstain), tuple(map(settled.get, FIGURES))
    if counted != sealed:
        return f"the hands stored are {_hands(counted)}, the journal says {_hands(sealed)}."
    kept = motion_hash(question.old_title, question.old_text) if question.old_title or question.old_text else None
    if kept != replaced:
        return "the text it replaced is not the one that was recorded."
    return ""


def _state_after(acts: Sequence[Act]) -> tuple[str, ...]:
    """Where a question stands after what was done to it; several where the last act does not say which."""
    for action, _thing, data in reversed(acts):
        match action.rpartition(".")[2]:
            case "settled":
                return (data["outcome"],)
            case "resumed":
                seconded = any(each[0].endswith(".seconded") or each[2].get("seconded") for each in acts)
                return (Standing.PENDING,) if seconded else (Standing.MOVED,)
            case "seconded":
                return (Standing.PENDING,)
            case "moved":
                return (Standing.PENDING,) if data["seconded"] else (Standing.MOVED,)
    return tuple(ALIVE)


def _hands(figures: Sequence[Any]) -> str:
    return "none" if set(figures) == {None} else f"{figures[0]} for, {figures[1]} against, {figures[2]} abstaining"


def broken_papers() -> Iterator[str]:
    """Papers on items that are not as the journal says, and files that are not the ones that were attached."""
    attached, taken_off, withdrawn = _papers_in_journal()
    for paper in db.session.scalars(select(Paper).order_by(Paper.id)):
        facts: Facts = (paper.item_id, paper.title, paper.kind, paper.sha256, paper.late)
        name = (paper.item_id, paper.title)
        if problem := _paper_problem(paper, known=attached[facts] > 0, withdrawn=withdrawn[name] > 0):
            yield f"paper {paper.id} ({paper.title}): {problem}"
        attached[facts] -= 1
        withdrawn[name] -= paper.withdrawn_at is not None
    for facts, number in (+attached).items():
        missing = number - taken_off[facts[:2]]
        taken_off[facts[:2]] -= number
        if missing > 0:
            yield f"paper “{facts[1]}” on item {facts[0]}: the journal knows it, but it is gone. {RESTORE}"


def _papers_in_journal() -> tuple[Counter[Facts], Counter[Facts], Counter[Facts]]:
    """What was attached, and the items and titles of what was taken off a draft or withdrawn after the call."""
    attached, taken_off, withdrawn = Counter[Facts](), Counter[Facts](), Counter[Facts]()
    for action, item, data in _acts("meetings.paper.", "meetings.item.removed"):
        name = (item, data["title"])
        match action:
            case "meetings.paper.attached":
                attached[*name, data["kind"], data["sha256"], data["late"]] += 1
            case "meetings.paper.removed":
                taken_off[name] += 1
            case "meetings.paper.withdrawn":
                withdrawn[name] += 1
            case "meetings.item.removed":  # its papers went with it
                attached = Counter({facts: number for facts, number in attached.items() if facts[0] != item})
    return attached, taken_off, withdrawn


def _paper_problem(paper: Paper, *, known: bool, withdrawn: bool) -> str:
    if not known:
        return f"the journal knows no such paper on item {paper.item_id}. {RESTORE}"
    if (paper.withdrawn_at is not None) != withdrawn:
        said = "was withdrawn" if withdrawn else "was not withdrawn"
        return f"the journal says it {said}. {RESTORE}"
    if not paper.token:
        same = fingerprint(paper.text or paper.url) == paper.sha256
        return "" if same else f"its words are not those that were attached. {RESTORE}"
    return _file_problem(paper)


def _file_problem(paper: Paper) -> str:
    path = files.paper(paper.token)
    mend = f"Put it back from the last good backup: {path}"
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except OSError as error:
        return f"its file cannot be read ({error.strerror}). {mend}"
    if found != paper.sha256:
        return f"its file is not the one that was attached. {mend}"
    return "" if size == paper.size else f"its file has {size} bytes, the row says {paper.size}. {RESTORE}"


def _acts(prefix: str, other: str) -> Iterator[Act]:
    """The acts whose names begin with `prefix`, and `other`, oldest first."""
    query = select(JournalEntry.action, JournalEntry.subject_id, JournalEntry.data).order_by(JournalEntry.id)
    wanted = JournalEntry.action.startswith(prefix) | (JournalEntry.action == other)
    yield from db.session.execute(query.where(wanted))
