"""The name of a wall, and how big the hall is."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from council.meetings.walls.rules import DEPTHS, WIDTHS, read_metres
from council.web.forms import Form

#: What the walls' own names may be long.
LENGTH = 20


class WallForm(Form):
    """What a wall is called: the new one, or the one of `wall_id`."""

    name = StringField(
        _l("Name of the wall"),
        validators=[
            InputRequired(_l("Give the wall a name.")),
            Length(max=LENGTH, message=_l("Keep it under %(max)d characters.")),
        ],
    )

    def __init__(self, *args: Any, wall_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wall_id = wall_id
        self.name.id = f"wall-{wall_id or 'new'}-name"


def _metres(least: int, most: int) -> Any:
    """Checks a length typed in metres; the bounds are centimetres."""

    def check(_form: Form, field: Any) -> None:
        found = read_metres(field.data or "")
        if found is None or not least <= found <= most:
            words = _l("Write metres between %(least)s and %(most)s, for example 12 or 3.5.")
            raise ValidationError(words % {"least": f"{least / 100:g}", "most": f"{most / 100:g}"})

    return check


class HallForm(Form):
    """How deep the hall is and how wide the picture, in metres."""

    depth = StringField(_l("From the wall to the back row (m)"), id="hall-depth", validators=[_metres(*DEPTHS)])
    picture = StringField(_l("Width of the picture (m)"), id="hall-picture", validators=[_metres(*WIDTHS)])
