"""Writing questions by rank: what is in order, how each is decided, what follows, what the record says."""

import pytest
from flask import Flask

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.charters.rules import Force
from council.journal.queries import history
from council.meetings.floor import operations as floor
from council.meetings.floor.rules import Stance
from council.meetings.loading import load_room
from council.meetings.models import AgendaItem, ItemState, MeetingKind, MeetingState, WallView
from council.meetings.motions.operations import (
    Hands,
    Words,
    choose_formality,
    decide_by_consent,
    decide_by_hands,
    drop_question,
    move_question,
    second_question,
)
from council.meetings.motions.rules import Formality, Kind, Standing
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.session import adjourn, close_item, open_item
from council.meetings.operations.undoing import take_back
from council.meetings.operations.votes import cancel_vote, close_vote, open_vote, publish_vote, record_motion
from council.meetings.steps import Step, next_step, scene
from tests.meetings import evening, plans, ranks
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")


def step(item: AgendaItem) -> Step:
    return next_step(load_room(item.meeting_id), resolved=False)


def hand(world: World, item: AgendaItem, number: int = 5) -> object:
    return floor.raise_hand(meeting=item.meeting, person_id=world.members[number].id, stance=Stance.FOR)


def test_the_form_follows_the_kind_and_is_fixed_by_the_call(world: World) -> None:
    talk = plans.draft(world, kind=MeetingKind.EVENING_TALK)
    council = plans.draft(world, "楼道灯")
    assert (talk.formality, council.formality) == (Formality.TALK, Formality.SIMPLE)
    by = {"actor_id": world.chair.id}
    for meeting, formality in ((talk, Formality.PARLIAMENTARY), (talk, Formality.SIMPLE), (council, Formality.TALK)):
        with pytest.raises(Invalid, match="no motions"):
            choose_formality(meeting=meeting, formality=formality, **by)
    choose_formality(meeting=council, formality=Formality.PARLIAMENTARY, **by)
    choose_formality(meeting=council, formality=Formality.PARLIAMENTARY, **by)
    entries = history("meeting", council.id, actions=["meetings.formality.chosen"])
    assert [entry.data["formality"] for entry in entries] == ["parliamentary"]
    plans.convene(meeting=council, **by)
    with pytest.raises(Conflict, match="as it was announced"):
        choose_formality(meeting=council, formality=Formality.SIMPLE, **by)


def test_a_simple_meeting_knows_no_seconds(world: World) -> None:
    item = evening.with_item(world)
    with pytest.raises(Conflict, match="not held in parliamentary form"):
        ranks.move(world, item)


def test_a_motion_waits_for_its_second(world: World) -> None:
    item = ranks.council(world)
    with pytest.raises(Conflict, match="moved and seconded"):
        record_motion(item=item, title="t", text="x", moved_by="", actor_id=world.chair.id)
    main = ranks.move(world, item, second="")
    assert main.motion is not None
    assert (main.state, step(item)) == (Standing.MOVED, Step.PENDING)
    with pytest.raises(Conflict, match="waits for a second"):
        open_vote(motion=main.motion, actor_id=world.chair.id)
    with pytest.raises(Conflict, match="waits for its second"):
        ranks.move(world, item, Kind.ADJOURN)
    with pytest.raises(Invalid, match="Somebody else"):
        second_question(question=main, seconded_by=ranks.MOVER, actor_id=world.chair.id)
    for _time in range(2):
        second_question(question=main, seconded_by="何静", actor_id=world.chair.id)
    assert (ranks.fresh(main).state, main.seconded_by) == (Standing.PENDING, "何静")


def test_nobody_seconds_it(world: World) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item, second="")
    for _time in range(2):
        drop_question(question=main, actor_id=world.chair.id)
    assert ranks.fresh(main).state == Standing.NO_SECOND
    assert step(item) == Step.RECORD_MOTION
    room = load_room(item.meeting_id)
    assert room.current is not None
    assert room.current.stage == "talk"


