"""The codes of issues: plain values, so that the rules need no table."""

from enum import StrEnum


class IssueState(StrEnum):
    """Where an issue stands. The moves between them are in `rules.MOVES`."""

    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    REFERRED = "referred"
    TO_AGENDA = "to_agenda"
    ASSIGNED = "assigned"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    REJECTED = "rejected"
    SUPERVISED = "supervised"
    MERGED = "merged"


class Solved(StrEnum):
    """The resident's answer to “Is it solved?”."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Source(StrEnum):
    """How an issue came in."""

    RESIDENT = "resident"
    #: a grid officer typed it for somebody, who agreed
    ON_BEHALF = "on_behalf"
    VISIT = "visit"
    #: an officer saw it (主动发现)
    OFFICER = "officer"
    PHONE = "phone"
    VISITOR = "visitor"
    MEETING = "meeting"


class Clock(StrEnum):
    """The clocks of an issue, one after another: how long each of its steps may take."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    DISCUSS = "discuss"
    SOLVE = "solve"
    JUDGE = "judge"
    SUPERVISE = "supervise"


class Counting(StrEnum):
    """Which hours a clock counts."""

    WORKING = "working"
    CALENDAR = "calendar"
