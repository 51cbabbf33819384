"""Forms of signing in by phone."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, InputRequired

from council.web.forms import Form


class NumberForm(Form):
    """Which phone."""

    number = StringField(_l("Your mobile number"), [DataRequired(_l("Type your mobile number."))])


class CodeForm(Form):
    """The code that came."""

    code = StringField(_l("Code from the text message"), [DataRequired(_l("Type the six digits of the text message."))])


class WhoForm(Form):
    """Which of those who share the number."""

    person = RadioField(_l("Which of you is signing in?"), [InputRequired(_l("Choose who you are."))], coerce=int)
