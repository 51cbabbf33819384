"""Forms of the console."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from council.charters.rules import Force, Procedure, may_issue
from council.issues.forms import TITLE_LENGTH
from council.web.forms import Form


class ConsoleForm(Form):
    """A form of the console, where several stand on one page: its fields' ids begin with its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            field.id = f"{type(self).__name__.removesuffix('Form').lower()}-{field.short_name}"


class MotionForm(ConsoleForm):
    """The exact text put to the meeting."""

    title = StringField(
        _l("The question, short"),
        validators=[
            InputRequired(_l("Write the question in one line.")),
            Length(max=60, message=_l("Keep the question under 60 characters: it stands on the wall.")),
        ],
    )
    text = TextAreaField(
        _l("The exact text"),
        validators=[
            InputRequired(_l("Write the exact text of the motion.")),
            Length(max=2000, message=_l("Keep the text under 2,000 characters.")),
        ],
    )
    moved_by = StringField(_l("Moved by"), validators=[Length(max=120, message=_l("Keep this under 120 characters."))])
    #: shown only where the kind of meeting knows motions that ask for more
    heavier = BooleanField(_l("It raises the repair fund, rebuilds, or puts common parts to another use"))


class StrawForm(ConsoleForm):
    """A question to the room."""

    question = StringField(
        _l("Question to the room"),
        validators=[
            InputRequired(_l("Write the question in one line.")),
            Length(max=60, message=_l("Keep the question under 60 characters: it stands on the wall.")),
        ],
    )


class NoteIssueForm(ConsoleForm):
    """An issue that somebody raised in the room."""

    title = StringField(
        _l("What is it about?"),
        validators=[
            InputRequired(_l("Say in one line what it is about.")),
            Length(max=TITLE_LENGTH, message=_l("Say it in at most %(max)d characters.")),
        ],
    )


class ReasonForm(ConsoleForm):
    """Why a vote goes on, or is void."""

    reason = StringField(
        _l("Reason"),
        validators=[
            InputRequired(_l("Say why, in a few words.")),
            Length(max=200, message=_l("Keep the reason under 200 characters.")),
        ],
    )


class ReopenForm(ReasonForm):
    """Why a vote goes on."""


class VoidForm(ReasonForm):
    """Why a vote is void."""


class ResolutionForm(ConsoleForm):
    """What was decided, and how far it reaches."""

    FORCES = (
        SelectChoice(Force.OPINION.value, _l("Opinion")),
        SelectChoice(Force.CONSENSUS.value, _l("Consensus")),
        SelectChoice(Force.BINDING.value, _l("Binding resolution")),
    )

    text = TextAreaField(
        _l("What was decided"),
        validators=[
            InputRequired(_l("Write down what was decided.")),
            Length(max=2000, message=_l("Keep the text under 2,000 characters.")),
        ],
    )
    force = RadioField(
        _l("How far it reaches"),
        choices=FORCES,
        validators=[InputRequired(_l("Choose how far it reaches."))],
    )

    def offer(self, procedure: Procedure, *, opinion_only: bool = False) -> None:
        """Show only what the procedure can issue; called before drawing. What was sent, the operation judges."""
        self.force.choices = [each for each in self.FORCES if may_issue(procedure, Force(each.value))]
        if opinion_only:
            self.force.choices = [each for each in self.FORCES if each.value == Force.OPINION]
