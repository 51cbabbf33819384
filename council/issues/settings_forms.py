"""Forms of what issues are handled with: categories and ready answers."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length

from council.issues.operations.notes import ANSWERED_ACTS
from council.issues.states import Counting
from council.organisation.forms import Revised

_HOURS = [InputRequired(_l("Write a number of hours."))]
ACT_WORDS = {
    "acknowledge": _l("Taking it"),
    "reject": _l("Declining it"),
    "resolve": _l("Saying it is done"),
    "refer": _l("Referring it further up"),
    "send_back": _l("Sending it back"),
}


class CategoryForm(Revised):
    """A category and its hours."""

    name = StringField(
        _l("Own name"),
        [Length(max=40, message=_l("Keep it under %(max)d characters."))],
        description=_l("Empty: the built-in name."),
    )
    counting = SelectField(
        _l("Which hours count"),
        choices=[
            SelectChoice(Counting.WORKING.value, _l("Hours of working days (eight a day)")),
            SelectChoice(Counting.CALENDAR.value, _l("All hours, day and night")),
        ],
    )
    acknowledge_hours = IntegerField(_l("Hours to accept it"), _HOURS)
    answer_hours = IntegerField(_l("Hours to answer it"), _HOURS)
    solve_hours = IntegerField(_l("Hours to do it"), _HOURS)
    keywords = TextAreaField(
        _l("Words that suggest it"), [Length(max=1000)], description=_l("One a line, besides the built-in ones.")
    )


class AnswerForm(Revised):
    """A ready answer."""

    place = SelectField(_l("For"), validate_choice=False)
    act = SelectField(_l("When"), choices=[SelectChoice(code, ACT_WORDS[code]) for code in ANSWERED_ACTS])
    name = StringField(_l("Short name"), [DataRequired(_l("Give it a short name.")), Length(max=40)])
    text = TextAreaField(_l("Answer"), [DataRequired(_l("Write the answer.")), Length(max=500)])
