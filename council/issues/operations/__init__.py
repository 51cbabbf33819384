"""All writing of issues. Operations nest: meetings and followup call some of these inside their own transactions.

Each act is one entry in the estate's journal. An act that was done already is quietly left alone (a second tap); one
that the issue's state no longer allows is a `Conflict`.
"""

from council.issues.operations.feedback import give_feedback
from council.issues.operations.handling import (
    acknowledge,
    assign,
    close,
    discussed,
    hand_back,
    put_off,
    put_on_agenda,
    reject,
    resolve,
    solve_on_the_spot,
    take_off_agenda,
    unassign,
)
from council.issues.operations.neighbours import support, withdraw_support
from council.issues.operations.raising import raise_issue

__all__ = [
    "acknowledge",
    "assign",
    "close",
    "discussed",
    "give_feedback",
    "hand_back",
    "put_off",
    "put_on_agenda",
    "raise_issue",
    "reject",
    "resolve",
    "solve_on_the_spot",
    "support",
    "take_off_agenda",
    "unassign",
    "withdraw_support",
]
