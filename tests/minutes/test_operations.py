"""Begin, write, approve, publish, correct."""

import pytest
from flask_babel import force_locale

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.followup.operations import cancel_task
from council.journal.queries import history
from council.journal.sentences import known
from council.meetings.operations.agenda import add_item, remove_item
from council.meetings.operations.session import close_item, open_item
from council.meetings.operations.votes import cancel_vote, open_vote, record_motion
from council.minutes.models import Correction, Minutes, MinutesState, Note
from council.minutes.operations import StaleNote, approve, begin_minutes, correct, publish, write_note
from council.minutes.paper_items import Item
from council.minutes.queries import content, minutes_of
from council.minutes.rules import fingerprint
from tests.meetings.plans import convened, draft
from tests.minutes.evening import PRESENT, Evening, hold
from tests.support.world import World


def test_beginning_twice_makes_one(evening: Evening) -> None:
    first = begin_minutes(meeting=evening.meeting, actor_id=evening.world.recorder.id)
    second = begin_minutes(meeting=evening.meeting, actor_id=evening.world.chair.id)
    assert first.id == second.id
    assert db.session.query(Minutes).count() == 1


def test_the_draft_fills_itself(evening: Evening) -> None:
    facts = content(evening.meeting, None)
    came = facts["attendance"]
    assert (came["entitled"], came["present"], came["quorum"]) == (46, PRESENT, 31)
    assert len(came["absent"]) == 46 - PRESENT
    assert [each["name"] for each in came["observers"]] == ["陆小满"]
    lights, clutter = facts["items"]
    assert lights["motions"][0]["text"] == "把48盏楼道灯改成声控灯。"
    assert lights["motions"][0]["poll"]["result"]["outcome"] == "carried"
    assert lights["resolutions"][0]["force"] == "consensus"
    assert lights["tasks"][0]["lead"] == {"name": "代表07", "open": False}
    assert clutter["state"] == "postponed"
    assert facts["chair"] == {"name": "唐守诚", "open": True}
    assert facts["recorder"] == {"name": "何静", "open": True}


def test_what_was_discussed_and_put_off_says_so(world: World) -> None:
    evening = hold(world, over=False)
    assert Item(content(evening.meeting, None)["items"][1], "桂雨里").standing == ""
    open_item(item=evening.clutter, actor_id=world.chair.id)
    close_item(item=evening.clutter, postponed=True, actor_id=world.chair.id)
    put_off = Item(content(evening.meeting, None)["items"][1], "桂雨里")
    with force_locale("en"):
        assert put_off.standing == "Discussed and put off. It goes to another meeting."


def test_an_item_that_was_never_on_was_not_reached(evening: Evening) -> None:
    item = Item(content(evening.meeting, None)["items"][1], "桂雨里")
    with force_locale("en"):
        assert item.standing.startswith("Not reached")


def test_a_vote_that_was_called_off_stands_there_with_its_reason(world: World) -> None:
    evening = hold(world, over=False)
    open_item(item=evening.clutter, actor_id=world.chair.id)
    motion = record_motion(item=evening.clutter, title="清楼道", text="清楼道。", moved_by="", actor_id=world.chair.id)
    poll = open_vote(motion=motion, actor_id=world.chair.id)
    cancel_vote(poll=poll, meeting=evening.meeting, reason="问题念错了", actor_id=world.chair.id)
    item = content(evening.meeting, None)["items"][1]
    assert [(each["question"], each["reason"]) for each in item["voided"]] == [("清楼道", "问题念错了")]
    with force_locale("en"):
        assert Item(item, "桂雨里").voided == [("清楼道", "Called off, it does not count: 问题念错了")]


def test_a_vote_that_is_not_published_stays_out(world: World) -> None:
    evening = hold(world, over=False)
    poll = evening.resolution.motion.poll  # type: ignore[union-attr]
    assert poll is not None
    poll.state = "closed"
    db.session.flush()
    assert content(evening.meeting, None)["items"][0]["motions"][0]["poll"] is None


def test_a_stale_note_is_refused_and_nothing_lost(evening: Evening) -> None:
    recorder, chair = evening.world.recorder.id, evening.world.chair.id
    write_note(item=evening.lights, text="第一稿", revision=0, actor_id=recorder)
    with pytest.raises(StaleNote) as stale:
        write_note(item=evening.lights, text="我的", revision=0, actor_id=chair)
    assert stale.value.current.text == "第一稿"
    note = write_note(item=evening.lights, text="合在一起", revision=1, actor_id=chair)
    assert (note.revision, note.saved_by) == (2, chair)
    assert write_note(item=evening.lights, text="合在一起", revision=0, actor_id=recorder).revision == 2


