"""Forms of offices."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from council.base.errors import DomainError, Invalid
from council.residents.models import Way
from council.web.forms import Form

WAYS = [SelectChoice(Way.ELECTED.value, _l("elected")), SelectChoice(Way.APPOINTED.value, _l("appointed"))]
CATEGORIES = [
    SelectChoice("representative", _l("for the residents")),
    SelectChoice("party", _l("for the party branch")),
    SelectChoice("social", _l("for a social organisation")),
    SelectChoice("partner", _l("for a partner unit")),
]


class TermForm(Form):
    """From when to when, and where it comes from."""

    since = DateField(_l("First day"), [InputRequired(_l("Choose the first day."))])
    until = DateField(_l("Last day"), [Optional()])
    way = RadioField(_l("How did they come to it?"), [InputRequired(_l("Choose one."))], choices=WAYS)
    resolution = StringField(
        _l("Number of the resolution"), [Length(max=40, message=_l("Keep it under %(max)d characters."))]
    )
    letter = StringField(
        _l("Letter of appointment"), [Length(max=120, message=_l("Keep it under %(max)d characters."))]
    )


class AppointForm(TermForm):
    """A new term; members of a council sit for somebody, contacts speak for a unit."""

    category = SelectField(_l("Sits in the council"), choices=CATEGORIES, validate_choice=False)
    unit = SelectField(_l("Speaks for"), choices=[], coerce=str, validate_choice=False)


class When:
    """When a term ends."""

    NOW = "now"
    LATER = "later"
    MISTAKE = "mistake"


def _day_if_later(form: Form, field: Field) -> None:
    """A day is needed where the term ends on one; stands before `Optional`, which ends the checks of an empty field."""
    if form["when"].data == When.LATER and not any(field.raw_data or ()):
        raise StopValidation(_("Choose the last day."))


class EndForm(Form):
    """When a term ends, and why."""

    when = RadioField(
        _l("When does it end?"),
        [InputRequired(_l("Choose one."))],
        choices=[
            SelectChoice(When.NOW, _l("At once")),
            SelectChoice(When.LATER, _l("On a day")),
            SelectChoice(When.MISTAKE, _l("It was entered by mistake and was never held")),
        ],
        default=When.NOW,
    )
    last_day = DateField(_l("Last day in the office"), [_day_if_later, Optional()])
    reason = StringField(_l("Why?"), [Length(max=200, message=_l("Keep it under %(max)d characters."))])

    def validate_reason(self, field: Field) -> None:
        """Needed unless it was a mistake."""
        if self.when.data != When.MISTAKE and not field.data:
            raise ValidationError(_("Say why it ends."))


def as_invalid(problem: DomainError) -> Invalid:
    """What an operation refused, to be shown on the form: beside its field, or above the form."""
    return problem if isinstance(problem, Invalid) else Invalid(problem.message)
