"""Forms for papers."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from council.meetings.attachments.rules import MOST_LINK, MOST_REASON, MOST_TEXT, MOST_TITLE
from council.web.forms import Form


class PaperForm(Form):
    """A paper: its title, and one of file, text and address."""

    title = StringField(
        _l("What is it called?"),
        id="paper-title",
        validators=[
            InputRequired(_l("Give the paper a title.")),
            Length(max=MOST_TITLE, message=_l("80 signs at most.")),
        ],
    )
    file = FileField(_l("A file: PDF or picture"), id="paper-file")
    text = TextAreaField(
        _l("or its text"), id="paper-text", validators=[Length(max=MOST_TEXT, message=_l("20,000 signs at most."))]
    )
    url = StringField(
        _l("or an address on the web"),
        id="paper-url",
        validators=[Length(max=MOST_LINK, message=_l("500 signs at most."))],
    )


class WithdrawForm(Form):
    """Why a paper is taken back; in a draft no reason is needed."""

    reason = StringField(
        _l("Why is it withdrawn?"), validators=[Length(max=MOST_REASON, message=_l("200 signs at most."))]
    )
