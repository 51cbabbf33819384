"""Forms of the settings of places."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.organisation.forms import Revised
from council.polls.owners import OwnersMode


class OwnersForm(Revised):
    """How owners' votes are held. What cannot be, the setting itself refuses (`polls.owners.chosen_manner`)."""

    mode = RadioField(
        _l("The owners' votes are"),
        choices=(
            SelectChoice(OwnersMode.INTENT.value, _l("An expression of intent: counted by the full rule, no decision")),
            SelectChoice(OwnersMode.PAPER.value, _l("On paper only: papers are given out and read by two people")),
            SelectChoice(OwnersMode.STATUTORY.value, _l("Votes under the law: decisions, by phone and on paper")),
        ),
        validate_choice=False,
    )
    basis = StringField(
        _l("Law or platform they rely on"),
        description=_l("For example the city's rules on property management, with the article. Every result shows it."),
    )
