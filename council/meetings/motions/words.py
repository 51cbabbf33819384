"""How motions read: on the console's menu, on the wall, in the minutes."""

from flask_babel import gettext as _
from flask_babel import ngettext

from council.meetings.motions.rules import TABLE, TWO_THIRDS, Formality, Kind, Refusal, Standing, Way


def formality_words(formality: str) -> str:
    """How formally a meeting is held."""
    return {
        Formality.TALK: _("A talk: no motions"),
        Formality.SIMPLE: _("Simple: one motion at a time, the chair edits its text"),
        Formality.PARLIAMENTARY: _("Parliamentary: seconds, amendments, motions by rank"),
    }[Formality(formality)]


def question_name(kind: str, number: int = 0) -> str:
    """What a question is called: `Amendment 1`, `To close the debate`."""
    return {
        Kind.MAIN: _("The motion"),
        Kind.DROP: _("To drop the motion without deciding"),
        Kind.AMEND: _("Amendment %(number)s", number=number),
        Kind.AMEND_AGAIN: _("Change to amendment %(number)s", number=number),
        Kind.POSTPONE: _("To postpone to another time"),
        Kind.LIMIT: _("To set the time for each speech"),
        Kind.CLOSE_DEBATE: _("To close the debate and vote"),
        Kind.TABLE: _("To lay it aside"),
        Kind.RECESS: _("To take a break"),
        Kind.ADJOURN: _("To end the meeting"),
    }[Kind(kind)]


def detail_words(kind: str, minutes: int | None, until: str) -> str:
    """What a procedural motion asks for besides: how long, until when; may be empty."""
    if minutes and kind == Kind.LIMIT:
        return ngettext("%(num)d minute each", "%(num)d minutes each", minutes)
    if minutes:
        return ngettext("%(num)d minute", "%(num)d minutes", minutes)
    return _("until %(when)s", when=until) if until else ""


def needs_words(kind: str) -> str:
    """What a motion needs to be carried."""
    order = TABLE[Kind(kind)]
    if order.majority is None:
        return _("as the rules of this body say")
    if order.majority == TWO_THIRDS:
        return _("at least two thirds of the votes cast")
    return _("more than half of the votes cast")


def rule_words(kind: str) -> str:
    """What a motion needs, in the menu."""
    debate = _("debated") if TABLE[Kind(kind)].debated else _("not debated")
    return _("%(debate)s; %(needs)s", debate=debate, needs=needs_words(kind))


def refusal_words(refusal: Refusal) -> str:
    """Why a motion is not in order now."""
    return {
        "awaits_second": _("A motion waits for its second first."),
        "pending": _("Another motion is before the meeting. Decide it first."),
        "no_main": _("No motion is before the meeting."),
        "ranks_below": _("It does not rank above what is before the meeting."),
        "no_amendment": _("No amendment is before the meeting. Amendments go two deep."),
        "debate_closed": _("The debate is closed. The vote comes next."),
        "not_debated": _("What is before the meeting is not debated."),
    }[refusal]


def outcome_words(state: str) -> str:
    """What became of a question, in one or two words."""
    return {
        Standing.MOVED: _("Waits for a second"),
        Standing.PENDING: _("Before the meeting"),
        Standing.CARRIED: _("Carried"),
        Standing.LOST: _("Not carried"),
        Standing.NO_SECOND: _("Nobody seconded it"),
        Standing.WITHDRAWN: _("Withdrawn"),
        Standing.FALLEN: _("Not decided"),
        Standing.PUT_OFF: _("Put off"),
    }[Standing(state)]


def way_words(way: str, for_: int | None, against: int | None, abstain: int | None) -> str:
    """How it was decided, with its figures where they are known."""
    if way == Way.CONSENT:
        return _("without objection")
    if way == Way.HANDS:
        return _(
            "by hands: for %(for_)s, against %(against)s, abstain %(abstain)s",
            for_=for_,
            against=against,
            abstain=abstain,
        )
    if way == Way.POLL and for_ is not None:
        return _("for %(for_)s, against %(against)s, abstain %(abstain)s", for_=for_, against=against, abstain=abstain)
    return ""
