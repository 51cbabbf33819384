"""Pure decisions about issues: moves between states, clocks, what comes next, which are alike."""

from council.issues.rules.alike import ALIKE, DAYS_PER_SUPPORT, SECONDS_PER_SUPPORT, likeness, pressing
from council.issues.rules.clocks import JUDGE_DAYS, Light, end_of_day, light, may_close_unanswered
from council.issues.rules.coming import NextStep, Party, Step, next_step
from council.issues.rules.moves import (
    AT_REST,
    FINAL,
    MOVES,
    SUPPORTABLE,
    Act,
    act_of_feedback,
    after,
    already,
    possible,
    solved_elsewhere,
)

__all__ = [
    "ALIKE",
    "AT_REST",
    "DAYS_PER_SUPPORT",
    "FINAL",
    "JUDGE_DAYS",
    "MOVES",
    "SECONDS_PER_SUPPORT",
    "SUPPORTABLE",
    "Act",
    "Light",
    "NextStep",
    "Party",
    "Step",
    "act_of_feedback",
    "after",
    "already",
    "end_of_day",
    "light",
    "likeness",
    "may_close_unanswered",
    "next_step",
    "possible",
    "pressing",
    "solved_elsewhere",
]
