"""The forms of tasks."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from council.base import clock
from council.followup.origins import Origin
from council.issues.models import Issue
from council.journal.operations import Ref
from council.organisation.models import Place
from council.organisation.queries import units
from council.permits.actor import Office
from council.residents.queries import holders
from council.residents.words import office_word
from council.web.forms import Form

#: Persons and units share one select: `person:12`, `unit:3`.
PERSON, UNIT = "person", "unit"


class TaskForm(Form):
    """What is to be done, by whom, until when."""

    title = StringField(
        _l("What is to be done?"),
        validators=[
            InputRequired(_l("Write what is to be done.")),
            Length(max=60, message=_l("At most 60 characters.")),
        ],
    )
    lead = SelectField(_l("Who is in charge?"), validators=[InputRequired(_l("Choose who is in charge."))])
    due_on = DateField(_l("Done by"), validators=[InputRequired(_l("Choose the day by which it is done."))])
    origin = HiddenField()

    def __init__(self, *args: Any, origin: Origin, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = origin
        self.origin.data = origin.signed()
        self.lead.choices = _leads(origin.place)
        for field in self:  # several of these forms may stand on one page
            field.id = f"{self.anchor}-{field.short_name}"

    @property
    def anchor(self) -> str:
        """The id of the form's element, and what its fields' ids begin with."""
        return f"add-task-{self.source.ref.kind}-{self.source.ref.id}"

    def validate_due_on(self, field: DateField) -> None:
        """Today or later."""
        if field.data and field.data < clock.today():
            raise ValidationError(_("Choose today or a later day."))

    def lead_id(self, kind: str) -> int | None:
        """The id of the chosen person or unit; None if the other kind is chosen."""
        chosen, _colon, key = str(self.lead.data).partition(":")
        return int(key) if chosen == kind else None


def task_form(*, place: Place, origin: Ref, origin_label: str, issue: Issue | None = None, back: str = "") -> TaskForm:
    """An empty form for a task that comes from `origin`; `back` is the page it is shown on."""
    return TaskForm(formdata=None, origin=Origin(origin, origin_label, place, issue, back))


class ReportForm(Form):
    """A note, and a photo beside it."""

    note = TextAreaField(_l("What was done?"), validators=[Length(max=2000, message=_l("At most 2,000 characters."))])


class CancelForm(Form):
    """Why a task is cancelled."""

    reason = TextAreaField(
        _l("Why is it cancelled?"),
        validators=[
            InputRequired(_l("Write why the task is cancelled.")),
            Length(max=500, message=_l("At most 500 characters.")),
        ],
    )


def _leads(place: Place) -> dict[str, list[tuple[str, str]]]:
    """Who can be in charge: the place's officers by office, partner units, then council members; each group by name.

    Somebody with several offices stands once, under the one that comes first.
    """
    people: dict[Office, dict[str, str]] = {office: {} for office in _LEADING}
    for person, office, _category in holders(_LEADING, below=place.path):
        people[Office(office)][f"{PERSON}:{person.id}"] = person.name
    partners = {f"{UNIT}:{unit.id}": unit.name for unit in units(below=place.path)}
    seen: set[str] = set()
    groups = {"": [("", _("Choose a person or a unit"))]}
    for office in _LEADING:
        if office is Office.COUNCIL_MEMBER and partners:
            groups[_("Partner units")] = _by_name(partners)
        here = {key: name for key, name in people[office].items() if key not in seen}
        seen |= here.keys()
        if here:
            groups[office_word(office)] = _by_name(here)
    return groups


#: Whom a task is given to, the likeliest first; whoever only speaks for a unit is reached through the unit.
_LEADING = (
    Office.ESTATE_HEAD,
    Office.GRID_OFFICER,
    Office.HUB_HOUSEHOLD_HEAD,
    Office.BUILDING_HEAD,
    Office.PATROL_LEADER,
    Office.SAFETY_OFFICER,
    Office.LEGAL_OFFICER,
    Office.MEDIATOR,
    Office.RECORDER,
    Office.TELLER,
    Office.SUPERVISOR,
    Office.COMMUNITY_STAFF,
    Office.STREET_STAFF,
    Office.COUNCIL_MEMBER,
)


def _by_name(people: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(people.items(), key=lambda pair: pair[1])
