"""The chair's form of the queue."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from council.meetings.evening_forms import ConsoleForm
from council.meetings.floor.rules import Stance
from council.meetings.floor.words import STANCES


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
        choices=[SelectChoice(stance.value, words) for stance, words in STANCES.items()],
        default=Stance.QUESTION.value,
    )
