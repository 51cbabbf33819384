"""Internal notes and answer templates."""

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.issues.models import AnswerTemplate, InternalNote, Issue
from council.issues.operations.common import note
from council.journal.operations import Ref, record
from council.organisation.models import Place
from council.organisation.operations.stale import fresh

#: Acts that have ready answers.
ANSWERED_ACTS = ("acknowledge", "reject", "resolve", "refer", "send_back")


@operation
def write_note(*, actor_id: int, issue: Issue, text: str, key: str | None = None) -> InternalNote:
    """Write a note that only those who handle the issue read. The journal keeps that it was written, not what.

    Raises:
        Invalid: no text.
    """
    key = own_key("issues.note", actor_id, key)
    if (seen := answered(key, InternalNote)) is not None:
        return seen
    if not text.strip():
        raise Invalid(_("Write the note."), field="text")
    row = InternalNote(issue_id=issue.id, by_id=actor_id, text=text.strip(), at=clock.now())
    db.session.add(row)
    db.session.flush()
    note(issue, actor_id, "issues.note.written", note=row.id)
    keep(key, row.id)
    return row


@operation
def add_template(
    *, actor_id: int, place: Place, act: str, name: str, text: str, key: str | None = None
) -> AnswerTemplate:
    """Add a ready answer for an act, for `place` and all below it.

    Raises:
        Invalid: no such act, no name or no text.
    """
    key = own_key("issues.template", actor_id, key)
    if (seen := answered(key, AnswerTemplate)) is not None:
        return seen
    _check(act, name, text)
    row = AnswerTemplate(place_id=place.id, act=act, name=name.strip(), text=text.strip())
    db.session.add(row)
    db.session.flush()
    _record(row, place.id, actor_id, "issues.template.added")
    keep(key, row.id)
    return row


@operation
def change_template(
    *, actor_id: int, template: AnswerTemplate, act: str, name: str, text: str, revision: int | None
) -> AnswerTemplate:
    """Change a ready answer. What was answered with it before stays.

    Raises:
        Invalid: no such act, no name or no text.
        Stale: somebody changed it meanwhile.
    """
    _check(act, name, text)
    row = fresh(AnswerTemplate, template.id, revision)
    row.act, row.name, row.text = act, name.strip(), text.strip()
    _record(row, row.place_id, actor_id, "issues.template.changed")
    return row


@operation
def retire_template(*, actor_id: int, template: AnswerTemplate) -> None:
    """Take a ready answer out of use.

    Raises:
        Conflict: it is out of use already.
    """
    row = locked(AnswerTemplate, template.id)
    if row.retired:
        raise Conflict(_("It is out of use already."))
    row.retired = True
    _record(row, row.place_id, actor_id, "issues.template.retired")


def _check(act: str, name: str, text: str) -> None:
    if act not in ANSWERED_ACTS:
        raise Invalid(_("Choose what the answer is for."), field="act")
    if not name.strip():
        raise Invalid(_("Give it a short name."), field="name")
    if not text.strip():
        raise Invalid(_("Write the answer."), field="text")


def _record(row: AnswerTemplate, place_id: int, actor_id: int, action: str) -> None:
    subject = Ref("answer_template", row.id)
    record(action=action, place_id=place_id, actor_id=actor_id, subject=subject, data={"name": row.name})
