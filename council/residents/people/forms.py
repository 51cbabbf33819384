"""Forms of a person's record."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from council.residents.models import Residency
from council.web.forms import Form, trimmed

LIVING = [
    SelectChoice(Residency.REGISTERED.value, _l("registered resident")),
    SelectChoice(Residency.RESIDENT.value, _l("resident")),
    SelectChoice(Residency.TENANT.value, _l("tenant")),
    SelectChoice(Residency.SHOP.value, _l("shop owner")),
    SelectChoice(Residency.VISITOR.value, _l("visitor")),
]
_PHONE = re.compile(r"\+?[0-9]{5,15}")


def digits_only(value: object) -> object:
    """A phone number without the blanks and dashes that people write into it."""
    value = trimmed(value)
    return re.sub(r"[\s\-()\uff08\uff09]", "", value) if isinstance(value, str) else value


def is_phone(form: Form, field: Field) -> None:
    """Empty, or a number that can be called."""
    if field.data and not _PHONE.fullmatch(field.data):
        raise ValidationError(_("This is no phone number. Use digits only, or leave it empty."))


class DoorForm(Form):
    """A building or entrance, and the door."""

    place = SelectField(_l("Building"), validate_choice=False)
    door = StringField(
        _l("Door"),
        [
            DataRequired(_l("Which door? For example 302.")),
            Length(max=32, message=_l("Keep it under %(max)d characters.")),
        ],
    )


class WhoForm(Form):
    """Name and phone number."""

    name = StringField(
        _l("Name"),
        [DataRequired(_l("Write the name.")), Length(max=60, message=_l("Keep it under %(max)d characters."))],
    )
    phone = StringField(_l("Phone"), [is_phone], filters=[digits_only])


class OutsiderForm(WhoForm):
    """Somebody who works here and lives elsewhere. `sure` says that nobody of those shown is meant."""

    sure = HiddenField(default="")


class RecordForm(WhoForm):
    """What can be corrected in a record."""

    residency = RadioField(_l("Lives here as"), [InputRequired(_l("Choose one."))], choices=LIVING)
    adult = BooleanField(_l("18 or older"), default=True)
    household_rep = BooleanField(_l("Speaks for the household"))


class AddForm(WhoForm, DoorForm):
    """A walk-in: name, building, door, how they belong. `sure` says that nobody of those shown is meant."""

    residency = RadioField(
        _l("Lives here as"), [InputRequired(_l("Choose one."))], choices=LIVING, default=Residency.REGISTERED.value
    )
    adult = BooleanField(_l("18 or older"), default=True)
    sure = HiddenField(default="")


class LeavingForm(Form):
    """The day somebody moved away or died."""

    left_on = DateField(_l("Since which day?"), [InputRequired(_l("Choose the day."))])
