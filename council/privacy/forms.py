"""Forms of the room."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from council.web.forms import Form


class DeletionForm(Form):
    """Why one's data shall go; nobody has to say."""

    reason = TextAreaField(_l("Why?"), [Length(max=500, message=_l("Keep it under %(max)d characters."))])


class RefusalForm(Form):
    """Why a request is refused."""

    answer = TextAreaField(
        _l("Why is it refused?"),
        [
            DataRequired(_l("Say why, so that the person understands.")),
            Length(max=500, message=_l("Keep it under %(max)d characters.")),
        ],
    )


class OperatorForm(Form):
    """Who answers for the data."""

    name = StringField(
        _l("Who answers for the data?"),
        [DataRequired(_l("Fill this in: people read it on the notice.")), Length(max=120)],
    )
    contact = StringField(
        _l("How do people reach them?"),
        [DataRequired(_l("Fill this in: people read it on the notice.")), Length(max=200)],
    )
