"""The line at the door for somebody who is on no roster."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from council.web.forms import Form


class GuestForm(Form):
    """A name, and where they are from."""

    name = StringField(
        _l("Name"),
        id="guest-name",
        validators=[
            InputRequired(_l("Write the guest's name.")),
            Length(max=40, message=_l("Keep it under %(max)d characters.")),
        ],
    )
    origin = StringField(
        _l("From where"),
        id="guest-origin",
        validators=[Length(max=60, message=_l("Keep it under %(max)d characters."))],
    )
