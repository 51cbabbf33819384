"""Building the demo neighbourhood into an empty database."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import force_locale
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db, transaction
from council.demo import marks
from council.demo.doors import plan_slips
from council.demo.lots import leave_a_file
from council.demo.playing_charters import plan_charters
from council.demo.playing_handling import plan_handling
from council.demo.playing_issues import plan_issues
from council.demo.playing_meetings import plan_meetings
from council.demo.playing_opinions import plan_opinions
from council.demo.playing_privacy import plan_privacy
from council.demo.playing_votes import plan_votes
from council.demo.roster import add_crowd, build_roster
from council.demo.stage import Stage
from council.journal.deliveries import deliver_pending
from council.journal.models import JournalEntry
from council.notifications.models import News
from council.notifications.operations import mark_read
from council.residents.models import Person


class NotEmpty(RuntimeError):
    """There are people in this database already; the demo does not mix with them."""


@dataclass(frozen=True)
class Built:
    """How much was built."""

    people: int
    issues: int
    tasks: int


def has_people() -> bool:
    """Whether anybody is on the roster."""
    return db.session.scalar(select(Person.id).limit(1)) is not None


def build_demo(*, language: str = "zh_CN", residents: int = 0) -> Built:
    """The neighbourhood as it is this very evening: past meetings held, tonight's council in session.

    Args:
        language: of the demo's people, places and texts: `zh_CN` or `en`.
        residents: so many more people, for load tests.

    Raises:
        NotEmpty: there are people already.
    """
    if has_people():
        raise NotEmpty
    stage = Stage(language=language, now=clock.now().replace(microsecond=0))
    with force_locale(language):  # some words are stored as they were said, such as where a task comes from
        build_roster(stage)
        plan_charters(stage)
        plan_issues(stage)
        plan_handling(stage)
        plan_opinions(stage)
        plan_meetings(stage)
        plan_votes(stage)
        plan_privacy(stage)
        plan_slips(stage)
        stage.play()
    if residents:
        add_crowd(stage, residents)
    with force_locale(language):
        leave_a_file(stage)
    with transaction():
        marks.mark(language)
        _deliver(stage)
    return Built(len(stage.people) + residents, len(stage.issues), len(stage.tasks))


def _deliver(stage: Stage) -> None:
    """Fill the inboxes; what is older than two days has been read."""
    while deliver_pending():
        pass
    read = (
        select(News.person_id, func.max(News.id))
        .join(JournalEntry, JournalEntry.id == News.entry_id)
        .where(JournalEntry.at < stage.now - timedelta(days=2))
        .group_by(News.person_id)
    )
    for person_id, last in db.session.execute(read).all():
        mark_read(person_id=person_id, up_to=last)
