"""Words of issues that operations, forms and pages share: states, acts, categories, sources, clocks."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from council.issues.models import Issue, IssueCategory
from council.issues.rules import Act, possible
from council.issues.rules.numbers import What
from council.issues.states import Clock, IssueState, Source

STATES = {
    IssueState.SUBMITTED: _l("Waiting to be accepted"),
    IssueState.ACKNOWLEDGED: _l("Accepted"),
    IssueState.REFERRED: _l("Referred"),
    IssueState.TO_AGENDA: _l("On the agenda"),
    IssueState.ASSIGNED: _l("Being handled"),
    IssueState.RESOLVED: _l("Done, to be judged"),
    IssueState.CONFIRMED: _l("Solved"),
    IssueState.CLOSED: _l("Closed"),
    IssueState.REJECTED: _l("Declined"),
    IssueState.SUPERVISED: _l("With the supervisor"),
    IssueState.MERGED: _l("Merged"),
}

ACTS = {
    Act.ACKNOWLEDGE: _l("accept it"),
    Act.REFER: _l("refer it"),
    Act.SEND_BACK: _l("send it back"),
    Act.PUT_ON_AGENDA: _l("put it on an agenda"),
    Act.TAKE_OFF_AGENDA: _l("take it off the agenda"),
    Act.ASSIGN: _l("give it to someone"),
    Act.UNASSIGN: _l("take the last task back"),
    Act.RESOLVE: _l("say it is done"),
    Act.CONFIRM: _l("say that it is solved"),
    Act.CLOSE: _l("close it"),
    Act.REJECT: _l("decline it"),
    Act.REOPEN: _l("say that it is not solved"),
    Act.SUPERVISE: _l("say that it is still not solved"),
    Act.HAND_BACK: _l("hand it back"),
    Act.MERGE: _l("merge it"),
    Act.UNMERGE: _l("undo the merging"),
}

CATEGORIES = {
    "facilities": _l("Public facilities"),
    "hygiene": _l("Cleanliness and waste"),
    "safety": _l("Safety and fire"),
    "noise": _l("Noise"),
    "parking": _l("Parking and traffic"),
    "housing": _l("Houses and repairs"),
    "neighbours": _l("Between neighbours"),
    "trade": _l("Shops and trade"),
    "care": _l("Care and help"),
    "services": _l("Services and papers"),
    "other": _l("Something else"),
}

SOURCES = {
    Source.RESIDENT: _l("By a resident"),
    Source.ON_BEHALF: _l("For a resident, by an officer"),
    Source.VISIT: _l("From a visit"),
    Source.OFFICER: _l("Seen by an officer"),
    Source.PHONE: _l("By phone"),
    Source.VISITOR: _l("By a visitor"),
    Source.MEETING: _l("From a meeting"),
}

CLOCKS = {
    Clock.ACKNOWLEDGE: _l("Accepting"),
    Clock.ANSWER: _l("Answering"),
    Clock.DISCUSS: _l("Discussing"),
    Clock.SOLVE: _l("Doing"),
    Clock.JUDGE: _l("Judging"),
    Clock.SUPERVISE: _l("Looking into it"),
}


COUNTED = {
    What.RAISED: _l("Raised"),
    What.ANSWERED: _l("Answered"),
    What.ANSWERED_IN_TIME: _l("Answered in time"),
    What.RESOLVED: _l("Done by us"),
    What.RESOLVED_IN_TIME: _l("Done in time"),
    What.JUDGED: _l("Judged by residents"),
    What.CONFIRMED: _l("Solved, residents say"),
    What.SATISFIED: _l("Content"),
    What.REOPENED: _l("Not solved, residents say"),
    What.REJECTED: _l("Declined"),
}


def category_word(category: IssueCategory | None) -> str:
    """The name of a category: the street's own word, or the built-in one."""
    if category is None:
        return ""
    return category.name or str(CATEGORIES.get(category.code, category.code))


def not_now(issue: Issue) -> str:
    """That something cannot be done, where the issue stands, and what can be done from there."""
    acts = [str(ACTS[act]) for act in possible(issue.state)]
    state = str(STATES[IssueState(issue.state)])
    if not acts:
        return _("This issue has moved on meanwhile. It is now: %(state)s. Nothing more is to be done.", state=state)
    return _(
        "This issue has moved on meanwhile. It is now: %(state)s. From there one can: %(acts)s.",
        state=state,
        acts=_("; ").join(acts),
    )
