"""Forms for planning and running a poll that no meeting holds."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from council.base import clock
from council.charters.presets import PROCEDURES
from council.organisation.models import Place
from council.polls.kinds import Electorate, Template
from council.polls.planning.checks import NewOption
from council.polls.rules import Secrecy
from council.web.forms import Form

#: “车棚 46000”, “车棚：46,000元 #南门”: a name, a cost behind it, perhaps a group.
_COSTED = re.compile(
    r"(?P<title>.+?)[\s:\uff1a,\uff0c]+(?P<cost>[0-9][0-9,]{0,14})\s*(\u5143|yuan)?\s*(#\s*(?P<group>\S{1,32}))?"
)

ELECTORATES = {
    Electorate.HOUSEHOLDS: _l("One vote a household"),
    Electorate.PERSONS: _l("Every adult"),
    Electorate.MEMBERS: _l("The council's members"),
    Electorate.REPRESENTATIVES: _l("The residents' representatives"),
    Electorate.OWNERS: _l("The owners, with their floor area"),
}
SECRECIES = {
    Secrecy.OPEN: _l("By name: everybody here sees who voted how"),
    Secrecy.ROLL_ONLY: _l("Roll only: it is shown who voted, not what"),
    Secrecy.SECRET: _l("Secret: a sealed box; not even the server keeps who voted what"),
}
METHODS = {
    "decide": _l("For and against"),
    "plurality": _l("One mark each"),
    "approval": _l("Several marks each"),
    "score": _l("Points from 0 to 5"),
    "borda": _l("Order, by points (advice)"),
    "irv": _l("Order, one is chosen (instant run-off)"),
    "stv-scottish": _l("Order, several are chosen (single transferable vote)"),
    "schulze": _l("Order, compared in pairs"),
    "consent": _l("Consent"),
    "pb-greedy-skip": _l("Most votes first; pass over what does not fit"),
    "pb-greedy-stop": _l("Most votes first; stop at what does not fit"),
    "pb-equal-shares": _l("Equal shares for everybody"),
}


def parse_options(text: str, *, costs: bool) -> list[NewOption]:
    """One option a line; with costs the number at its end is the cost, and `#word` behind it a group."""
    options = []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        found = _COSTED.fullmatch(line) if costs else None
        if found is None:
            options.append(NewOption(line))
        else:
            cost = int(found["cost"].replace(",", ""))
            options.append(NewOption(found["title"].strip(), cost, found["group"] or ""))
    return options


class PlanPollForm(Form):
    """A poll: question, who votes, how, until when. Which of the fields are asked depends on its type."""

    place = SelectField(_l("Held for"))
    question = StringField(
        _l("Question"),
        validators=[InputRequired(_l("Write down the question.")), Length(max=200, message=_l("200 signs at most."))],
    )
    detail = TextAreaField(_l("In more words"), validators=[Length(max=4000, message=_l("4,000 signs at most."))])
    options = TextAreaField(_l("What can be chosen"), validators=[Length(max=6000, message=_l("Too long."))])
    method = SelectField(_l("How it is counted"))
    procedure = SelectField(_l("Which rule decides"))
    seats = IntegerField(_l("How many are chosen"), default=1, validators=[Optional(), NumberRange(1, 50)])
    at_most = IntegerField(_l("Marks on one ballot, at most"), validators=[Optional(), NumberRange(1, 60)])
    floor = SelectField(
        _l("What a winner needs"),
        choices=[
            SelectChoice("", _l("The most votes")),
            SelectChoice("half", _l("More than half of the valid ballots, else a second vote")),
            SelectChoice("half_of_cast", _l("More than half of those who took part, else a second vote")),
        ],
    )
    budget = IntegerField(_l("Sum to spend, in yuan"), validators=[Optional(), NumberRange(1, 10**9)])
    within = BooleanField(_l("Each ballot must itself stay within the sum"))
    least = IntegerField(_l("Votes that a project needs at least"), validators=[Optional(), NumberRange(1, 10**6)])
    electorate = RadioField(_l("Who votes"), default=Electorate.HOUSEHOLDS.value)
    secrecy = RadioField(_l("What can be known"))
    reason = BooleanField(_l("Ask for a reason (it may be left out)"))
    closes_day = DateField(_l("Closes on"), validators=[Optional()])
    closes_time = TimeField(_l("At"), validators=[Optional()])

    def offer(self, template: Template, places: Sequence[Place]) -> None:
        """What can be chosen for a type of poll, by somebody who plans for these places."""
        self.template = template
        self.place.choices = [SelectChoice(place.code, place.name) for place in places]
        self.method.choices = [SelectChoice(code, METHODS[code]) for code in template.methods]
        self.electorate.choices = [SelectChoice(each.value, said) for each, said in ELECTORATES.items()]
        self.secrecy.choices = [SelectChoice(code, SECRECIES[Secrecy(code)]) for code in template.secrecies]
        ruled = [each for each in PROCEDURES.values() if each.rule is not None and each.enabled and each.has_motions]
        self.procedure.choices = [SelectChoice(each.code, _(each.title)) for each in ruled]
        if not self.secrecy.data or self.secrecy.data == "None":
            self.secrecy.data = template.secrecies[0]
        for name, without in (("method", template.methods[0]), ("procedure", ""), ("floor", "")):
            asked = name in template.asks and self[name].data not in (None, "None")
            self[name].validate_choice = asked  # type: ignore[attr-defined]
            if not asked:
                self[name].data = without

    def validate(self, extra_validators: Any = None) -> bool:
        """As always, and what hangs together: day and time, and the sum of a budget."""
        right = bool(super().validate(extra_validators))
        if (self.closes_time.data is None) != (self.closes_day.data is None):
            self.closes_time.errors = [_("Give both the day and the time, or neither.")]
            right = False
        if "budget" in self.template.asks and not self.budget.data and not self.budget.errors:
            self.budget.errors = [_("Give the sum to spend.")]
            right = False
        return right

    @property
    def closes_at(self) -> datetime | None:
        """The deadline as an aware moment; None where somebody closes the vote."""
        if self.closes_day.data is None or self.closes_time.data is None:
            return None
        return clock.from_local(datetime.combine(self.closes_day.data, self.closes_time.data))

    @property
    def listed(self) -> list[NewOption]:
        """The options written down, one a line."""
        if not self.template.has_options:
            return []
        return parse_options(self.options.data or "", costs="budget" in self.template.asks)

    @property
    def settings(self) -> dict[str, Any]:
        """What the type of poll asks for, as the poll keeps it."""
        names = {"seats", "at_most", "floor", "budget", "within", "least"} & set(self.template.asks)
        return {**{name: self[name].data for name in sorted(names)}, "reason": self.reason.data}


class ReasonForm(Form):
    """An act that needs a reason."""

    reason = StringField(
        _l("Why?"),
        validators=[InputRequired(_l("Say why, in a few words.")), Length(max=200, message=_l("200 signs at most."))],
    )


class ExcludeForm(ReasonForm):
    """Who does not vote since they have an interest of their own."""

    person = HiddenField()
    name = StringField(_l("Who"), validators=[InputRequired(_l("Write the name.")), Length(max=40)])


class ExtendForm(ReasonForm):
    """A later deadline."""

    closes_day = DateField(_l("New last day"), validators=[InputRequired(_l("Choose a day."))])
    closes_time = TimeField(_l("At"), validators=[InputRequired(_l("Choose a time."))])

    @property
    def closes_at(self) -> datetime:
        """The new deadline as an aware moment."""
        return clock.from_local(datetime.combine(self.closes_day.data, self.closes_time.data))


class LotForm(Form):
    """A lot drawn in public: the order, what it was drawn from, who watched."""

    order = StringField(
        _l("The order that was drawn, best first"), validators=[InputRequired(_l("Write the letters, e.g. b a."))]
    )
    seed = StringField(_l("What it was drawn from"), validators=[Length(max=120)])
    witness = StringField(_l("Who watched"), validators=[InputRequired(_l("Say who watched.")), Length(max=80)])
