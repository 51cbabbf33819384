"""How points of order and appeals read: on the console, the phones, the wall, in the minutes."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from council.meetings.order.rules import About, Appeal, Refusal, Stage

#: The plain kinds, as the form says them.
ABOUT = {
    About.TOPIC: _l("Not on the topic"),
    About.TIME: _l("Over the time"),
    About.TURN: _l("Not their turn to speak"),
    About.CIVIL: _l("A personal attack"),
    About.RULES: _l("A step was left out"),
    About.OTHER: _l("Something else"),
}


def about_words(about: str, words: str) -> str:
    """What is not in order: the plain kind, the member's own words, or both."""
    if about == About.OTHER:
        return words or str(ABOUT[About.OTHER])
    kind = str(ABOUT[About(about)])
    return _("%(kind)s (%(words)s)", kind=kind, words=words) if words else kind


def stage_words(stage: str) -> str:
    """Where a point stands, or how the chair ruled."""
    return {
        Stage.WAITING: _("Waits until the point before it is ruled on"),
        Stage.PUT_OFF: _("Heard when this speech ends"),
        Stage.HEARD: _("Being heard"),
        Stage.WELL_TAKEN: _("Ruled well taken"),
        Stage.NOT_WELL_TAKEN: _("Ruled not well taken"),
        Stage.WITHDRAWN: _("Withdrawn"),
        Stage.LAPSED: _("Not ruled on"),
    }[Stage(stage)]


def appeal_words(appeal: str, for_: int | None, against: int | None) -> str:
    """What became of the appeal; empty without one."""
    figures = {"for_": for_, "against": against}
    return {
        Appeal.NONE: "",
        Appeal.MOVED: _("Appeal: it waits for a second"),
        Appeal.PENDING: _("Appeal: the hands are counted"),
        Appeal.SUSTAINED: _("Appeal: the ruling stands, %(for_)s to %(against)s", **figures),
        Appeal.OVERTURNED: _("Appeal: the ruling is overturned, %(against)s to %(for_)s", **figures),
        Appeal.NO_SECOND: _("Appeal: nobody seconded it, the ruling stands"),
        Appeal.WITHDRAWN: _("Appeal: withdrawn, the ruling stands"),
    }[Appeal(appeal)]


def no_appeal_words(refusal: Refusal) -> str:
    """Why a ruling cannot be appealed."""
    return {
        "not_parliamentary": _("Rulings are appealed only in a meeting held in parliamentary form."),
        "not_ruled": _("The chair has not ruled on it."),
        "appealed": _("This ruling has been appealed already."),
        "open": _("Something else is being heard or voted on. Wait for it."),
        "business": _("The meeting has gone on. A ruling is appealed at once or not at all."),
        "raiser": _("Another member must appeal, not the one who raised the point."),
    }[refusal]
