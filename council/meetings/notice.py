"""How long before a meeting its call goes out: what is usual, and what may not be shorter.

Where a law sets the period (owners, residents' meetings), it is a floor, raised where a place chose more: what is
decided after a shorter call can be set aside by a court. A council or a talk sets its own period, which warns only.
"""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from council.charters.presets import of_body, procedure
from council.charters.procedures import InForce, procedure_for
from council.meetings.kinds import BLUEPRINTS
from council.meetings.models import MeetingKind
from council.meetings.rules import least_notice
from council.organisation.models import Place
from council.web.formats import day_words


@dataclass(frozen=True)
class Notice:
    """The period for one kind of meeting under the rules in force."""

    kind: MeetingKind
    held: InForce

    @property
    def usual(self) -> int | None:
        """The days that the rules name; None where they name none."""
        return self.held.rules.notice_days

    @property
    def least(self) -> int:
        """Fewer days than these are refused."""
        return least_notice(self.held.rules)

    def least_for(self, urgency: str) -> int:
        """The same with the emergency that was named, if one was."""
        return least_notice(self.held.rules, urgency)

    @property
    def may_hurry(self) -> bool:
        """Whether an emergency lets the notice be shorter."""
        return self.held.rules.may_hurry

    @property
    def is_own(self) -> bool:
        """Whether the place chose the number itself, instead of the law or the model rule."""
        return self.usual != procedure(self.held.rules.code).notice_days

    def refusal(self) -> str:
        """Why fewer days than `least` will not do, with the rule that says so, and when they would."""
        rule = self._rule()
        return _("%(rule)s Only in an emergency may it be shorter: say why.", rule=rule) if self.may_hurry else rule

    def _rule(self) -> str:
        kind = _(BLUEPRINTS[self.kind].body_name)
        if self.is_own:
            return ngettext(
                "%(kind)s: the rules of this place ask for at least %(num)d day's notice.",
                "%(kind)s: the rules of this place ask for at least %(num)d days' notice.",
                self.least,
                kind=kind,
            )
        return ngettext(
            "%(kind)s: the law asks for at least %(num)d day's notice (%(rule)s).",
            "%(kind)s: the law asks for at least %(num)d days' notice (%(rule)s).",
            self.least,
            kind=kind,
            rule=_(self.held.rules.citation),
        )

    def advice(self) -> str:
        """What is said beside a period that is short and yet allowed."""
        usual = self.usual or 0
        if self.is_own:
            return ngettext(
                "The rules of this place ask for 1 day.", "The rules of this place ask for %(num)d days.", usual
            )
        return ngettext("Usual is %(num)d day.", "Usual are %(num)d days.", usual)


def too_early(days: int, earliest: date, notice: Notice) -> str:
    """Why a day will not do, and how it would."""
    if notice.least and days == notice.least:
        return _("%(rule)s So the earliest day is %(day)s.", rule=notice.refusal(), day=day_words(earliest))
    return _(
        "A notice of %(days)s days is set, so the earliest day is %(day)s. Move the meeting or shorten the notice.",
        days=days,
        day=day_words(earliest),
    )


def notice_in(place: Place | None, kind: MeetingKind) -> Notice:
    """The period for a kind of meeting of `place` that is called today; the law's where no place is named."""
    body = BLUEPRINTS[kind].body
    return Notice(kind, procedure_for(place, body) if place else InForce(of_body(body)[0]))
