"""Forms of issues."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from council.issues.states import Solved, Source
from council.web.forms import Form

TITLE_LENGTH = 60
DETAIL_LENGTH = 2000


class RaiseForm(Form):
    """What, where, photos. The photos are no field of it: `media.uploads` takes them."""

    title = StringField(
        _l("What is it about?"),
        [
            DataRequired(_l("Say in one line what it is about.")),
            Length(max=TITLE_LENGTH, message=_l("Say it in %(max)d characters. Put the rest below, under Say more.")),
        ],
    )
    place = SelectField(_l("Where is it?"), validate_choice=False)
    spot = StringField(_l("Exactly where"), [Length(max=80, message=_l("Keep the spot under %(max)d characters."))])
    detail = TextAreaField(
        _l("Anything else we should know"),
        [Length(max=DETAIL_LENGTH, message=_l("Keep it under %(max)d characters. A photo can say the rest."))],
    )
    urgent = BooleanField(_l("It cannot wait"))
    anonymous = BooleanField(_l("Do not show my name in public"))


class RaiseForForm(RaiseForm):
    """An issue typed for a resident, who agreed."""

    source = RadioField(
        _l("How it came in"),
        [InputRequired(_l("Choose how it came in."))],
        choices=[
            SelectChoice(Source.ON_BEHALF.value, _l("The resident asked me")),
            SelectChoice(Source.VISIT.value, _l("On a visit")),
            SelectChoice(Source.PHONE.value, _l("By phone")),
        ],
    )
    consent = BooleanField(_l("The resident agrees that I raise it for them"))


class VisitorForm(Form):
    """What a visitor says: what it is, and how to reach them if they like."""

    title = StringField(
        _l("What is it about?"),
        [
            DataRequired(_l("Say in one line what it is about.")),
            Length(max=TITLE_LENGTH, message=_l("Say it in %(max)d characters. Put the rest below.")),
        ],
    )
    detail = TextAreaField(
        _l("Anything else we should know"),
        [Length(max=DETAIL_LENGTH, message=_l("Keep it under %(max)d characters. A photo can say the rest."))],
    )
    name = StringField(_l("Your name"), [Length(max=60, message=_l("Keep it under %(max)d characters."))])
    phone = StringField(_l("Your phone"), [Length(max=32, message=_l("Keep it under %(max)d characters."))])


class HandBackForm(Form):
    """What the supervisor wants done."""

    reason = TextAreaField(
        _l("What is still to be done?"),
        [
            DataRequired(_l("Say what is still to be done.")),
            Length(max=500, message=_l("Keep it under %(max)d characters.")),
        ],
    )


ANSWERS = [
    SelectChoice(Solved.YES.value, _l("Yes, solved")),
    SelectChoice(Solved.PARTLY.value, _l("Partly")),
    SelectChoice(Solved.NO.value, _l("No, not solved")),
]


class FeedbackForm(Form):
    """The resident's last word."""

    solved = RadioField(
        _l("Is it solved?"),
        [InputRequired(_l("Choose yes, partly or no."))],
        choices=ANSWERS,
    )
    score = RadioField(
        _l("How content are you?"),
        [Optional()],
        choices=[
            SelectChoice("5", _l("5 Very content")),
            SelectChoice("4", _l("4 Content")),
            SelectChoice("3", _l("3 So-so")),
            SelectChoice("2", _l("2 Not content")),
            SelectChoice("1", _l("1 Not at all")),
        ],
    )
    reason = TextAreaField(
        _l("What is still missing?"), [Length(max=500, message=_l("Keep it under %(max)d characters."))]
    )


class PointForm(Form):
    """Where a QR code for visitors hangs."""

    place = SelectField(_l("About which place"), validate_choice=False)
    spot = StringField(
        _l("Where it hangs"),
        [
            DataRequired(_l("Say where it hangs, so that it can be found again.")),
            Length(max=80, message=_l("Keep it under %(max)d characters.")),
        ],
    )
