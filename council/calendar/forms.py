"""The form of an own day."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length

from council.web.forms import Form


class DayForm(Form):
    """A day, whether it is worked, and why."""

    day = DateField(_l("Day"), [InputRequired(_l("Choose a day."))])
    worked = RadioField(
        _l("What it is"),
        [InputRequired(_l("Choose day off or working day."))],
        choices=[SelectChoice("no", _l("A day off")), SelectChoice("yes", _l("A working day"))],
    )
    name = StringField(
        _l("Why"),
        [
            DataRequired(_l("Say what day it is, so that others understand.")),
            Length(max=40, message=_l("Keep it under %(max)d characters.")),
        ],
    )
