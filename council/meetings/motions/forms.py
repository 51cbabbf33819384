"""Forms of motions by rank, on the console; and how formally a meeting is held, on its plan."""

from collections.abc import Callable

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.fields.core import Field
from wtforms.validators import InputRequired, Length, StopValidation

from council.meetings.evening_forms import ConsoleForm, MotionForm
from council.meetings.motions.operations import Hands, Words
from council.meetings.motions.rules import PROCEDURAL, Formality
from council.web.forms import Form

#: Longest recess and longest speech, in minutes.
LONGEST = 240

_NAME = Length(max=120, message=_l("Keep this under 120 characters."))


def _number(least: int, most: int, message: object) -> Callable[[Form, Field], None]:
    """A validator with one sentence: nothing typed is fine, else a whole number in this range."""

    def check(form: Form, field: Field) -> None:
        typed = bool(field.raw_data and str(field.raw_data[0]).strip())
        if typed and (field.data is None or not least <= field.data <= most):
            field.errors = []
            raise StopValidation(str(message))
        if not typed:
            field.errors = []
            raise StopValidation

    return check


class MainForm(MotionForm):
    """A main motion: its exact text, who moves and who seconds it."""

    moved_by = StringField(_l("Moved by"), validators=[InputRequired(_l("Say who moves it.")), _NAME])
    seconded_by = StringField(_l("Seconded by"), validators=[_NAME])

    @property
    def words(self) -> Words:
        """What it says."""
        return Words(title=self.title.data or "", text=self.text.data or "", heavier=bool(self.heavier.data))


class AmendForm(MainForm):
    """An amendment: the whole text as it would read."""

    title = StringField(
        _l("What it changes, in one line"),
        validators=[
            InputRequired(_l("Say in one line what it changes.")),
            Length(max=60, message=_l("Keep it under 60 characters: it stands on the wall.")),
        ],
    )
    text = TextAreaField(
        _l("The whole text as it would read"),
        validators=[
            InputRequired(_l("Write the whole text as it would read.")),
            Length(max=2000, message=_l("Keep the text under 2,000 characters.")),
        ],
    )
    heading = StringField(
        _l("The motion's short question, if this is carried"),
        validators=[
            InputRequired(_l("Write the question in one line.")),
            Length(max=60, message=_l("Keep the question under 60 characters: it stands on the wall.")),
        ],
    )

    @property
    def words(self) -> Words:
        """What it says."""
        return Words(title=self.title.data or "", text=self.text.data or "", heading=self.heading.data or "")


class ProcedureForm(ConsoleForm):
    """A motion about the procedure: no text, perhaps a time."""

    kind = RadioField(
        _l("What is moved?"),
        choices=[SelectChoice(kind.value, kind.value) for kind in PROCEDURAL],
        validators=[InputRequired(_l("Choose what is moved."))],
    )
    moved_by = StringField(_l("Moved by"), validators=[InputRequired(_l("Say who moves it.")), _NAME])
    seconded_by = StringField(_l("Seconded by"), validators=[_NAME])
    minutes = IntegerField(
        _l("How many minutes"),
        validators=[_number(1, LONGEST, _l("Give 1 to 240 minutes."))],
    )
    until = StringField(_l("Until when"), validators=[Length(max=60, message=_l("60 signs at most."))])

    @property
    def words(self) -> Words:
        """What it asks for."""
        return Words(minutes=self.minutes.data, until=self.until.data or "")


class SecondForm(ConsoleForm):
    """Who seconds it."""

    seconded_by = StringField(_l("Seconded by"), validators=[InputRequired(_l("Say who seconds it.")), _NAME])


_HANDS = _number(0, 9999, _l("Give a number, or leave it empty for none."))


class HandsForm(ConsoleForm):
    """Hands counted in the room."""

    for_ = IntegerField(_l("For"), name="for", validators=[_HANDS])
    against = IntegerField(_l("Against"), validators=[_HANDS])
    abstain = IntegerField(_l("Abstain"), validators=[_HANDS])

    @property
    def hands(self) -> Hands:
        """The figures; what is left empty is none."""
        return Hands(self.for_.data or 0, self.against.data or 0, self.abstain.data or 0)


class FormalityForm(Form):
    """How formally a body that decides holds its meeting."""

    formality = RadioField(
        _l("How formally is it held?"),
        choices=[
            SelectChoice(Formality.SIMPLE.value, _l("Simple: one motion at a time, the chair edits its text")),
            SelectChoice(Formality.PARLIAMENTARY.value, _l("Parliamentary: seconds, amendments, motions by rank")),
        ],
        validators=[InputRequired(_l("Choose one."))],
    )
