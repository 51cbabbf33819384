"""The chair's form of the queue."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from council.meetings.evening_forms import ConsoleForm
from council.meetings.floor.rules import Stance


class SpeakerForm(ConsoleForm):
    """Someone without a phone who wants to speak."""

    name = StringField(
        _l("Name or seat number"),
        validators=[
            InputRequired(_l("Give a name or a seat number.")),
            Length(max=40, message=_l("Keep this under 40 characters.")),
        ],
    )
    stance = SelectField(
        _l("Stance"),
        choices=[
            SelectChoice(Stance.FOR.value, _l("For")),
            SelectChoice(Stance.AGAINST.value, _l("Against")),
            SelectChoice(Stance.QUESTION.value, _l("A question")),
            SelectChoice(Stance.INFORMATION.value, _l("Information")),
        ],
        default=Stance.QUESTION.value,
    )
