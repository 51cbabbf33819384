"""Putting papers on items, and taking them off."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base import clock, ids
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.base.ids import fingerprint
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref
from council.media import files
from council.media.documents import PDF, Document
from council.meetings.attachments.models import Paper, PaperKind
from council.meetings.attachments.rules import MOST_PAPERS, is_web_address
from council.meetings.models import AgendaItem, Meeting, MeetingState
from council.meetings.operations.common import locked_item, note
from council.privacy.checks import refuse_personal_numbers


def attach(
    *,
    item: AgendaItem,
    title: str,
    actor_id: int,
    document: Document | None = None,
    text: str = "",
    url: str = "",
    key: str | None = None,
) -> Paper:
    """Put a paper on an item: a file, a text or a link, one of them. After the call it is marked as late.

    The file lies on the disk before the row is written, so a row never points at nothing; if the row is refused the
    file goes again.

    Raises:
        Invalid: none of the three or several of them, no web address, or a personal number in title or text (fields
            `file`, `text`, `url`, `title`).
        Conflict: the meeting is over, or the item has as many papers as it may.
        OSError: the disk is full.
    """
    _refuse_wrong(title, document, text, url)
    paper = Paper(item_id=item.id, title=title, text=text, url=url, added_by_id=actor_id, **_facts(document, text, url))
    if document is not None:
        files.store_paper(paper.token, document.body)
    token, kept = paper.token, None
    try:
        kept = _attached(item=item, paper=paper, actor_id=actor_id, key=key)
    finally:
        if token and (kept is None or kept.token != token):
            files.remove_paper(token)
    return kept


def withdraw(*, paper: Paper, reason: str, actor_id: int) -> None:
    """Take a paper off its item. A second time is no act.

    In a draft it is gone, file and all. Once the meeting has been called, people were called with it: its title stays
    on the agenda with the reason, the content only for those who plan the meeting.

    Raises:
        Invalid: no reason after the call, or a personal number in it (field `reason`).
    """
    if token := _withdrawn(paper=paper, reason=reason.strip(), actor_id=actor_id):
        files.remove_paper(token)


def drop_papers(item: AgendaItem) -> list[str]:
    """Remove the papers of an item that is being removed; the names of their files, to be removed after the commit."""
    gone = db.session.scalars(select(Paper).where(Paper.item_id == item.id)).all()
    for paper in gone:
        db.session.delete(paper)
    db.session.flush()
    return [paper.token for paper in gone if paper.token]


@operation
def _attached(*, item: AgendaItem, paper: Paper, actor_id: int, key: str | None) -> Paper:
    key = own_key("meetings.attach", actor_id, key)
    if (seen := answered(key, Paper)) is not None:
        return seen
    meeting = locked_item(item)
    _refuse_late(meeting, item)
    paper.late, paper.added_at = meeting.convened_at is not None, clock.now()
    db.session.add(paper)
    db.session.flush()
    data = {"title": paper.title, "kind": paper.kind, "sha256": paper.sha256, "late": paper.late}
    note(meeting, "meetings.paper.attached", actor_id, subject=Ref("agenda_item", item.id), data=data)
    keep(key, paper.id)
    return paper


@operation
def _withdrawn(*, paper: Paper, reason: str, actor_id: int) -> str:
    """The name of the file that is to go; empty if none is."""
    refuse_personal_numbers({"reason": reason})
    item, key = paper.item, paper.id
    meeting = locked_item(item)
    now = db.session.get(Paper, key, populate_existing=True)
    if now is None or now.withdrawn_at is not None:
        return ""
    subject, data = Ref("agenda_item", item.id), {"title": now.title}
    if meeting.convened_at is None:
        token = now.token
        db.session.delete(now)
        db.session.flush()
        note(meeting, "meetings.paper.removed", actor_id, subject=subject, data=data)
        return token
    if not reason:
        raise Invalid(_("Say why: people have been called with this paper."), field="reason")
    now.withdrawn_at, now.reason = clock.now(), reason
    note(meeting, "meetings.paper.withdrawn", actor_id, subject=subject, data=data | {"reason": reason})
    return ""


def _refuse_wrong(title: str, document: Document | None, text: str, url: str) -> None:
    given = [name for name, value in (("file", document), ("text", text), ("url", url)) if value]
    if not given:
        raise Invalid(_("Choose a file, or write a text or an address."), field="file")
    if len(given) > 1:
        several = _("One of the three only: a file, a text or an address. Add the other as a paper of its own.")
        raise Invalid(several, field=given[1])
    if url and not is_web_address(url):
        raise Invalid(_("Give the whole address, with https:// in front."), field="url")
    refuse_personal_numbers({"title": title, "text": text})


def _refuse_late(meeting: Meeting, item: AgendaItem) -> None:
    if meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED):
        raise Conflict(_("This meeting is over. Plan the next one."))
    query = select(func.count()).where(Paper.item_id == item.id, Paper.withdrawn_at.is_(None))
    if (db.session.scalar(query) or 0) >= MOST_PAPERS:
        raise Conflict(_("This item has %(number)s papers, as many as it may.", number=MOST_PAPERS))


def _facts(document: Document | None, text: str, url: str) -> dict[str, object]:
    if document is None:
        kind = PaperKind.TEXT if text else PaperKind.LINK
        return {"kind": kind, "sha256": fingerprint(text or url), "token": ""}
    kind = PaperKind.PDF if document.media == PDF else PaperKind.PICTURE
    facts = {"media": document.media, "size": len(document.body), "sha256": document.sha256}
    return {"kind": kind, "token": ids.token(18), **facts}
