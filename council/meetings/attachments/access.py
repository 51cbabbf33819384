"""Loading papers for whoever reads them."""

from council.base.db import db
from council.base.errors import NotVisible
from council.meetings.access import item_for
from council.meetings.attachments.models import Paper
from council.meetings.permissions import MeetingAct
from council.permits.actor import Actor
from council.permits.permission import allows


def paper_to_read(actor: Actor | None, paper_id: int) -> Paper:
    """A paper that may be read: of a meeting that was called by everyone, as the notice; of a draft by who plans it.

    Raises:
        NotVisible: unknown, or of a draft.
    """
    paper = db.session.get(Paper, paper_id)
    if paper is None:
        raise NotVisible
    meeting = paper.item.meeting
    if meeting.convened_at is None and not allows(actor, MeetingAct.PLAN, meeting):
        raise NotVisible
    return paper


def may_open(actor: Actor | None, paper: Paper) -> bool:
    """Whether its content may be read: of a withdrawn one only those who plan the meeting may."""
    return paper.withdrawn_at is None or allows(actor, MeetingAct.PLAN, paper.item.meeting)


def paper_to_change(actor: Actor, paper_id: int) -> Paper:
    """A paper of a meeting that `actor` plans. Raises as `item_for`; NotVisible if there is no such paper."""
    paper = db.session.get(Paper, paper_id)
    if paper is None:
        raise NotVisible
    item_for(actor, paper.item_id, to=MeetingAct.PLAN)
    return paper
