"""Naming who stands in: by name, with the door number where two have one name."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from council.web.forms import Form

_SHORT = Length(max=40, message=_l("Keep it under %(max)d characters."))
_DOOR = Length(max=12, message=_l("Keep it under %(max)d characters."))


class HolderForm(Form):
    """Who stands in, as the giver says it on their own phone."""

    holder = StringField(_l("Who stands in for you"), validators=[InputRequired(_l("Write the name.")), _SHORT])
    holder_door = StringField(_l("Door number"), validators=[_DOOR])


class SignedForm(Form):
    """Giver and holder, as the signed paper says."""

    giver = StringField(_l("Who cannot come"), validators=[InputRequired(_l("Write the name.")), _SHORT])
    giver_door = StringField(_l("Door number"), validators=[_DOOR])
    holder = StringField(_l("Who stands in for them"), validators=[InputRequired(_l("Write the name.")), _SHORT])
    holder_door = StringField(_l("Door number"), validators=[_DOOR])
