"""Forms for planning a meeting."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.fields.core import Field
from wtforms.validators import InputRequired, Length, StopValidation

from council.base import clock
from council.meetings.kinds import BLUEPRINTS
from council.meetings.models import MeetingKind
from council.meetings.rules import NOTICE_DAYS
from council.organisation.models import Place
from council.web.forms import Form

KINDS = [SelectChoice(str(kind), _l(blueprint.choice)) for kind, blueprint in BLUEPRINTS.items()]
#: Nobody plans further ahead than this; a year typed wrong is caught.
FURTHEST = timedelta(days=366)


def fits(message: object, test: Callable[[Any], bool]) -> Callable[[Form, Field], None]:
    """A validator with one sentence for everything: left out, not readable, or refused by `test`."""

    def check(form: Form, field: Field) -> None:
        if field.data is None or not test(field.data):
            field.errors = []
            raise StopValidation(str(message))

    return check


def _ahead(day: date) -> bool:
    return clock.today() <= day <= clock.today() + FURTHEST


class PlanForm(Form):
    """When and where; the theme may be left out."""

    day = DateField(_l("Day"), validators=[fits(_l("Choose today or a later day, within a year."), _ahead)])
    starts = TimeField(
        _l("Starts at"), validators=[fits(_l("Give the time it starts, e.g. 19:30."), lambda starts: True)]
    )
    venue = StringField(
        _l("Place"),
        validators=[InputRequired(_l("Say where you meet.")), Length(max=80, message=_l("80 signs at most."))],
    )
    title = StringField(_l("Theme"), validators=[Length(max=80, message=_l("80 signs at most."))])
    notice_days = IntegerField(
        _l("Notice period, in days"),
        validators=[fits(_l("Give a notice period from 0 to 60 days."), lambda days: days in NOTICE_DAYS)],
    )

    urgency = TextAreaField(
        _l("What is the emergency?"), validators=[Length(max=200, message=_l("200 signs at most."))]
    )

    @property
    def starts_at(self) -> datetime:
        """Day and time together, as an aware moment."""
        return clock.from_local(datetime.combine(self.day.data, self.starts.data))


class NewMeetingForm(PlanForm):
    """The same with the kind and the place it is held for, and the issue that gave rise to it."""

    kind = RadioField(_l("What kind of meeting?"), choices=KINDS, default=MeetingKind.WEEKEND_COUNCIL.value)
    place = SelectField(_l("Held for"))
    issue = HiddenField()

    def offer(self, places: Sequence[Place]) -> None:
        """Let one of `places` be chosen."""
        self.place.choices = [SelectChoice(place.code, place.name) for place in places]


class ItemForm(Form):
    """An item of the agenda. Its fields have ids of their own: it stands on one page with the plan."""

    title = StringField(
        _l("What is it about?"),
        id="item-title",
        validators=[
            InputRequired(_l("Give the item a title.")),
            Length(max=60, message=_l("60 signs at most.")),
        ],
    )
    detail = TextAreaField(
        _l("In more words"), id="item-detail", validators=[Length(max=2000, message=_l("2,000 signs at most."))]
    )
    minutes = IntegerField(
        _l("Minutes planned"),
        id="item-minutes",
        default=8,
        validators=[fits(_l("Give 1 to 240 minutes."), lambda minutes: 1 <= minutes <= 240)],
    )


class CancelForm(Form):
    """Why a meeting is called off; a draft needs no reason."""

    reason = TextAreaField(_l("Why is it called off?"), validators=[Length(max=400, message=_l("400 signs at most."))])
