"""Forms of passwords and second steps. Secrets never come back into a form that is shown again."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired

from council.web.forms import Form


class OfficeForm(Form):
    """Login name and password."""

    login = StringField(_l("Login name"), [DataRequired(_l("Type your login name."))])
    password = PasswordField(_l("Password"), [DataRequired(_l("Type your password."))])


class SecondForm(Form):
    """The code of the authenticator, or a recovery code."""

    code = StringField(_l("Six digits from your app"), [DataRequired(_l("Type the six digits, or a recovery code."))])


class PasswordForm(Form):
    """A new login name and password. `current` is asked for where there is one already."""

    current = PasswordField(_l("Your password until now"))
    login = StringField(_l("Login name"), [DataRequired(_l("Choose a login name."))])
    password = PasswordField(_l("New password"), [DataRequired(_l("Choose a password."))])
    again = PasswordField(_l("New password once more"), [DataRequired(_l("Type the new password once more."))])


class FactorForm(Form):
    """A new authenticator: the secret, sealed, comes with the page; a code proves that the app has it."""

    sealed = HiddenField()
    current = PasswordField(_l("Your password"))
    old = StringField(_l("A code from your app until now, or a recovery code"))
    code = StringField(_l("Six digits from your app"), [DataRequired(_l("Type the six digits that the app shows."))])


class CurrentForm(Form):
    """The password, before something is taken away from somebody who has no second step."""

    current = PasswordField(_l("Your password"), [DataRequired(_l("Type your password."))])


class ProveForm(Form):
    """Password and a code, before something is taken away or made anew."""

    current = PasswordField(_l("Your password"), [DataRequired(_l("Type your password."))])
    code = StringField(_l("Six digits from your app"), [DataRequired(_l("Type the six digits, or a recovery code."))])