def test_approving_waits_for_the_end_of_the_meeting(world: World) -> None:
    evening = hold(world, over=False)
    with pytest.raises(Conflict):
        approve(meeting=evening.meeting, actor_id=world.chair.id)


def test_approval_freezes_the_document_with_its_hash(evening: Evening) -> None:
    chair = evening.world.chair.id
    write_note(item=evening.lights, text="会上说清了费用", revision=0, actor_id=chair)
    minutes = approve(meeting=evening.meeting, actor_id=chair)
    frozen, stamp = minutes.hash, minutes.approved_at
    cancel_task(task=evening.task, actor_id=chair, reason="改方案")
    assert approve(meeting=evening.meeting, actor_id=evening.world.recorder.id).approved_at == stamp
    db.session.expire_all()
    kept = minutes_of(evening.meeting)
    assert kept is not None
    facts = content(evening.meeting, kept)
    assert facts["items"][0]["note"] == "会上说清了费用"
    assert facts["items"][0]["tasks"][0]["cancelled"] is False
    assert fingerprint(facts) == kept.hash == frozen
    with pytest.raises(Conflict):
        write_note(item=evening.lights, text="改一改", revision=1, actor_id=chair)
    assert db.session.scalars(db.select(Note)).one().text == "会上说清了费用"


def test_publishing_needs_approval_and_happens_once(evening: Evening) -> None:
    chair = evening.world.chair.id
    with pytest.raises(Conflict):
        publish(meeting=evening.meeting, actor_id=chair)
    approve(meeting=evening.meeting, actor_id=chair)
    first = publish(meeting=evening.meeting, actor_id=chair).published_at
    assert publish(meeting=evening.meeting, actor_id=chair).published_at == first
    actions = [entry.action for entry in history("meeting", evening.meeting.id)]
    assert actions.count("minutes.minutes.published") == 1


def test_after_approval_changes_are_numbered_corrections(evening: Evening) -> None:
    chair = evening.world.chair.id
    with pytest.raises(Conflict):
        correct(meeting=evening.meeting, text="早了", actor_id=chair)
    before = approve(meeting=evening.meeting, actor_id=chair).hash
    first = correct(meeting=evening.meeting, text="费用应为9600元", actor_id=chair, key="c1")
    assert correct(meeting=evening.meeting, text="费用应为9600元", actor_id=chair, key="c1").id == first.id
    second = correct(meeting=evening.meeting, text="时间应为20:45", actor_id=chair)
    assert (first.number, second.number) == (1, 2)
    assert db.session.query(Correction).count() == 2
    kept = minutes_of(evening.meeting)
    assert kept is not None
    assert (kept.hash, kept.state) == (before, MinutesState.APPROVED)
    with pytest.raises(Invalid):
        correct(meeting=evening.meeting, text=" ", actor_id=chair)


def test_every_act_has_a_sentence(evening: Evening) -> None:
    chair = evening.world.chair.id
    write_note(item=evening.lights, text="一句", revision=0, actor_id=chair)
    approve(meeting=evening.meeting, actor_id=chair)
    publish(meeting=evening.meeting, actor_id=chair)
    correct(meeting=evening.meeting, text="更正", actor_id=chair)
    actions = {e.action for e in history("meeting", evening.meeting.id) if e.action.startswith("minutes.")}
    assert len(actions) == 5
    assert actions <= known()


def test_a_draft_takes_no_notes_so_its_items_can_be_removed(world: World) -> None:
    meeting = draft(world, "楼道灯")
    with pytest.raises(Conflict):
        write_note(item=meeting.items[0], text="先记一笔", revision=0, actor_id=world.chair.id)
    remove_item(item=meeting.items[0], actor_id=world.chair.id)
    assert db.session.query(Note).count() == 0


def test_a_late_item_goes_only_without_words_in_the_minutes(world: World) -> None:
    meeting = convened(world)
    empty, written = (add_item(meeting=meeting, title=title, actor_id=world.chair.id) for title in ("井盖", "摊车"))
    write_note(item=written, text="居民来电", revision=0, actor_id=world.chair.id)
    write_note(item=empty, text=" ", revision=0, actor_id=world.chair.id)
    with pytest.raises(Conflict):
        remove_item(item=written, actor_id=world.chair.id)
    remove_item(item=empty, actor_id=world.chair.id)
    assert [note.item_id for note in db.session.query(Note)] == [written.id]
