"""Who may do what when a matter is talked through."""

from council.issues.models import Issue
from council.issues.permissions import IssueAct, is_no_dispute, is_open
from council.permits.actor import Actor, Office
from council.permits.permission import Permission, Scoped, allows, grant, holds, lives_here
from council.residents.place_settings import may_speak


class TalkAct(Permission):
    """Acts on reasons and statements of an issue."""

    READ = "deliberation.talk.read", "Read the reasons and statements of an issue."
    SPEAK = "deliberation.talk.speak", "Give a reason, propose a statement, say what one thinks of them."
    CLOSE = "deliberation.talk.close", "Close the statements of an issue."
    MODERATE = "deliberation.talk.moderate", "Hide a reason or a statement, with a reason; decide an appeal."


def sees_the_issue(actor: Actor, thing: Scoped) -> bool:
    """sees the issue"""
    return isinstance(thing, Issue) and allows(actor, IssueAct.VIEW, thing)


_officers = holds(Office.ESTATE_HEAD, Office.RECORDER, Office.COMMUNITY_STAFF, Office.STREET_STAFF)

grant(TalkAct.READ, [sees_the_issue, is_no_dispute])
grant(TalkAct.SPEAK, [lives_here, may_speak, is_no_dispute, is_open])
grant(TalkAct.CLOSE, _officers)
grant(TalkAct.MODERATE, _officers, holds(Office.SUPERVISOR))
