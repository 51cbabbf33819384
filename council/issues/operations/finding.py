"""What of an issue the index holds."""

from datetime import datetime
from typing import TypedDict

from council.issues.models import Issue
from council.search.operations import index


class Facts(TypedDict):
    """What the index is told."""

    thing_id: int
    estate_id: int
    title: str
    said: str
    at: datetime
    hidden: bool


def facts(issue: Issue) -> Facts:
    """Number, title, words, spot, place and answer. Never internal notes."""
    said = (issue.number, issue.spot, issue.place.name, issue.detail, issue.answer)
    return Facts(
        thing_id=issue.id,
        estate_id=issue.estate_id,
        title=issue.title,
        said="\n".join(filter(None, said)),
        at=issue.raised_at,
        hidden=issue.restricted,
    )


def make_findable(issue: Issue) -> None:
    """Bring the index in step with an issue, in the caller's transaction."""
    index(kind="issue", **facts(issue))
