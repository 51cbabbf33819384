"""A parliamentary council in a few words."""

from council.base.db import db
from council.meetings.models import AgendaItem
from council.meetings.motions.models import Question
from council.meetings.motions.operations import (
    Hands,
    Words,
    choose_formality,
    decide_by_hands,
    move_question,
)
from council.meetings.motions.rules import Formality, Kind
from council.meetings.operations.planning import convene
from council.meetings.operations.session import open_item, start_meeting
from council.meetings.operations.votes import close_vote, open_vote, publish_vote
from council.polls.models import Poll
from tests.meetings import evening, plans
from tests.support.world import World

TITLE = "6、7栋楼道灯改成声控灯，费用9,600元"
TEXT = "同意把6、7栋48盏楼道灯改成声控灯，费用9,600元，12月15日前完工。"
LATER = "同意把6、7栋48盏楼道灯改成声控灯，费用9,600元，12月31日前完工。"
EARLIER = "同意把6、7栋48盏楼道灯改成声控灯，费用9,600元，12月20日前完工。"
MOVER, SECONDER = "6栋叶知遥", "7栋秦朗"


def council(world: World, *, present: int = evening.QUORUM + 2) -> AgendaItem:
    """A parliamentary council in session with its second item on."""
    meeting = plans.draft(world, *evening.ITEMS, days=0, notice_days=0)
    choose_formality(meeting=meeting, formality=Formality.PARLIAMENTARY, actor_id=world.chair.id)
    convene(meeting=meeting, actor_id=world.chair.id)
    evening.came(meeting, world.members[:present])
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    return open_item(item=meeting.items[1], actor_id=world.chair.id)


def move(
    world: World, item: AgendaItem, kind: Kind = Kind.MAIN, *, second: str = SECONDER, words: Words | None = None
) -> Question:
    """Somebody moves it, seconded at once unless `second` is empty."""
    usual = {
        Kind.MAIN: Words(TITLE, TEXT),
        Kind.AMEND: Words("完工改为12月31日", LATER, TITLE),
        Kind.AMEND_AGAIN: Words("完工改为12月20日", EARLIER, TITLE),
        Kind.RECESS: Words(minutes=10),
        Kind.LIMIT: Words(minutes=2),
        Kind.POSTPONE: Words(until="下次议事会"),
    }
    return move_question(
        item=item,
        kind=kind,
        moved_by=MOVER,
        seconded_by=second,
        words=words or usual.get(kind, Words()),
        actor_id=world.chair.id,
    )


def by_hands(world: World, question: Question, for_: int = 24, against: int = 5, abstain: int = 2) -> Question:
    """Hands counted."""
    return decide_by_hands(question=question, hands=Hands(for_, against, abstain), actor_id=world.chair.id)


def by_vote(world: World, question: Question, for_: int = 30, against: int = 2) -> Poll:
    """A vote with phones, counted and shown."""
    assert question.motion is not None
    poll = open_vote(motion=question.motion, actor_id=world.chair.id)
    db.session.commit()
    evening.votes(world, poll, for_, against)
    meeting = question.item.meeting
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    return publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)


def fresh(thing: Question) -> Question:
    """As it stands in the database."""
    return db.session.get_one(Question, thing.id, populate_existing=True)