def test_amendments_change_the_text_and_the_words_before_stay(world: World) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    first = ranks.move(world, item, Kind.AMEND)
    deeper = ranks.move(world, item, Kind.AMEND_AGAIN)
    assert (first.number, deeper.number) == (1, 1)
    with pytest.raises(Conflict, match="two deep"):
        ranks.move(world, item, Kind.AMEND_AGAIN)
    assert main.motion is not None
    assert first.motion is not None
    with pytest.raises(Conflict, match="Another question"):
        open_vote(motion=main.motion, actor_id=world.chair.id)
    ranks.by_vote(world, deeper)
    assert (first.motion.title, first.motion.text) == ("完工改为12月20日", ranks.EARLIER)
    assert (ranks.fresh(deeper).old_text, deeper.state) == (ranks.LATER, Standing.CARRIED)
    assert main.motion.text == ranks.TEXT
    ranks.by_vote(world, first)
    assert main.motion.text == ranks.EARLIER
    assert ranks.fresh(first).old_text == ranks.TEXT
    lost = ranks.move(world, item, Kind.AMEND, words=Words("不改了", "不改", ranks.TITLE))
    assert lost.number == 2
    ranks.by_vote(world, lost, for_=3, against=29)
    assert (ranks.fresh(lost).state, main.motion.text) == (Standing.LOST, ranks.EARLIER)
    poll = ranks.by_vote(world, main)
    assert poll.detail == ranks.EARLIER
    assert next_step(load_room(item.meeting_id), resolved=False) == Step.RESOLVE
    with pytest.raises(Conflict, match="Resolve the motion itself"):
        resolve(motion=first.motion, text="x", force=Force.OPINION, actor_id=world.chair.id)
    resolve(motion=main.motion, text=ranks.EARLIER, force=Force.CONSENSUS, actor_id=world.chair.id)
    assert next_step(load_room(item.meeting_id), resolved=True) == Step.OPEN_ITEM


def test_a_closed_debate_is_silent_and_the_vote_is_next(world: World) -> None:
    item = ranks.council(world)
    ranks.move(world, item)
    hand(world, item)
    close = ranks.move(world, item, Kind.CLOSE_DEBATE)
    with pytest.raises(Conflict, match="not debated"):
        hand(world, item, 6)
    ranks.by_hands(world, close, 19, 10)
    assert ranks.fresh(close).state == Standing.LOST
    hand(world, item, 6)
    close = ranks.move(world, item, Kind.CLOSE_DEBATE)
    ranks.by_hands(world, close, 20, 10)
    assert ranks.fresh(close).state == Standing.CARRIED
    room = load_room(item.meeting_id)
    assert not room.floor.waiting
    assert not room.floor_open
    with pytest.raises(Conflict, match="not debated"):
        hand(world, item, 6)
    with pytest.raises(Conflict, match="debate is closed"):
        ranks.move(world, item, Kind.AMEND)
    assert step(item) == Step.PENDING


def test_the_time_of_each_speech_is_set_for_what_is_pending(world: World) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    ranks.by_hands(world, ranks.move(world, item, Kind.LIMIT))
    hand(world, item)
    speech = floor.give_floor(meeting=item.meeting, after=None, actor_id=world.chair.id)
    assert speech is not None
    assert speech.given == 120
    ranks.by_vote(world, main)
    hand(world, item, 7)
    later = floor.give_floor(meeting=item.meeting, after=None, actor_id=world.chair.id)
    assert later is not None
    assert later.given == item.meeting.rules.turn_seconds


