"""Forms at the door."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField, StringField
from wtforms.validators import InputRequired

from council.web.forms import Form


class SlipCodeForm(Form):
    """The eight characters of a slip."""

    code = StringField(_l("Code on the slip"), [InputRequired(_l("Type the code that stands on the slip."))])


class SpokenCodeForm(Form):
    """The eight digits that an officer reads out."""

    code = StringField(_l("Code that was read out"), [InputRequired(_l("Type the eight digits that you were told."))])


class SlipsForm(Form):
    """Which doors get a slip: those ticked, or all that the list shows."""

    everybody = HiddenField()
    households = SelectMultipleField(coerce=int, validate_choice=False)
