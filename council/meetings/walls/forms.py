"""The name of a wall."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

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