@pytest.mark.parametrize("kind", [Kind.TABLE, Kind.POSTPONE])
def test_an_item_that_is_put_off_takes_its_questions_along_and_brings_them_back(world: World, kind: Kind) -> None:
    item = ranks.council(world)
    main, amendment = ranks.move(world, item), ranks.move(world, item, Kind.AMEND)
    decide_by_consent(question=ranks.move(world, item, kind), actor_id=world.chair.id)
    assert item.state == ItemState.POSTPONED
    assert {ranks.fresh(each).state for each in (main, amendment)} == {Standing.PUT_OFF}
    open_item(item=item, actor_id=world.chair.id)
    assert {ranks.fresh(each).state for each in (main, amendment)} == {Standing.PENDING}
    take_back(meeting=item.meeting, actor_id=world.chair.id)
    assert {ranks.fresh(each).state for each in (main, amendment)} == {Standing.PUT_OFF}


def test_to_drop_the_motion_lets_it_fall_and_the_meeting_goes_on(world: World) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    ranks.by_hands(world, ranks.move(world, item, Kind.DROP))
    assert ranks.fresh(main).state == Standing.FALLEN
    assert (item.state, step(item)) == (ItemState.CURRENT, Step.OPEN_ITEM)
    assert ranks.move(world, item).number == 0


def test_in_a_break_the_wall_shows_nothing_else(world: World) -> None:
    item = ranks.council(world)
    ranks.by_hands(world, ranks.move(world, item, Kind.RECESS))
    assert scene(load_room(item.meeting_id)) == WallView.BLANK
    assert step(item) == Step.RECORD_MOTION


def test_the_meeting_decides_to_end(world: World) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    ranks.by_hands(world, ranks.move(world, item, Kind.ADJOURN))
    assert (ranks.fresh(main).state, item.state) == (Standing.PUT_OFF, ItemState.POSTPONED)
    assert step(item) == Step.ADJOURN
    adjourn(meeting=item.meeting, actor_id=world.chair.id)
    assert item.meeting.state == MeetingState.CLOSED


def test_the_next_item_lets_fall_what_is_undecided_and_undo_brings_it_back(world: World) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    open_item(item=item.meeting.items[2], actor_id=world.chair.id)
    assert ranks.fresh(main).state == Standing.FALLEN
    take_back(meeting=item.meeting, actor_id=world.chair.id)
    assert ranks.fresh(main).state == Standing.PENDING
    close_item(item=item, postponed=False, actor_id=world.chair.id)
    assert ranks.fresh(main).state == Standing.FALLEN


def test_a_result_that_decided_something_is_not_taken_back(world: World) -> None:
    item = ranks.council(world)
    ranks.move(world, item)
    ranks.by_vote(world, ranks.move(world, item, Kind.AMEND))
    with pytest.raises(Conflict, match="too late"):
        take_back(meeting=item.meeting, actor_id=world.chair.id)


def test_a_void_vote_leaves_the_question_pending(world: World) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    assert main.motion is not None
    by = {"meeting": item.meeting, "actor_id": world.chair.id}
    poll = open_vote(motion=main.motion, actor_id=world.chair.id)
    with pytest.raises(Conflict, match="A vote is open"):
        ranks.move(world, item, Kind.AMEND)
    close_vote(poll=poll, **by)
    with pytest.raises(Conflict, match="Show the result"):
        ranks.move(world, item, Kind.TABLE)
    cancel_vote(poll=poll, reason="掉线", **by)
    assert ranks.fresh(main).state == Standing.PENDING
    ranks.by_vote(world, main)
    assert ranks.fresh(main).state == Standing.CARRIED
    publish_vote(poll=main.motion.poll, **by)  # type: ignore[arg-type]
    assert ranks.fresh(main).state == Standing.CARRIED


def test_hands_are_checked(world: World) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    close = ranks.move(world, item, Kind.CLOSE_DEBATE)
    for hands, said in ((Hands(30, 5, 0), "more than the 33"), (Hands(0, 0, 9), "for and against")):
        with pytest.raises(Invalid, match=said):
            decide_by_hands(question=close, hands=hands, actor_id=world.chair.id)
    with pytest.raises(Conflict, match="Another question"):
        decide_by_consent(question=main, actor_id=world.chair.id)
    drop_question(question=close, actor_id=world.chair.id)
    assert ranks.fresh(close).state == Standing.WITHDRAWN
    with pytest.raises(Conflict, match="decided by a vote"):
        decide_by_consent(question=main, actor_id=world.chair.id)
    ranks.by_hands(world, close)
    assert ranks.fresh(close).state == Standing.WITHDRAWN


