"""The sample sheet `/style`: every token and component in all its states. Registered in development only."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask_babel import gettext as _
from wtforms import BooleanField, DateField, FileField, RadioField, SelectField, StringField, TextAreaField

from council.web.forms import Form

bp = Blueprint("style", __name__, url_prefix="/style")

SAMPLES = {"phone": "web/_sample_phone.html", "ballot": "web/_sample_ballot.html", "wall": "web/_sample_wall.html"}


class SampleForm(Form):
    """One field of each kind."""

    what = StringField()
    where = SelectField(choices=[("3-2", "3-2"), ("6-1", "6-1")])
    details = TextAreaField()
    when = DateField()
    photos = FileField()
    side = RadioField(choices=[("for", "✓"), ("against", "✗")])
    masked = BooleanField()


@dataclass(frozen=True)
class SamplePage:
    """A page of a list, as the pager wants it."""

    number: int = 2
    pages: int = 4
    total: int = 68

    def url_for(self, number: int) -> str:
        """An address that stays on the sheet."""
        return f"/style/?page={number}"


@bp.get("/")
def sheet() -> str:
    """Tokens, type, icons and components, by day and by night."""
    good, bad = _form(), _form()
    bad.what.errors = [_("Say in one line what it is about")]
    bad.where.errors = [_("Choose a building")]
    return render_template("web/style.html", good=good, bad=bad, page=SamplePage())


@bp.get("/<any(phone, ballot, wall):name>")
def sample(name: str) -> str:
    """One whole page in a layout, shown in a frame on the sheet."""
    return render_template(SAMPLES[name], is_live=True)


def _form() -> SampleForm:
    form = SampleForm(formdata=None, meta={"csrf": False})  # type: ignore[no-untyped-call]
    words = {
        "what": _("What is it about?"),
        "where": _("Where?"),
        "details": _("Anything else?"),
        "when": _("When?"),
        "photos": _("Photos"),
        "side": _("What do you think?"),
        "masked": _("Do not show my name in public"),
    }
    for name, word in words.items():
        form[name].label.text = word
    return form
