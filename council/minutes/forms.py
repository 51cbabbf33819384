"""The forms of minutes."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from council.web.forms import Form


class NoteForm(Form):
    """The recorder's words on one item, and the revision they are based on."""

    text = TextAreaField(_l("Notes"), validators=[Length(max=8000, message=_l("At most 8,000 characters."))])
    revision = IntegerField(default=0, widget=HiddenInput())


class CorrectionForm(Form):
    """A numbered correction."""

    text = TextAreaField(
        _l("What is corrected?"),
        validators=[
            InputRequired(_l("Write what is corrected.")),
            Length(max=2000, message=_l("At most 2,000 characters.")),
        ],
    )
