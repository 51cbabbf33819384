"""Linking an account at the street's sign-in."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired

from council.web.forms import Form


class IdentityForm(Form):
    """The provider's own name for the account."""

    subject = StringField(_l("Account number there"), [DataRequired(_l("Copy the number that the person saw."))])
