"""Forms of the paper desk."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from council.polls.papers.operations import MOST_PAPERS
from council.web.forms import Form


class PrintForm(Form):
    """How many papers."""

    count = IntegerField(
        _l("How many papers"),
        default=50,
        validators=[InputRequired(_l("Give a number.")), NumberRange(1, MOST_PAPERS, _l("From 1 to 2,000."))],
    )


class SerialForm(Form):
    """Which paper: its number as printed, or scanned."""

    serial = StringField(_l("Number of the paper"), validators=[InputRequired(_l("Type the number.")), Length(max=12)])


class VoidForm(SerialForm):
    """A paper that does not count, and why."""

    reason = StringField(_l("Why?"), validators=[InputRequired(_l("Say why, in a few words.")), Length(max=200)])


class ProxyForm(Form):
    """Who holds a proxy, as the signed form says."""

    name = StringField(_l("Who votes for them"), validators=[InputRequired(_l("Write the name.")), Length(max=40)])


class HandsForm(Form):
    """Hands counted in the room."""

    for_ = IntegerField(_l("For"), name="for", default=0, validators=[NumberRange(0, 10_000)])
    against = IntegerField(_l("Against"), default=0, validators=[NumberRange(0, 10_000)])
    abstain = IntegerField(_l("Abstain"), default=0, validators=[NumberRange(0, 10_000)])
