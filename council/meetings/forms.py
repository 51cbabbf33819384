"""Forms for planning a meeting."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange

from council.base import clock
from council.meetings.models import MeetingKind
from council.web.forms import Form

KINDS = [
    (MeetingKind.WEEKEND_COUNCIL.value, _l("Weekend council: agenda, quorum, votes, resolutions")),
    (MeetingKind.EVENING_TALK.value, _l("Evening talk: anyone may come; straw polls, no motions")),
]


class PlanForm(Form):
    """When and where; the theme may be left out."""

    day = DateField(_l("Day"), validators=[InputRequired(_l("Choose a day."))])
    starts = TimeField(_l("Starts at"), validators=[InputRequired(_l("Give the time it starts, e.g. 19:30."))])
    venue = StringField(
        _l("Place"), validators=[InputRequired(_l("Say where you meet.")), Length(max=80, message=_l("80 signs at most."))]
    )
    title = StringField(_l("Theme"), validators=[Length(max=80, message=_l("80 signs at most."))])
    notice_days = IntegerField(
        _l("Notice period, in days"),
        validators=[
            InputRequired(_l("Give a notice period from 0 to 30 days.")),
            NumberRange(0, 30, _l("Give a notice period from 0 to 30 days.")),
        ],
    )

    @property
    def starts_at(self) -> datetime:
        """Day and time together, as an aware moment."""
        return clock.from_local(datetime.combine(self.day.data, self.starts.data))


class NewMeetingForm(PlanForm):
    """The same with the kind and the place it is held for."""

    kind = RadioField(_l("What kind of meeting?"), choices=KINDS, default=MeetingKind.WEEKEND_COUNCIL.value)
    place = SelectField(_l("Held for"))


class ItemForm(Form):
    """An item of the agenda."""

    title = StringField(
        _l("What is it about?"),
        validators=[InputRequired(_l("Give the item a title.")), Length(max=60, message=_l("60 signs at most."))],
    )
    detail = TextAreaField(_l("In more words"), validators=[Length(max=2000, message=_l("2,000 signs at most."))])
    minutes = IntegerField(
        _l("Minutes"), default=8, validators=[NumberRange(1, 240, _l("Give 1 to 240 minutes."))]
    )
