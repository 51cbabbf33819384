"""All writing of the room."""

from council.deliberation.operations.moderating import appeal, complain, decide_appeal, hide
from council.deliberation.operations.talking import (
    answer,
    close_warm_up,
    find_helpful,
    give_reason,
    propose,
    withdraw_reason,
)

__all__ = [
    "answer",
    "appeal",
    "close_warm_up",
    "complain",
    "decide_appeal",
    "find_helpful",
    "give_reason",
    "hide",
    "propose",
    "withdraw_reason",
]
