"""Whether closing a vote now would make it void: a quorum of those taking part shows only in what is in."""

from collections.abc import Sequence

from sqlalchemy import func, select

from council.base.db import db
from council.polls.models import Poll, RollEntry
from council.polls.rules import Choice, Reach, Sum, figures_of, reaches
from council.tally.rules import Rule


def short_of(poll: Poll) -> Sequence[Reach]:
    """The tests of taking part that the votes in so far do not pass; never how they stand."""
    if poll.rule is None:
        return ()
    sums = select(func.count(), func.coalesce(func.sum(RollEntry.weight), 0)).where(RollEntry.poll_id == poll.id)
    entitled, present, marked = (
        Sum(*db.session.execute(query).one())
        for query in (sums, sums.where(RollEntry.present), sums.where(RollEntry.marked_at.is_not(None)))
    )
    hands = sum((poll.hands or {}).values())
    took_part = Sum(marked.heads + hands, marked.weight + hands)
    # as what they are counted makes no difference to how many they are
    figures = figures_of(entitled, present, {Choice.FOR: took_part})
    every = reaches(Rule.from_json(poll.rule), figures, "participating")
    return [each for each in every if not each.reached]
