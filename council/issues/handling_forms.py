"""Forms of what officers do with an issue. Several stand on one page, so each has ids of its own."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from council.issues.forms import FeedbackForm
from council.issues.models import AnswerTemplate
from council.issues.operations.disputes import Level, MediationState
from council.issues.operations.units import PartState, Role
from council.web.forms import Form

MOST = Length(max=500, message=_l("Keep it under %(max)d characters."))
SHORT = Length(max=200, message=_l("Keep it under %(max)d characters."))


class Prefixed(Form):
    """A form whose fields' ids begin with `PREFIX`; their names stay short."""

    PREFIX: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            field.id = field.label.field_id = f"{self.PREFIX}-{field.short_name}"


class WithReady(Prefixed):
    """A form that offers ready answers: choosing one is enough, what is typed counts first."""

    ready = SelectField(_l("A ready answer"), validate_choice=False)

    def offer(self, templates: list[AnswerTemplate]) -> None:
        """Offer these templates; none hides the field."""
        self.ready.choices = [SelectChoice("", _l("Write my own"))]
        self.ready.choices += [SelectChoice(str(row.id), row.name) for row in templates]
        self._texts = {str(row.id): row.text for row in templates}
        if not templates:
            del self.ready

    def words(self, typed: str | None) -> str:
        """What was typed, else the chosen ready answer."""
        chosen = self._texts.get(str(self.ready.data), "") if "ready" in self else ""
        return (typed or "").strip() or chosen


class RejectForm(WithReady):
    """Why an issue is declined."""

    PREFIX = "reject"
    reason = TextAreaField(_l("Why?"), [MOST])


class ResolveForm(WithReady):
    """What was done. The photos are no field of it: `media.uploads` takes them."""

    PREFIX = "resolve"
    answer = TextAreaField(_l("What was done?"), [MOST])


class ReferForm(WithReady):
    """Further up."""

    PREFIX = "refer"
    to = SelectField(_l("To whom"), validate_choice=False)
    reason = TextAreaField(_l("Why does it go further up?"), [MOST])


class SendBackForm(WithReady):
    """Back to the estate."""

    PREFIX = "back"
    reason = TextAreaField(_l("Why does it go back?"), [MOST])


class AskUnitForm(Prefixed):
    """A unit is asked to work on it."""

    PREFIX = "unit"
    unit = SelectField(_l("Which unit"), validate_choice=False)
    role = RadioField(
        _l("What it does"),
        [InputRequired(_l("Choose whether the unit leads or supports."))],
        choices=[SelectChoice(Role.LEAD.value, _l("It leads")), SelectChoice(Role.SUPPORT.value, _l("It supports"))],
    )
    part = TextAreaField(_l("Its part"), [DataRequired(_l("Say what this unit is asked to do.")), SHORT])


class PartForm(Prefixed):
    """A unit says how far its part is."""

    PREFIX = "part"
    state = RadioField(
        _l("How far is it?"),
        [InputRequired(_l("Choose how far it is."))],
        choices=[
            SelectChoice(PartState.WORKING.value, _l("We work on it")),
            SelectChoice(PartState.DONE.value, _l("Our part is done")),
            SelectChoice(PartState.DECLINED.value, _l("We cannot do it")),
        ],
    )
    said = TextAreaField(_l("In a sentence"), [MOST])


class NoteForm(Prefixed):
    """A note among those who handle it."""

    PREFIX = "note"
    text = TextAreaField(_l("Note"), [DataRequired(_l("Write the note.")), Length(max=2000)])


class ExtendForm(Prefixed):
    """More time, once."""

    PREFIX = "extend"
    until = DateField(_l("New day"), [InputRequired(_l("Choose a day."))])
    reason = TextAreaField(
        _l("Why does it take longer?"),
        [DataRequired(_l("Say why it takes longer. The resident reads it.")), SHORT],
    )


class CategoryForm(Prefixed):
    """What kind of issue it is."""

    PREFIX = "kind"
    category = SelectField(_l("Kind of issue"), validate_choice=False)


class MergeForm(Prefixed):
    """It is the same as another one."""

    PREFIX = "merge"
    into = StringField(_l("Number of the other issue"), [DataRequired(_l("Write the number of the other issue."))])
    reason = TextAreaField(
        _l("Why are they the same?"),
        [DataRequired(_l("Say why they are the same. Everyone who is asked reads it.")), SHORT],
    )


class DisputeForm(Prefixed):
    """It is a dispute between people."""

    PREFIX = "dispute"
    kind = StringField(
        _l("What kind of dispute"),
        [
            DataRequired(_l("Say what kind of dispute, without names.")),
            Length(max=40, message=_l("Keep it under %(max)d characters.")),
        ],
    )
    mine = BooleanField(_l("I mediate in it"))


class MediationForm(Prefixed):
    """How the mediation went."""

    PREFIX = "mediation"
    state = RadioField(
        _l("How did it go?"),
        [InputRequired(_l("Choose how the mediation ended."))],
        choices=[
            SelectChoice(MediationState.AGREED.value, _l("The parties agreed")),
            SelectChoice(MediationState.PERFORMED.value, _l("What was agreed is done")),
            SelectChoice(MediationState.FAILED.value, _l("No agreement")),
            SelectChoice(MediationState.WITHDRAWN.value, _l("A party withdrew")),
            SelectChoice(MediationState.ASKED.value, _l("Start anew")),
        ],
    )
    outcome = TextAreaField(_l("In a sentence"), [MOST])
    level = SelectField(
        _l("Who mediates"),
        [Optional()],
        choices=[
            SelectChoice(Level.ESTATE.value, _l("The estate")),
            SelectChoice(Level.COMMUNITY.value, _l("The community")),
        ],
    )


class AskedForm(Prefixed, FeedbackForm):
    """What the reporter said when an officer asked by phone."""

    PREFIX = "asked"
