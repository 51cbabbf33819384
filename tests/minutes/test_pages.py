"""The editor and the paper, as different people see them."""

import html
import re

import pytest

from council.base.db import db
from council.minutes.models import Note
from council.minutes.operations import approve, correct, publish, write_note
from tests.minutes.evening import Evening, hold
from tests.support.client import Client
from tests.support.world import World


def address(evening: Evening) -> str:
    """The minutes' page."""
    return f"/meetings/{evening.meeting.id}/minutes"


def private_names(evening: Evening) -> list[str]:
    """Residents and members who hold no office beyond their seat."""
    world = evening.world
    return [person.name for person in [world.resident, world.neighbour, *world.members[1:]]]


def released(evening: Evening) -> None:
    """Approve and publish."""
    approve(meeting=evening.meeting, actor_id=evening.world.chair.id)
    publish(meeting=evening.meeting, actor_id=evening.world.recorder.id)


def test_the_recorder_finds_a_filled_draft(client: Client, evening: Evening) -> None:
    page = html.unescape(client.as_(evening.world.recorder).get(address(evening)).text)
    assert 'data-test="minutes-draft"' in page
    assert "Entitled 46, present 33: the quorum of 31 was reached." in page
    assert "For 24, against 5, abstain 3, not cast 1." in page
    assert "Entitled 46, present 33, 17 needed, 24 in favour: carried" in page
    assert "把48盏楼道灯改成声控灯。" in page
    assert "三家比价" in page
    assert "代表07" in page
    assert 'data-test="approve-minutes"' in page
    assert db.session.query(Note).count() == 0


def test_before_the_end_it_can_be_written_but_not_approved(client: Client, world: World) -> None:
    evening = hold(world, over=False)
    client.as_(world.recorder)
    page = client.get(address(evening)).text
    assert "can be approved once the meeting is over" in page
    assert client.post(f"{address(evening)}/approval").status_code == 409


def test_a_draft_is_for_members_and_officers(client: Client, evening: Evening) -> None:
    member = client.as_(evening.world.members[20]).get(address(evening))
    assert member.status_code == 200
    assert "代表21" in member.text
    assert "<textarea" not in member.text
    for outsider in (evening.world.resident, evening.world.stranger, evening.world.partner):
        assert client.as_(outsider).get(address(evening)).status_code == 404
    assert client.as_(None).get(address(evening)).status_code == 303
    assert client.get("/meetings/999999/minutes").status_code == 404


def test_notes_are_saved_in_place_or_as_a_page(client: Client, evening: Evening) -> None:
    client.as_(evening.world.recorder)
    url = f"{address(evening)}/notes/{evening.lights.id}"
    part = client.post(url, {"text": "会上说清了费用", "revision": "0"}, htmx=True)
    assert part.status_code == 200
    assert part.text.lstrip().startswith(f'<span class="saved" role="status" id="note-{evening.lights.id}-saved"')
    assert f'data-draft-clear="note:{evening.world.recorder.id}:{evening.lights.id}:0"' in part.text
    assert "Saved by 何静 at" in part.text
    assert 'name="revision" value="1"' in part.text
    plain = client.post(url, {"text": "又改了一句", "revision": "1"})
    assert plain.status_code == 303
    assert plain.location.endswith(f"#item-{evening.lights.id}")
    assert "又改了一句" in client.get(address(evening)).text


def test_the_editor_saves_while_one_writes_and_keeps_a_draft_of_its_writer(client: Client, evening: Evening) -> None:
    page = client.as_(evening.world.recorder).get(address(evening)).text
    assert "input changed delay:2s from:find textarea" in page
    assert f'data-draft="note:{evening.world.recorder.id}:{evening.lights.id}"' in page
    assert "data-when-saved" in page


@pytest.mark.parametrize("htmx", [True, False])
def test_a_save_after_approval_gives_the_text_back(client: Client, evening: Evening, htmx: bool) -> None:
    client.as_(evening.world.recorder)
    approve(meeting=evening.meeting, actor_id=evening.world.chair.id)
    url = f"{address(evening)}/notes/{evening.lights.id}"
    answer = client.post(url, {"text": "迟到的一句", "revision": "0"}, htmx=htmx)
    assert answer.status_code == 409
    assert "Your text was not saved." in answer.text
    assert "迟到的一句</textarea>" in answer.text
    assert not db.session.scalars(db.select(Note)).all()


@pytest.mark.parametrize("htmx", [True, False])
def test_a_stale_save_shows_both_texts_and_loses_neither(client: Client, evening: Evening, htmx: bool) -> None:
    write_note(item=evening.lights, text="何静写的一稿", revision=0, actor_id=evening.world.recorder.id)
    url = f"{address(evening)}/notes/{evening.lights.id}"
    answer = client.as_(evening.world.chair).post(url, {"text": "唐守诚写的二稿", "revision": "0"}, htmx=htmx)
    assert answer.status_code == 409
    assert "何静写的一稿" in answer.text
    assert "唐守诚写的二稿</textarea>" in answer.text
    assert "<ins>" in answer.text
    assert 'name="revision" value="1"' in answer.text
    assert db.session.scalars(db.select(Note)).one().text == "何静写的一稿"
    assert client.post(url, {"text": "合并稿", "revision": "1"}, htmx=True).status_code == 200


