"""Forms of teams."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from council.organisation.forms import Revised
from council.residents.teams import Role, TeamKind
from council.web.forms import Form

KINDS = [
    SelectChoice(TeamKind.VANGUARD.value, _l("Vanguard service team")),
    SelectChoice(TeamKind.GRID.value, _l("Grid team")),
    SelectChoice(TeamKind.PATROL.value, _l("Patrol")),
]


class TeamForm(Form):
    """A new team."""

    place = SelectField(_l("Where does it work?"), validate_choice=False)
    kind = SelectField(_l("What is it?"), choices=KINDS)
    name = StringField(
        _l("Name"), [InputRequired(_l("Give it a name.")), Length(max=60, message=_l("Keep it under %(max)d signs."))]
    )


class TeamNameForm(Revised):
    """Another name."""

    name = StringField(
        _l("Name"), [InputRequired(_l("Give it a name.")), Length(max=60, message=_l("Keep it under %(max)d signs."))]
    )


class JoinForm(Form):
    """Somebody for a team: key, or name, or name and door."""

    person = StringField(
        _l("Who?"),
        [InputRequired(_l("Type a name."))],
        description=_l("The name; where two share it, the name and the door: Zhou Min 302."),
    )
    role = RadioField(
        _l("As what?"),
        choices=[SelectChoice(Role.MEMBER.value, _l("Member")), SelectChoice(Role.LEADER.value, _l("Leader"))],
        default=Role.MEMBER.value,
    )
