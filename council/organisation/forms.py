"""Forms of places, units, venues and hotlines."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, SelectMultipleField, StringField, TelField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from council.organisation.models import HotlineKind
from council.web.forms import Form


def _at_most(signs: int) -> Length:
    return Length(max=signs, message=_l("Keep it under %(max)d signs."))


CALLED = _l("A number, a mobile, or a short number like 12345.")


def _number(text: Any) -> int | None:
    return int(text) if str(text or "").isdigit() else None


class Revised(Form):
    """A form about a row that others may change meanwhile."""

    revision = HiddenField()

    @property
    def seen_revision(self) -> int | None:
        """The revision that the form was shown with; None where it came without one."""
        return _number(self.revision.data)

    def shows(self, revision: int) -> None:
        """Take the revision with it that the form is shown with."""
        self.revision.data = str(revision)


class PlaceForm(Revised):
    """Name and number of a place."""

    name = StringField(_l("Name"), [InputRequired(_l("Give it a name.")), _at_most(60)])
    position = IntegerField(
        _l("Number"),
        [InputRequired(_l("Give a number from 0 to 999.")), NumberRange(0, 999, _l("Give a number from 0 to 999."))],
        description=_l("Its place in the order of its neighbours."),
    )
    reason = StringField(
        _l("Why (if the name changes)"),
        [_at_most(200)],
        description=_l("Papers of the past keep the old name. The page says until when it was used."),
    )


class BelowForm(Form):
    """One or several places below another one."""

    kind = SelectField(_l("What is it?"))
    names = TextAreaField(
        _l("Names"),
        [InputRequired(_l("Give at least one name."))],
        description=_l("One a line. Building 1…Building 12 adds all twelve at once."),
    )
    code = StringField(
        _l("Code (for a community or an estate)"),
        [_at_most(32)],
        description=_l("Capital letters, such as GY. Smaller places get theirs from their number."),
    )


class MoveForm(Revised):
    """Where a place lies from now on."""

    to = SelectField(_l("Where does it lie from now on?"), validate_choice=False)
    reason = StringField(_l("Why?"), [_at_most(200)])


class SplitForm(Form):
    """A new grid, and the buildings that go to it."""

    name = StringField(_l("Name of the new grid"), [InputRequired(_l("Give it a name.")), _at_most(60)])
    position = IntegerField(
        _l("Its number"),
        [InputRequired(_l("Give a number from 1 to 999.")), NumberRange(1, 999, _l("Give a number from 1 to 999."))],
    )
    buildings = SelectMultipleField(
        _l("Buildings that go to it"),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    reason = StringField(_l("Why?"), [InputRequired(_l("Say why, so that later readers understand.")), _at_most(200)])


class ClosureForm(Form):
    """Why a place is no longer used."""

    reason = StringField(_l("Why?"), [InputRequired(_l("Say why, so that later readers understand.")), _at_most(200)])


class UnitForm(Revised):
    """A partner unit."""

    name = StringField(_l("Name"), [InputRequired(_l("Give a name.")), _at_most(60)])
    phone = TelField(_l("Number to call"), [_at_most(32)], description=CALLED)
    place = SelectField(_l("Works for"), validate_choice=False)


class ContactForm(Revised):
    """A contact person of a unit."""

    name = StringField(_l("Name"), [InputRequired(_l("Give a name.")), _at_most(60)])
    duty = StringField(_l("What they do there"), [_at_most(80)], description=_l("For example: repairs, nights too"))
    phone = TelField(_l("Number to call"), [_at_most(32)], description=CALLED)
    person = SelectField(
        _l("Signs in as"),
        validate_choice=False,
        description=_l("Who holds the office of contact for this unit, if they use Yehua themselves."),
    )


class VenueForm(Revised):
    """A venue."""

    name = StringField(_l("Name"), [InputRequired(_l("Give a name.")), _at_most(80)])
    place = SelectField(_l("Serves"), validate_choice=False)
    address = StringField(_l("Where exactly"), [_at_most(120)])
    hours = StringField(_l("Opening hours"), [_at_most(80)])
    rooms = StringField(_l("Rooms"), [_at_most(200)], description=_l("For example: hall, reading room, kitchen"))
    seats = IntegerField(_l("Seats"), [NumberRange(0, 5000, _l("Give the number of seats, or 0."))], default=0)
    note = StringField(_l("Good to know"), [_at_most(200)], description=_l("Ramp, key, heating …"))


class HotlinesForm(Form):
    """The three numbers of an estate, and when somebody answers each."""

    service = TelField(_l("Service line"), [_at_most(32)])
    service_hours = StringField(_l("Service line: when somebody answers"), [_at_most(60)])
    request = TelField(_l("Request line"), [_at_most(32)])
    request_hours = StringField(_l("Request line: when somebody answers"), [_at_most(60)])
    oversight = TelField(_l("Oversight line"), [_at_most(32)])
    oversight_hours = StringField(_l("Oversight line: when somebody answers"), [_at_most(60)])
    #: the numbers that the form was shown with, as JSON
    seen = HiddenField()

    def line(self, kind: HotlineKind) -> tuple[str, str]:
        """What was typed for a kind: number and hours."""
        return self[kind.value].data or "", self[f"{kind.value}_hours"].data or ""
