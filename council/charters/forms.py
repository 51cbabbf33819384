"""Forms of charters, compacts and procedures."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from council.charters.models import DocumentKind
from council.charters.operations.residents import REMARK_LENGTH
from council.charters.rules.tightening import Own, Share
from council.organisation.models import Place
from council.tally.rules import Op
from council.web.forms import Form

_SHORT = Length(max=120, message=_l("120 signs at most."))

KINDS = [
    SelectChoice(DocumentKind.CHARTER.value, _l("Charter: how the place governs itself")),
    SelectChoice(DocumentKind.COMPACT.value, _l("Compact: what neighbours promise each other")),
]
_NO_DAY = _l("Give a day, such as 2026-03-01.")


class DayField(DateField):
    """A day that must be given."""

    @property
    def day(self) -> date:
        """The day; once the form is valid there is one."""
        assert self.data is not None
        return self.data


def _day(label: object, **more: object) -> DayField:
    return DayField(label, [InputRequired(_NO_DAY)], **more)


class BeginForm(Form):
    """Which document of which place."""

    kind = RadioField(_l("What do you want to write?"), [InputRequired(_l("Choose one."))], choices=KINDS)
    place = SelectField(_l("For which place?"))

    def offer(self, places: Sequence[Place]) -> None:
        """Let one of `places` be chosen."""
        self.place.choices = [SelectChoice(place.code, place.name) for place in places]


class ConsultForm(Form):
    """Until when residents are asked."""

    until = _day(_l("Ask residents until"))


class AdoptForm(Form):
    """What adopted it."""

    resolution = StringField(
        _l("What adopted it?"),
        [DataRequired(_l("Name the resolution that adopted it.")), _SHORT],
    )
    adopted_on = _day(_l("Adopted on"))


class FileForm(Form):
    """The street's filing."""

    filing_number = StringField(
        _l("Filing number"),
        [DataRequired(_l("Give the street's filing number.")), _SHORT],
    )
    filed_on = _day(_l("Filed on"))


class ForceForm(Form):
    """From when it holds."""

    force_from = _day(_l("In force from"))


class PaperForm(Form):
    """A paper that is in force already. Its fields have ids of their own: it stands on one page with others."""

    adopted_by = StringField(
        _l("Adopted by"),
        [DataRequired(_l("Say what adopted it, as the paper says.")), _SHORT],
        id="paper-adopted-by",
    )
    adopted_on = _day(_l("Adopted on"), id="paper-adopted-on")
    filing_number = StringField(
        _l("Filing number"),
        [DataRequired(_l("Give the street's filing number.")), _SHORT],
        id="paper-filing-number",
    )
    filed_on = _day(_l("Filed on"), id="paper-filed-on")
    force_from = _day(_l("In force from"), id="paper-force-from")


class WithdrawForm(Form):
    """Why a draft is put away."""

    reason = StringField(_l("Why is it withdrawn?"), [_SHORT])


class RemarkForm(Form):
    """What a resident thinks of a draft."""

    text = TextAreaField(
        _l("What do you think of it?"),
        [
            DataRequired(_l("Write what you think of it.")),
            Length(max=REMARK_LENGTH, message=_l("Keep it under %(max)d characters.")),
        ],
    )


class ImportForm(Form):
    """A whole text from paper or another program."""

    pasted = TextAreaField(
        _l("Paste the whole text"),
        [
            DataRequired(_l("Paste the text first.")),
            Length(max=60000, message=_l("Keep it under %(max)d characters.")),
        ],
    )


_OPS = [SelectChoice(">=", _l("at least")), SelectChoice(">", _l("more than"))]
_SHARES = ("1/2", "3/5", "2/3", "3/4", "4/5", "1/1")


def _shares() -> list[SelectChoice]:
    found = [SelectChoice("", _l("as the rule above says"))]
    return [*found, *(SelectChoice(share, _l("all") if share == "1/1" else share) for share in _SHARES)]


class ProcedureForm(Form):
    """The numbers of a place's own; what is left empty stays as the rule above says."""

    place = HiddenField()
    quorum_op = SelectField(_l("Quorum: how"), choices=_OPS)
    quorum = SelectField(_l("Quorum: how many"), choices=_shares)
    majority_op = SelectField(_l("Majority: how"), choices=_OPS)
    majority = SelectField(_l("Majority: how many"), choices=_shares)
    notice_days = IntegerField(
        _l("Days of notice"), [Optional(), NumberRange(0, 60, _l("Give 0 to 60 days, or leave it empty."))]
    )
    meetings_a_year = IntegerField(
        _l("Meetings a year, at least"), [Optional(), NumberRange(0, 60, _l("Give 0 to 60, or leave it empty."))]
    )
    turn_minutes = IntegerField(
        _l("Minutes each time"), [Optional(), NumberRange(1, 30, _l("Give 1 to 30 minutes, or leave it empty."))]
    )
    turns_each = IntegerField(
        _l("Times on one item"), [Optional(), NumberRange(1, 9, _l("Give 1 to 9 times, or leave it empty."))]
    )
    final = BooleanField(_l("A vote cast cannot be changed"))
    secret = BooleanField(_l("Votes are secret"))
    valid_from = _day(_l("Holds from"))
    decided_by = StringField(_l("Decided by"), [_SHORT])

    def own(self) -> Own:
        """The numbers as typed."""
        return Own(
            quorum=_share(self.quorum_op.data, self.quorum.data),
            majority=_share(self.majority_op.data, self.majority.data),
            notice_days=self.notice_days.data,
            final=bool(self.final.data),
            secret=bool(self.secret.data),
            meetings_a_year=self.meetings_a_year.data,
            turn_seconds=self.turn_minutes.data * 60 if self.turn_minutes.data else None,
            turns_each=self.turns_each.data,
        )


def _share(op: Op, text: str | None) -> Share | None:
    """A share as chosen; “more than all” does not exist, so all is at least all."""
    if not text:
        return None
    fraction = Fraction(text)
    return Share(">=" if fraction == 1 else op, fraction)
