"""The tables of the room, by noun: the issue, its neighbours, how it is handled, its clocks, who reported it."""

from council.issues.models.clocks import IssueCategory, IssueClock, IssueCount, IssueStanding
from council.issues.models.handling import AnswerTemplate, InternalNote, IssueUnit, Mediation, Merge, MergeConsent
from council.issues.models.issue import Issue, IssuePhoto
from council.issues.models.neighbours import Feedback, Support, counted_as, true_support_count
from council.issues.models.visitors import ReportPoint, Visitor
from council.issues.states import IssueState, Solved

__all__ = [
    "AnswerTemplate",
    "Feedback",
    "InternalNote",
    "Issue",
    "IssueCategory",
    "IssueClock",
    "IssueCount",
    "IssuePhoto",
    "IssueStanding",
    "IssueState",
    "IssueUnit",
    "Mediation",
    "Merge",
    "MergeConsent",
    "ReportPoint",
    "Solved",
    "Support",
    "Visitor",
    "counted_as",
    "true_support_count",
]
