"""A phone or identity number stops every text that is about to become public: said beside the field, nothing lost."""

from datetime import timedelta

import pytest

from council.base import clock
from council.base.errors import Invalid
from council.charters.rules import Force
from council.followup.operations import add_task, cancel_task, finish_task, start_task
from council.followup.origins import Origin
from council.issues.operations import acknowledge, raise_issue
from council.journal.operations import Ref
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.session import check_in, open_item
from council.meetings.operations.votes import close_vote, open_vote, publish_vote, record_motion
from council.minutes.operations import approve, correct, write_note
from council.minutes.rules import redacted
from council.polls.operations import cancel_poll, draft_poll
from tests.meetings.plans import an_issue, convened, draft, started
from tests.minutes.evening import hold
from tests.support.client import Client
from tests.support.world import World

PHONE = "问王姐 138 0013 8000"
MASKED = "138****8000"
HOTLINE = "打热线 0700 12 0001"


def refused(answer, typed: str = PHONE) -> bool:  # type: ignore[no-untyped-def]
    """Whether the form came back with the sentence and with what was typed."""
    assert answer.status_code == 422, answer.status_code
    assert MASKED in answer.text
    assert typed in answer.text
    return True


def plan_of(**changes: object) -> dict[str, object]:
    day = (clock.today() + timedelta(days=20)).isoformat()
    return {"kind": "weekend_council", "place": "GY", "day": day, "starts": "19:30", "notice_days": "7"} | changes


@pytest.mark.parametrize("field", ["venue", "title"])
def test_planning_a_meeting(client: Client, world: World, field: str) -> None:
    client.as_(world.chair)
    assert refused(client.post("/meetings/new", plan_of(**{"venue": "活动室", field: PHONE})))
    assert client.post("/meetings/new", plan_of(**{"venue": "活动室", field: HOTLINE})).status_code == 303


def test_changing_the_plan(client: Client, world: World) -> None:
    meeting = draft(world, "楼道灯", days=20)
    assert refused(client.as_(world.chair).post(f"/meetings/{meeting.id}/plan", plan_of(venue=PHONE)))


@pytest.mark.parametrize("field", ["title", "detail"])
def test_an_item_of_ones_own(client: Client, world: World, field: str) -> None:
    meeting = draft(world, "楼道灯", days=20)
    body = {"title": "门禁", "minutes": "8", field: PHONE}
    client.as_(world.chair)
    assert refused(client.post(f"/meetings/{meeting.id}/items", body))
    assert refused(client.post(f"/items/{meeting.items[0].id}/edit", body))


def test_a_residents_words_stop_the_call_not_the_draft(client: Client, world: World) -> None:
    issue = an_issue(world, "楼道灯不亮", detail=PHONE)
    meeting = draft(world, days=20)
    client.as_(world.chair)
    assert client.post(f"/meetings/{meeting.id}/items", {"issue": issue.number}).status_code == 303
    answer = client.post(f"/meetings/{meeting.id}/convocation")
    assert answer.status_code == 422
    assert MASKED in answer.text
    with pytest.raises(Invalid) as caught:
        convene(meeting=meeting, actor_id=world.chair.id)
    assert caught.value.field == f"item-{meeting.items[0].id}"
    client.post(f"/items/{meeting.items[0].id}/edit", {"title": "楼道灯", "detail": "", "minutes": "8"})
    assert client.post(f"/meetings/{meeting.id}/convocation").status_code == 303


def test_a_late_item_goes_up_at_once(client: Client, world: World) -> None:
    meeting = convened(world, "楼道灯")
    issue = an_issue(world, "门禁坏了", detail=PHONE)
    with pytest.raises(Invalid):
        add_item(meeting=meeting, title=issue.title, detail=issue.detail, issue=issue, actor_id=world.chair.id)
    answer = client.as_(world.chair).post(f"/meetings/{meeting.id}/items", {"issue": issue.number})
    assert answer.status_code == 422
    assert MASKED in answer.text


def test_why_a_meeting_is_called_off(client: Client, world: World) -> None:
    meeting = convened(world, "楼道灯")
    assert refused(client.as_(world.chair).post(f"/meetings/{meeting.id}/cancellation", {"reason": PHONE}))


def test_motion_poll_reason_and_resolution(client: Client, world: World) -> None:
    chair = world.chair.id
    meeting = started(world, convened(world, "楼道灯", days=0, notice_days=0))
    for member in world.members[:33]:
        check_in(meeting=meeting, person_id=member.id)
    item = open_item(item=meeting.items[0], actor_id=chair) or meeting.items[0]
    client.as_(world.chair)
    words = {"title": "改灯？", "text": "同意改", "moved_by": "代表05"}
    for field in words:
        assert refused(client.post(f"/items/{item.id}/motions", words | {field: PHONE}))
    assert client.post(f"/items/{item.id}/polls", {"question": PHONE}).status_code == 422
    motion = record_motion(item=item, **words, actor_id=chair)
    poll = open_vote(motion=motion, actor_id=chair)
    with pytest.raises(Invalid):
        cancel_poll(poll=poll, reason=PHONE, actor_id=chair)
    close_vote(poll=poll, meeting=meeting, actor_id=chair)
    publish_vote(poll=poll, meeting=meeting, actor_id=chair)
    with pytest.raises(Invalid) as caught:
        resolve(motion=motion, text=PHONE, force=Force.CONSENSUS, actor_id=chair)
    assert caught.value.field == "text"