def test_without_a_quorum_only_a_break_or_the_end_is_decided(world: World) -> None:
    item = ranks.council(world, present=5)
    ranks.move(world, item)
    table = ranks.move(world, item, Kind.TABLE)
    with pytest.raises(Conflict, match="no quorum"):
        ranks.by_hands(world, table, 4, 1, 0)
    drop_question(question=table, actor_id=world.chair.id)
    ranks.by_hands(world, ranks.move(world, item, Kind.RECESS), 4, 1, 0)


@pytest.mark.parametrize(
    ("kind", "words", "field"),
    [
        (Kind.MAIN, Words("题目"), "text"),
        (Kind.MAIN, Words("题目", "打13912345678"), "text"),
        (Kind.AMEND, Words("题目", "全文"), "heading"),
        (Kind.RECESS, Words(), "minutes"),
        (Kind.LIMIT, Words(), "minutes"),
        (Kind.POSTPONE, Words(), "until"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(world: World, kind: Kind, words: Words, field: str) -> None:
    item = ranks.council(world)
    if kind is not Kind.MAIN:
        ranks.move(world, item)
    with pytest.raises(Invalid) as refused:
        ranks.move(world, item, kind, words=words)
    assert refused.value.field == field


def test_a_form_sent_twice_moves_once(world: World) -> None:
    item = ranks.council(world)
    again = {
        "item": item,
        "kind": Kind.MAIN,
        "moved_by": "何静",
        "words": Words("题", "文"),
        "actor_id": world.chair.id,
    }
    first = move_question(**again, key="k1")  # type: ignore[arg-type]
    assert move_question(**again, key="k1").id == first.id  # type: ignore[arg-type]


def test_a_late_item_has_no_main_motion(world: World) -> None:
    item = ranks.council(world)
    late = evening.add_item(meeting=item.meeting, title="会上临时提出", actor_id=world.chair.id)
    open_item(item=late, actor_id=world.chair.id)
    with pytest.raises(Conflict, match="after the call"):
        ranks.move(world, late)


def test_the_journal_tells_it_without_names(world: World) -> None:
    item = ranks.council(world)
    ranks.move(world, item)
    ranks.by_hands(world, ranks.move(world, item, Kind.CLOSE_DEBATE))
    entries = [each for each in history("meeting", item.meeting_id) if each.action.startswith("meetings.question.")]
    assert [each.action.rsplit(".", 1)[1] for each in entries] == ["moved", "moved", "settled"]
    assert entries[-1].data["way"] == "hands"
    assert (entries[-1].data["for"], entries[-1].data["outcome"]) == (24, "carried")
    assert not any(ranks.MOVER in str(each.data) for each in entries)


def test_the_record_is_whole_after_an_amendment(world: World, app: Flask) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    ranks.by_vote(world, ranks.move(world, item, Kind.AMEND))
    ranks.by_vote(world, main)
    db.session.commit()
    told = app.test_cli_runner().invoke(args=["verify"])
    assert told.exit_code == 0, told.output
    assert main.motion is not None
    main.motion.text = "偷偷改掉"
    db.session.commit()
    assert "motion" in app.test_cli_runner().invoke(args=["verify"]).output


def test_a_speech_ends_when_something_undebated_is_moved(world: World) -> None:
    item = ranks.council(world)
    ranks.move(world, item)
    hand(world, item)
    floor.give_floor(meeting=item.meeting, after=None, actor_id=world.chair.id)
    ranks.move(world, item, Kind.AMEND)
    assert load_room(item.meeting_id).floor.present is not None
    ranks.move(world, item, Kind.TABLE)
    assert load_room(item.meeting_id).floor.present is None
