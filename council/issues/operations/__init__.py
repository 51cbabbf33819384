"""All writing of issues. Operations nest: meetings and followup call some of these inside their own transactions.

Each act is one entry in the estate's journal. An act that was done already is quietly left alone (a second tap); one
that the issue's state no longer allows is a `Conflict`.
"""

from council.issues.operations.clocks import categorise, extend, step_up_late
from council.issues.operations.disputes import bring_mediation, mark_dispute
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
from council.issues.operations.merging import answer_merge, merge, undo_merge
from council.issues.operations.neighbours import support, withdraw_support
from council.issues.operations.notes import add_template, change_template, retire_template, write_note
from council.issues.operations.raising import raise_issue
from council.issues.operations.referring import refer, send_back
from council.issues.operations.units import ask_unit, report_part

__all__ = [
    "acknowledge",
    "add_template",
    "answer_merge",
    "ask_unit",
    "assign",
    "bring_mediation",
    "categorise",
    "change_template",
    "close",
    "discussed",
    "extend",
    "give_feedback",
    "hand_back",
    "mark_dispute",
    "merge",
    "put_off",
    "put_on_agenda",
    "raise_issue",
    "refer",
    "reject",
    "report_part",
    "resolve",
    "retire_template",
    "send_back",
    "solve_on_the_spot",
    "step_up_late",
    "support",
    "take_off_agenda",
    "unassign",
    "undo_merge",
    "withdraw_support",
    "write_note",
]
