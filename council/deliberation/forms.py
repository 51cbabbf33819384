"""Forms of the room."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import DataRequired, Length

from council.web.forms import Form


class ReasonForm(Form):
    """Why one is for or against."""

    text = TextAreaField(
        _l("Your reason"),
        [
            DataRequired(_l("Write your reason.")),
            Length(max=200, message=_l("Keep it under %(max)d characters.")),
        ],
    )
    anonymous = BooleanField(_l("Do not show my name"))


class StatementForm(Form):
    """A statement."""

    text = TextAreaField(
        _l("A statement"),
        [
            DataRequired(_l("Write the statement in one sentence.")),
            Length(max=140, message=_l("Keep it under %(max)d characters.")),
        ],
    )


class WordsForm(Form):
    """A sentence of why."""

    why = TextAreaField(
        _l("Why?"),
        [DataRequired(_l("Say why.")), Length(max=200, message=_l("Keep it under %(max)d characters."))],
    )
