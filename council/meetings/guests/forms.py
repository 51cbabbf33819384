"""The line at the door for somebody who is on no roster."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from council.meetings.guests.models import Capacity
from council.meetings.guests.words import CAPACITIES
from council.organisation.models import PartnerUnit
from council.web.forms import Form


class GuestForm(Form):
    """A name, as what they come, and where they are from."""

    name = StringField(
        _l("Name"),
        id="guest-name",
        validators=[
            InputRequired(_l("Write the guest's name.")),
            Length(max=40, message=_l("Keep it under %(max)d characters.")),
        ],
    )
    capacity = RadioField(
        _l("Comes as"),
        id="guest-capacity",
        choices=[SelectChoice(str(capacity), words) for capacity, words in CAPACITIES.items()],
        default=Capacity.OBSERVER.value,
    )
    unit = SelectField(_l("Partner unit"), id="guest-unit", default="")
    origin = StringField(
        _l("From where"),
        id="guest-origin",
        validators=[Length(max=60, message=_l("Keep it under %(max)d characters."))],
    )

    def offer(self, units: Sequence[PartnerUnit]) -> None:
        """Let one of `units` be chosen, or none."""
        listed = [SelectChoice(str(unit.id), unit.name) for unit in units]
        self.unit.choices = [SelectChoice("", _l("None of these")), *listed]