def test_a_text_that_is_too_long_comes_back(client: Client, evening: Evening) -> None:
    url = f"{address(evening)}/notes/{evening.lights.id}"
    answer = client.as_(evening.world.recorder).post(url, {"text": "长" * 8001, "revision": "0"})
    assert answer.status_code == 422
    assert "At most 8,000 characters." in answer.text
    assert "长" * 8001 in answer.text


def test_only_writers_write_approve_publish_and_correct(client: Client, evening: Evening) -> None:
    posts = [f"notes/{evening.lights.id}", "approval", "publication", "corrections"]
    for person, status in ((evening.world.members[20], 403), (evening.world.stranger, 404)):
        client.as_(person)
        for path in posts:
            assert client.post(f"{address(evening)}/{path}", {"text": "x", "revision": "0"}).status_code == status


def test_a_note_of_another_meetings_item_is_not_found(client: Client, evening: Evening) -> None:
    client.as_(evening.world.recorder)
    assert client.post(f"{address(evening)}/notes/999999", {"text": "x", "revision": "0"}).status_code == 404


def test_approve_then_publish_then_everyone_reads_it_masked(client: Client, evening: Evening) -> None:
    world = evening.world
    words = "周敏说楼道太暗，代表09补充了费用，唐守诚请大家表决。"
    write_note(item=evening.lights, text=words, revision=0, actor_id=world.recorder.id)
    client.as_(world.recorder)
    assert client.post(f"{address(evening)}/approval").status_code == 303
    approved = client.get(address(evening)).text
    assert 'data-test="publish-minutes"' in approved
    assert client.post(f"{address(evening)}/publication").status_code == 303
    public = client.as_(None).get(address(evening))
    assert public.status_code == 200
    shown = [name for name in private_names(evening) if name in public.text]
    assert shown == []
    for name in ("唐守诚", "何静", "周*", "代表**"):
        assert name in public.text
    assert "把48盏楼道灯改成声控灯。" in public.text
    assert re.search(r"Check code [0-9A-F]{4} [0-9A-F]{4} [0-9A-F]{4} [0-9A-F]{4}", public.text)


def test_the_text_for_the_group_is_masked_too(client: Client, evening: Evening) -> None:
    released(evening)
    text = client.as_(None).get(f"{address(evening)}.txt")
    assert text.mimetype == "text/plain"
    assert "同意改成声控灯。" in text.text
    assert f"/meetings/{evening.meeting.id}/minutes" in text.text
    assert [name for name in private_names(evening) if name in text.text] == []


def test_members_may_still_read_full_names(client: Client, evening: Evening) -> None:
    released(evening)
    client.as_(evening.world.members[20])
    assert "代表21" not in client.get(address(evening)).text
    assert "代表21" in client.get(f"{address(evening)}?names=full").text
    assert "代表21" not in client.as_(evening.world.resident).get(f"{address(evening)}?names=full").text
    assert "代表21" not in client.as_(None).get(f"{address(evening)}?names=full").text


def test_a_correction_stands_below_with_its_number_and_masked(client: Client, evening: Evening) -> None:
    released(evening)
    client.as_(evening.world.recorder)
    assert client.post(f"{address(evening)}/corrections", {"text": "", "once": "1"}).status_code == 422
    posted = client.post(f"{address(evening)}/corrections", {"text": "代表09的费用是9600元", "once": "2"})
    assert posted.status_code == 303
    page = client.as_(None).get(address(evening)).text
    assert "Correction no. 1" in page
    assert "9600元" in page
    assert "代表09" not in page


def test_an_edit_after_approval_is_refused(client: Client, evening: Evening) -> None:
    released(evening)
    url = f"{address(evening)}/notes/{evening.lights.id}"
    answer = client.as_(evening.world.recorder).post(url, {"text": "改一改", "revision": "0"})
    assert answer.status_code == 409
    assert db.session.query(Note).count() == 0


def test_the_paper_asks_the_same_for_any_length(client: Client, evening: Evening, count_queries: list[str]) -> None:
    from council.meetings.models import AgendaItem

    def ask() -> int:
        db.session.expire_all()
        count_queries.clear()
        client.get(f"{address(evening)}?read=1")
        return len(count_queries)

    client.as_(evening.world.members[20])
    few = ask()
    for number in range(10):
        db.session.add(AgendaItem(meeting_id=evening.meeting.id, position=10 + number, title=f"议题{number}"))
    db.session.flush()
    assert ask() == few


def test_a_correction_by_key_is_added_once(client: Client, evening: Evening) -> None:
    released(evening)
    client.as_(evening.world.chair)
    for _again in range(2):
        client.post(f"{address(evening)}/corrections", {"text": "时间更正", "once": "same"})
    assert "Correction no. 2" not in client.get(address(evening)).text
    correct(meeting=evening.meeting, text="第二条", actor_id=evening.world.chair.id)
    assert "Correction no. 2" in client.get(address(evening)).text
