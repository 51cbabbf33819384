"""The form of a series."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, StringField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from council.base import clock
from council.meetings.forms import FURTHEST, KINDS, fits
from council.meetings.models import MeetingKind
from council.meetings.series.rules import Every
from council.meetings.series.words import EVERY, WEEKDAY
from council.organisation.models import Place
from council.web.forms import Form


class SeriesForm(Form):
    """What comes again, how often, from when on."""

    kind = RadioField(_l("What kind of meeting?"), choices=KINDS, default=MeetingKind.WEEKEND_COUNCIL.value)
    place = SelectField(_l("Held for"))
    every = SelectField(
        _l("How often"), choices=[SelectChoice(str(every), words) for every, words in EVERY.items()], default=Every.LAST
    )
    weekday = SelectField(
        _l("On which day"), choices=[SelectChoice(str(at), words) for at, words in enumerate(WEEKDAY)], default="5"
    )
    starts = TimeField(
        _l("Starts at"), validators=[fits(_l("Give the time it starts, e.g. 19:30."), lambda starts: True)]
    )
    since = DateField(
        _l("Starting on"),
        validators=[
            fits(
                _l("Choose today or a later day, within a year."),
                lambda day: clock.today() <= day <= clock.today() + FURTHEST,
            )
        ],
    )
    venue = StringField(
        _l("Place"),
        validators=[InputRequired(_l("Say where you meet.")), Length(max=80, message=_l("80 signs at most."))],
    )
    title = StringField(_l("Theme"), validators=[Length(max=80, message=_l("80 signs at most."))])

    def offer(self, places: Sequence[Place]) -> None:
        """Let one of `places` be chosen."""
        self.place.choices = [SelectChoice(place.code, place.name) for place in places]
