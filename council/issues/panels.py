"""Places on the issue pages that higher rooms fill when they are imported: a lower room offers, a higher one fills."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from council.issues.models import Issue
from council.permits.actor import Actor


@dataclass(frozen=True)
class Told:
    """The next step as a higher room knows it better: what, who, by when (`by` a day or a moment), and a page of it."""

    what: str
    who: str = ""
    by: date | datetime | None = None
    url: str = ""


#: Buttons at the end of a row in the officers' list, such as “Put on the agenda”. Called for each of at most 20 rows:
#: whatever needs a query is asked once a request (`flask.g`), so that a list of 50 asks no more than one of 5.
row_actions: list[Callable[[Issue, Actor], Markup]] = []
#: Buttons among the officers' actions on the page of one issue.
issue_actions: list[Callable[[Issue, Actor], Markup]] = []
#: Sections on the page of one issue, above its timeline: tasks, resolutions. Empty markup shows nothing.
issue_panels: list[Callable[[Issue, Actor], Markup]] = []
#: A more precise next step for the page of one issue; the first that knows one wins.
next_steps: list[Callable[[Issue], Told | None]] = []


def filled(slot: list[Callable[[Issue, Actor], Markup]], issue: Issue, actor: Actor) -> Markup:
    """What the higher rooms put into `slot` for this issue and this person."""
    return Markup("").join(fill(issue, actor) for fill in slot)


def told(issue: Issue) -> Told | None:
    """The next step in a higher room's words, if one has any."""
    return next((words for fill in next_steps if (words := fill(issue)) is not None), None)