@pytest.mark.parametrize("field", ["question", "detail"])
def test_any_poll(world: World, field: str) -> None:
    words = {"question": "改吗？", "detail": "", field: PHONE}
    with pytest.raises(Invalid) as caught:
        draft_poll(
            place=world.estate,
            subject=Ref("place", world.estate.id),
            procedure_code="gy_council",
            actor_id=None,
            **words,
        )
    assert caught.value.field == field


@pytest.mark.parametrize(("act", "field"), [("rejection", "reason"), ("resolution", "answer")])
def test_answers_to_an_issue(client: Client, world: World, act: str, field: str) -> None:
    issue = raise_issue(actor_id=world.resident.id, place=world.building, title="楼道灯不亮")
    acknowledge(actor_id=world.grid_officer.id, issue=issue)
    client.as_(world.grid_officer)
    assert refused(client.post(f"/issues/{issue.number}/{act}", {field: PHONE}))
    assert client.post(f"/issues/{issue.number}/{act}", {field: HOTLINE}).status_code == 303


def test_raising_an_issue(client: Client, world: World) -> None:
    """The title stands in lists. In the rest a number is for the officers: neighbours read it masked."""
    client.as_(world.resident)
    assert refused(client.post("/issues/new", {"title": PHONE, "place": "GY-B3"}))
    assert (
        client.post("/issues/new", {"title": "灯", "place": "GY-B3", "detail": PHONE, "spot": PHONE}).status_code == 303
    )
    number = "GY-" + str(clock.today().year) + "-0001"
    assert "138 0013 8000" in client.as_(world.grid_officer).get(f"/issues/{number}").text
    for path in (f"/issues/{number}", "/issues/"):
        page = client.as_(world.neighbour).get(path).text
        assert "138 0013 8000" not in page
        assert MASKED in page


def test_tasks_and_reports(client: Client, world: World) -> None:
    facts = {"place": world.estate, "origin": Ref("place", world.estate.id), "origin_label": "", "issue": None}
    facts |= {"lead_person_id": world.grid_officer.id, "lead_unit_id": None, "due_on": clock.today()}
    body = {"title": PHONE, "lead": f"person:{world.grid_officer.id}", "due_on": clock.today().isoformat()}
    body["origin"] = Origin(Ref("place", world.estate.id), "", world.estate).signed()
    assert refused(client.as_(world.chair).post("/tasks/", body))
    task = add_task(title="换灯", actor_id=world.chair.id, **facts)  # type: ignore[arg-type]
    start_task(task=task, actor_id=world.grid_officer.id)
    assert refused(client.as_(world.grid_officer).post(f"/tasks/{task.id}/done", {"note": PHONE}))
    assert refused(client.as_(world.chair).post(f"/tasks/{task.id}/cancel", {"reason": PHONE}))
    for act in (finish_task, lambda **call: cancel_task(**{"reason": call.pop("note"), **call})):
        with pytest.raises(Invalid):
            act(task=task, actor_id=world.grid_officer.id, note=PHONE)


def test_minutes_are_not_approved_with_a_number_in_a_note(client: Client, world: World) -> None:
    evening = hold(world)
    write_note(item=evening.clutter, text=PHONE, revision=0, actor_id=world.recorder.id)
    client.as_(world.recorder)
    answer = client.post(f"/meetings/{evening.meeting.id}/minutes/approval")
    assert refused(answer)
    assert f'id="note-{evening.clutter.id}-error"' in answer.text
    write_note(item=evening.clutter, text=HOTLINE, revision=1, actor_id=world.recorder.id)
    assert client.post(f"/meetings/{evening.meeting.id}/minutes/approval").status_code == 303
    assert refused(client.post(f"/meetings/{evening.meeting.id}/minutes/corrections", {"text": PHONE}))
    with pytest.raises(Invalid):
        correct(meeting=evening.meeting, text=PHONE, actor_id=world.recorder.id)


def test_what_was_approved_before_there_was_a_check_is_masked(client: Client, world: World) -> None:
    evening = hold(world)
    minutes = approve(meeting=evening.meeting, actor_id=world.recorder.id)
    assert minutes.document is not None

    document = {**minutes.document, "items": [{**minutes.document["items"][0], "note": PHONE}]}
    assert redacted(document, mask=lambda name: name)["items"][0]["note"] == f"问王姐 {MASKED}"
