"""Forms of points of order: on the phone, on the console, and those of an appeal."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from council.meetings.evening_forms import ConsoleForm
from council.meetings.order.rules import NAME_LENGTH, WORDS_LENGTH, About
from council.meetings.order.words import ABOUT

_NAME = Length(max=NAME_LENGTH, message=_l("Keep this under 40 characters."))
_WORDS = Length(max=WORDS_LENGTH, message=_l("Keep this under 60 characters."))
_CHOICES = [SelectChoice(about.value, words) for about, words in ABOUT.items()]


class PointForm(ConsoleForm):
    """What is not in order, said by the member on the phone."""

    about = RadioField(
        _l("What is not in order?"), choices=_CHOICES, validators=[InputRequired(_l("Choose what is not in order."))]
    )
    words = StringField(_l("In a few words"), validators=[_WORDS])

    @property
    def reason(self) -> About:
        """The plain kind."""
        return About(self.about.data)


class EnteredPointForm(ConsoleForm):
    """The same for somebody without a phone."""

    name = StringField(
        _l("Name or seat number"), validators=[InputRequired(_l("Give a name or a seat number.")), _NAME]
    )
    about = SelectField(_l("What is not in order?"), choices=_CHOICES, default=About.TOPIC.value)
    words = StringField(_l("In a few words"), validators=[_WORDS])

    @property
    def reason(self) -> About:
        """The plain kind."""
        return About(self.about.data)


class RulingForm(ConsoleForm):
    """The chair's word with the ruling."""

    word = StringField(_l("A word with it"), validators=[_WORDS])


class AppealForm(ConsoleForm):
    """Who appeals without a phone, and who seconds it."""

    name = StringField(_l("Appealed by"), validators=[InputRequired(_l("Say who appeals.")), _NAME])
    seconded_by = StringField(_l("Seconded by"), validators=[_NAME])


class AppealSecondForm(ConsoleForm):
    """Who seconds the appeal."""

    seconded_by = StringField(_l("Seconded by"), validators=[InputRequired(_l("Say who seconds it.")), _NAME])
