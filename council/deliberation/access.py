"""Loading what is talked about, for an actor."""

from council.base.db import db
from council.base.errors import NotVisible
from council.deliberation.models import Moderation, Reason, Statement
from council.deliberation.permissions import TalkAct
from council.deliberation.queries import thing_of
from council.issues.access import issue_for
from council.issues.models import Issue
from council.permits.actor import Actor
from council.permits.permission import demand


def talk_of(actor: Actor, number: str, *, to: TalkAct = TalkAct.READ) -> Issue:
    """The issue with this number, if `actor` may talk about it so.

    Raises:
        NotVisible: unknown, or not theirs to see.
        Forbidden: seen, but not allowed.
    """
    issue = issue_for(actor, number)
    demand(actor, to, issue)
    return issue


def said_thing(actor: Actor, kind: str, thing_id: int, *, to: TalkAct) -> Reason | Statement:
    """A reason or statement that `actor` may do `to` with.

    Raises:
        NotVisible: unknown, or of an issue that is not theirs to see.
        Forbidden: seen, but not allowed.
    """
    thing = thing_of(kind, thing_id)
    if thing is None:
        raise NotVisible
    talk_of(actor, thing.issue.number, to=to)
    return thing


def moderation_for(actor: Actor, moderation_id: int) -> Moderation:
    """Something hidden, about which `actor` may decide.

    Raises:
        NotVisible: unknown, or of an issue that is not theirs to see.
        Forbidden: seen, but not allowed.
    """
    row = db.session.get(Moderation, moderation_id)
    if row is None:
        raise NotVisible
    talk_of(actor, row.issue.number, to=TalkAct.MODERATE)
    return row
