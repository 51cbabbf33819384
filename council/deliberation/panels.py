"""The way from an issue's page to its reasons and statements."""

from flask import render_template
from markupsafe import Markup

from council.deliberation.permissions import TalkAct
from council.deliberation.queries import counts_of
from council.issues import panels
from council.issues.models import Issue
from council.permits.actor import Actor
from council.permits.permission import allows


def talk(issue: Issue, actor: Actor) -> Markup:
    """How many reasons and statements there are, with links."""
    if issue.restricted or not allows(actor, TalkAct.READ, issue):
        return Markup("")
    counts = counts_of(issue.id)
    may_speak = allows(actor, TalkAct.SPEAK, issue)
    if not any(counts.values()) and not may_speak:
        return Markup("")
    return Markup(render_template("deliberation/_panel.html", issue=issue, counts=counts))


panels.issue_panels.append(talk)
