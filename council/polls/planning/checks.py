"""What a planned poll must be before it is kept, each refusal at its field."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from flask_babel import gettext as _

from council.base import clock
from council.base.errors import Conflict, Invalid
from council.charters.procedures import procedure_for
from council.organisation.models import Place
from council.polls.kinds import TEMPLATES
from council.polls.models import Poll, PollState
from council.polls.operations import QUESTION_LENGTH
from council.privacy.checks import refuse_personal_numbers

#: How long a poll may stay open, and the longest list of options.
LONGEST = timedelta(days=92)
MOST_OPTIONS = 60


class NewOption(NamedTuple):
    """An option as it is planned: cost in yuan where a budget is voted on."""

    title: str
    cost: int | None = None
    group: str = ""


def checked(question: str) -> str:
    """The question without blanks around it. Raises `Invalid`: none, or too long."""
    text = question.strip()
    if not text:
        raise Invalid(_("Write down the question."), field="question")
    if len(text) > QUESTION_LENGTH:
        raise Invalid(_("Keep the question under %(number)s characters.", number=QUESTION_LENGTH), field="question")
    return text


def check_options(template: str, options: Iterable[NewOption]) -> None:
    """Raises `Invalid` for options that cannot stand on a ballot: too few, too many, twice, without a cost."""
    listed = list(options)
    if not TEMPLATES[template].has_options:
        if listed:
            raise Invalid(_("This type of vote has no options."), field="options")
        return
    if len(listed) < 2:
        raise Invalid(_("Write down at least two options, one a line."), field="options")
    if len(listed) > MOST_OPTIONS:
        raise Invalid(_("At most %(number)s options.", number=MOST_OPTIONS), field="options")
    titles = [option.title for option in listed]
    if twice := next((title for title in titles if titles.count(title) > 1), None):
        raise Invalid(_("“%(title)s” stands there twice.", title=twice), field="options")
    if template == "budget" and (bare := next((o.title for o in listed if not o.cost), None)):
        raise Invalid(_("“%(title)s” has no cost. Write it behind the name.", title=bare), field="options")


def check_deadline(closes_at: datetime | None) -> None:
    """Raises `Invalid` for a deadline that has passed or lies too far ahead."""
    if closes_at is None:
        return
    now = clock.now()
    if closes_at <= now:
        raise Invalid(_("This moment has passed. Choose a later one."), field="closes")
    if closes_at > now + LONGEST:
        raise Invalid(_("Close it within three months."), field="closes")


def check_rule(place: Place, code: str) -> None:
    """Raises `Invalid` for a procedure without numbers to decide by."""
    if procedure_for(place, code).rules.rule is None:
        raise Invalid(_("This body has no rule with numbers. Choose another, or take a straw poll."), field="procedure")


def reason_of(text: str) -> str:
    """A reason without blanks around it. Raises `Invalid`: none, or with a personal number."""
    if not text.strip():
        raise Invalid(_("Say why, in a few words."), field="reason")
    refuse_personal_numbers({"reason": text})
    return text.strip()


def demand_draft(poll: Poll) -> None:
    """Raises `Conflict` once a poll has begun."""
    if poll.state != PollState.DRAFT:
        raise Conflict(_("This vote has begun. Its ballot and its roll stay as they are."))
