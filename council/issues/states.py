"""The states and answers of issues: plain values, so that the rules need no table."""

from enum import StrEnum


class IssueState(StrEnum):
    """Where an issue stands. The moves between them are in `rules.MOVES`."""

    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    TO_AGENDA = "to_agenda"
    ASSIGNED = "assigned"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    REJECTED = "rejected"
    SUPERVISED = "supervised"


class Solved(StrEnum):
    """The resident's answer to “Is it solved?”."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
