"""Forms of the roster."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Length, Optional

from council.roster.rules import LONGEST_DOOR
from council.web.forms import Form


class UploadForm(Form):
    """A file and the place it is for."""

    file = FileField(_l("Roster file (XLSX or CSV)"), [FileRequired(_l("Choose a file."))])
    place = SelectField(_l("For which place?"), validate_choice=False)


class ExportForm(Form):
    """A place and a kind of file."""

    place = SelectField(_l("Of which place?"), validate_choice=False)
    kind = RadioField(
        _l("Kind of file"),
        choices=[SelectChoice("xlsx", _l("Excel workbook (XLSX)")), SelectChoice("csv", _l("Text (CSV, UTF-8)"))],
        default="xlsx",
    )


class LotForm(Form):
    """A lot: where, what, how large."""

    place = SelectField(_l("Entrance or building"), validate_choice=False)
    door = StringField(
        _l("Door"),
        [
            DataRequired(_l("Enter the door number.")),
            Length(max=LONGEST_DOOR, message=_l("Keep it under %(max)d characters.")),
        ],
    )
    kind = RadioField(
        _l("What is it?"),
        choices=[
            SelectChoice("dwelling", _l("dwelling")),
            SelectChoice("shop", _l("shop")),
            SelectChoice("parking", _l("parking space")),
        ],
        default="dwelling",
    )
    area = StringField(_l("Floor area in m²"))


class AreaForm(Form):
    """The floor area of a lot."""

    area = StringField(_l("Floor area in m²"), [DataRequired(_l("Enter the floor area."))])


class OwnerForm(Form):
    """One more owner."""

    person = StringField(
        _l("Owner: name, or name and door"), [DataRequired(_l("Enter the owner's name.")), Length(max=80)]
    )
    since = DateField(_l("Owner since"), [Optional()])
