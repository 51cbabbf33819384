"""The board, a task's page and the forms, as different people see them."""

import io
import re
from datetime import timedelta

from PIL import Image

from council.base import clock
from council.base.db import db
from council.followup.forms import task_form
from council.followup.models import Task, TaskReport, TaskState
from council.followup.operations import finish_task, start_task
from council.issues.operations import give_feedback
from council.issues.states import Solved
from council.journal.operations import Ref
from tests.followup.conftest import Tasks
from tests.support.client import Client


def picture() -> io.BytesIO:
    """A small photo."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "tan").save(file, "JPEG")
    file.seek(0)
    return file


def fields(tasks: Tasks, **changes: str) -> dict[str, str]:
    """What the new task's form sends."""
    form = task_form(
        place=tasks.world.estate, origin=Ref("meeting", 2), origin_label="第12次周末议事会", back="/meetings/2"
    )
    return {
        "title": "三家比价",
        "lead": f"person:{tasks.world.grid_officer.id}",
        "due_on": (clock.today() + timedelta(days=3)).isoformat(),
        "origin": str(form.origin.data),
        "once": "a1",
        **changes,
    }


def test_the_board_needs_someone_signed_in(client: Client) -> None:
    assert client.get("/tasks/").status_code == 303


def test_an_empty_board_says_what_belongs_there(client: Client, tasks: Tasks) -> None:
    page = client.as_(tasks.world.resident).get("/tasks/").text
    assert "New tasks wait here until someone starts." in page
    assert 'data-test="add-task"' not in page


def test_cards_stand_in_their_lanes(client: Client, tasks: Tasks) -> None:
    tasks.task()
    started = tasks.task(title="验收三处")
    start_task(task=started, actor_id=tasks.world.grid_officer.id)
    page = client.as_(tasks.world.chair).get("/tasks/").text
    waiting, doing = page.split('id="lane-waiting"')[1].split('id="lane-doing"')
    assert "换灯48盏" in waiting
    assert "验收三处" in doing
    assert "秦朗" in waiting
    assert "桂雨里小区议〔2026〕4号" in waiting
    assert 'data-test="add-task"' in page


def test_filters_stand_in_the_address(client: Client, tasks: Tasks) -> None:
    tasks.task(title="我的事", lead_person_id=tasks.world.resident.id)
    tasks.task(title="别人的事")
    with clock.stopped(clock.now() - timedelta(days=9)):
        tasks.task(title="超期的事", due_on=clock.today() + timedelta(days=1))
    client.as_(tasks.world.resident)
    mine, late = client.get("/tasks/?mine=1").text, client.get("/tasks/?overdue=1").text
    assert "我的事" in mine
    assert "别人的事" not in mine
    assert "超期的事" in late
    assert "别人的事" not in late
    elsewhere = client.get("/tasks/?place=TQ").text
    assert "Nothing here with these filters." in elsewhere


def test_other_estates_and_units_see_only_theirs(client: Client, tasks: Tasks) -> None:
    hidden = tasks.task()
    own = tasks.task(title="换总阀门", lead_unit_id=tasks.world.unit.id)
    assert "换灯48盏" not in client.as_(tasks.world.stranger).get("/tasks/").text
    board = client.as_(tasks.world.partner).get("/tasks/").text
    assert "换总阀门" in board
    assert "换灯48盏" not in board
    assert client.get(f"/tasks/{hidden.id}").status_code == 404
    assert client.get(f"/tasks/{own.id}").status_code == 200


def test_the_board_asks_the_same_number_of_questions_for_5_and_50_tasks(
    client: Client, tasks: Tasks, count_queries: list[str]
) -> None:
    def ask() -> int:
        db.session.expire_all()
        count_queries.clear()
        client.get("/tasks/?lane=doing")
        return len(count_queries)

    def some(number: int) -> None:
        for each in range(number):
            task = tasks.task(issue=tasks.issue(f"事情{each}"))
            if each % 2:
                start_task(task=task, actor_id=tasks.world.grid_officer.id)

    client.as_(tasks.world.chair)
    some(5)
    few = ask()
    some(45)
    assert ask() == few
    page = client.get("/tasks/?lane=waiting&page=2").text
    assert "2 / 4" in page


def test_a_lead_takes_a_task_all_the_way(client: Client, tasks: Tasks) -> None:
    issue = tasks.issue()
    task = tasks.task(issue=issue)
    client.as_(tasks.world.grid_officer)
    answer = client.post(f"/tasks/{task.id}/start", {"once": "1", "back": "/tasks/?lane=doing"})
    assert (answer.status_code, answer.location) == (303, "/tasks/?lane=doing")
    answer = client.post(
        f"/tasks/{task.id}/done",
        {"once": "2", "note": "", "photos": (picture(), "灯.jpg")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303
    report = db.session.scalars(db.select(TaskReport).order_by(TaskReport.id.desc())).first()
    assert report is not None
    assert report.photo is not None
    page = client.get(f"/tasks/{task.id}").text
    assert report.photo.token in page
    assert "The resident who raised it says whether it is solved." in page
    give_feedback(actor_id=tasks.world.resident.id, issue=issue, solved=Solved.PARTLY, reason="还差一盏")
    page = client.get(f"/tasks/{task.id}").text
    assert "还差一盏" in page
    assert ">Confirmed<" in page.replace("<span>Confirmed", ">Confirmed")


def test_done_without_a_word_keeps_the_form_and_says_so(client: Client, tasks: Tasks) -> None:
    task = tasks.task()
    start_task(task=task, actor_id=tasks.world.grid_officer.id)
    answer = client.as_(tasks.world.grid_officer).post(f"/tasks/{task.id}/done", {"once": "1", "note": ""})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert 'href="#note"' in answer.text


def test_a_bad_photo_is_named_and_the_note_kept(client: Client, tasks: Tasks) -> None:
    task = tasks.task()
    start_task(task=task, actor_id=tasks.world.grid_officer.id)
    answer = client.as_(tasks.world.grid_officer).post(
        f"/tasks/{task.id}/done",
        {"once": "1", "note": "换好了四十八盏", "photos": (io.BytesIO(b"nothing"), "灯.txt")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert "灯.txt" in answer.text
    assert "换好了四十八盏" in answer.text


def test_a_card_that_someone_took_comes_back_fresh_with_409(client: Client, tasks: Tasks) -> None:
    task = tasks.task()
    start_task(task=task, actor_id=tasks.world.grid_officer.id)
    answer = client.as_(tasks.world.chair).post(f"/tasks/{task.id}/start", {"once": "9"}, htmx=True)
    assert answer.status_code == 409
    assert answer.text.lstrip().startswith(f'<article class="task" id="task-{task.id}"')
    assert "秦朗" in answer.text
    assert "Report done" in answer.text
    plain = client.post(f"/tasks/{task.id}/start", {"once": "8"})
    assert plain.status_code == 409
    assert "<h1" in plain.text


def test_moving_is_for_those_in_charge(client: Client, tasks: Tasks) -> None:
    task = tasks.task()
    client.as_(tasks.world.neighbour)
    for act in ("start", "done", "cancel", "confirm"):
        assert client.post(f"/tasks/{task.id}/{act}", {"note": "x", "reason": "x"}).status_code == 403
    assert client.as_(tasks.world.stranger).post(f"/tasks/{task.id}/start").status_code == 404
    assert db.session.get_one(Task, task.id).state == TaskState.OPEN


def test_cancelling_asks_for_a_reason(client: Client, tasks: Tasks) -> None:
    task = tasks.task()
    client.as_(tasks.world.chair)
    assert client.post(f"/tasks/{task.id}/cancel", {"once": "1", "reason": ""}).status_code == 422
    assert client.post(f"/tasks/{task.id}/cancel", {"once": "1", "reason": "改方案"}).status_code == 303
    assert "改方案" in client.get(f"/tasks/{task.id}").text


def test_the_form_of_a_meeting_gives_out_a_task_and_goes_back(client: Client, tasks: Tasks) -> None:
    answer = client.as_(tasks.world.chair).post("/tasks/", fields(tasks))
    assert (answer.status_code, answer.location) == (303, "/meetings/2")
    task = db.session.scalars(db.select(Task)).one()
    assert (task.origin_kind, task.origin_id, task.origin_label) == ("meeting", 2, "第12次周末议事会")
    client.post("/tasks/", fields(tasks))
    assert db.session.query(Task).count() == 1


def test_the_origin_cannot_be_forged(client: Client, tasks: Tasks) -> None:
    forged = fields(tasks)["origin"].replace("W", "X", 1)
    answer = client.as_(tasks.world.chair).post("/tasks/", fields(tasks, origin=forged))
    assert answer.status_code == 422
    assert db.session.query(Task).count() == 0


def test_a_form_with_mistakes_comes_back_with_links_to_its_fields(client: Client, tasks: Tasks) -> None:
    client.as_(tasks.world.chair)
    bad = fields(tasks, title="", lead="", due_on="2020-01-01")
    page = client.post("/tasks/", bad)
    assert page.status_code == 422
    links = set(re.findall(r'href="#(add-task-meeting-2-[a-z_]+)"', page.text))
    assert links == {"add-task-meeting-2-title", "add-task-meeting-2-lead", "add-task-meeting-2-due_on"}
    assert all(f'id="{link}"' in page.text for link in links)
    part = client.post("/tasks/", bad, htmx=True)
    assert part.text.lstrip().startswith("<form")


def test_only_givers_give_out_tasks(client: Client, tasks: Tasks) -> None:
    assert client.as_(tasks.world.resident).post("/tasks/", fields(tasks)).status_code == 403
    assert client.get("/tasks/new?place=GY").status_code == 403
    assert client.as_(tasks.world.chair).get("/tasks/new?place=GY").status_code == 200
    assert client.get("/tasks/new?place=nowhere").status_code == 404


def test_a_task_can_be_given_out_from_an_issue(client: Client, tasks: Tasks) -> None:
    issue = tasks.issue()
    page = client.as_(tasks.world.chair).get(f"/tasks/new?issue={issue.number}").text
    origin = re.search(r'name="origin"[^>]* value="([^"]+)"', page)
    assert origin is not None
    answer = client.post("/tasks/", fields(tasks, origin=origin[1]))
    assert answer.location == f"/issues/{issue.number}"
    assert db.session.scalars(db.select(Task)).one().issue_id == issue.id


def test_an_issue_with_a_task_is_not_solved_on_the_spot(client: Client, tasks: Tasks) -> None:
    issue = tasks.issue()
    task = tasks.task(issue=issue)
    start_task(task=task, actor_id=tasks.world.grid_officer.id)
    client.as_(tasks.world.grid_officer)
    assert 'data-test="resolve"' not in client.get(f"/issues/{issue.number}").text
    answer = client.post(f"/issues/{issue.number}/resolution", {"answer": "好了"})
    assert answer.status_code == 409
    assert "It is solved there." in answer.text
    assert (db.session.get_one(Task, task.id).state, issue.state) == ("started", "assigned")


def test_a_leads_list_offers_officers_members_and_units(client: Client, tasks: Tasks) -> None:
    page = client.as_(tasks.world.chair).get("/tasks/new?place=GY").text
    assert "供水公司" in page
    assert "秦朗" in page
    assert "代表07" in page
    assert "贺远" not in page


def test_the_leads_stand_by_office_and_by_name(client: Client, tasks: Tasks) -> None:
    page = client.as_(tasks.world.chair).get("/tasks/new?place=GY").text
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', page, re.DOTALL)
    words = [word for word, _people in groups]
    assert words[:2] == ["Estate head", "Grid officer"]
    assert words[-2:] == ["Partner units", "Council member"]
    members = re.findall(r">([^<]+)</option>", dict(groups)["Council member"])
    assert members == sorted(members)
    assert page.count(f'value="person:{tasks.world.chair.id}"') == 1, "who holds two offices stands once"


def test_without_a_lane_the_first_one_with_a_task_is_open(client: Client, tasks: Tasks) -> None:
    task = tasks.task()
    start_task(task=task, actor_id=tasks.world.grid_officer.id)
    page = client.as_(tasks.world.grid_officer).get("/tasks/?mine=1").text
    assert 'class="lane" id="lane-doing"' in page
    assert 'class="lane only-desk" id="lane-waiting"' in page
    assert 'class="lane" id="lane-waiting"' in client.get("/tasks/?mine=1&lane=waiting").text


def test_what_is_with_the_supervisor_waits_for_no_answer(client: Client, tasks: Tasks) -> None:
    world, issue = tasks.world, tasks.issue()
    task = tasks.task(issue=issue, origin=Ref("issue", issue.id))
    for _ in range(2):
        if task.state == "open":
            start_task(task=task, actor_id=world.grid_officer.id)
        finish_task(task=task, actor_id=world.grid_officer.id, note="好了")
        give_feedback(actor_id=world.resident.id, issue=issue, solved=Solved.NO, reason="还是坏")
    page = client.as_(world.resident).get(f"/tasks/{task.id}").text
    assert 'data-test="with-supervisor"' in page
    assert "Answer on the issue" not in page
    assert "Done in time" not in page
    assert "Is it solved?" not in client.get("/tasks/?lane=checking").text
    form = client.as_(world.supervisor).get(f"/tasks/new?issue={issue.number}").text
    origin = re.search(r'name="origin"[^>]* value="([^"]+)"', form)
    assert origin is not None
    assert client.post("/tasks/", fields(tasks, origin=origin[1])).location == f"/issues/{issue.number}"
    assert issue.state == "assigned"


def test_a_supervisor_gives_no_other_tasks(client: Client, tasks: Tasks) -> None:
    assert client.as_(tasks.world.supervisor).get(f"/tasks/new?issue={tasks.issue().number}").status_code == 403


def test_a_finished_task_says_whether_it_was_in_time(client: Client, tasks: Tasks) -> None:
    task = tasks.task(due_on=clock.today())
    start_task(task=task, actor_id=tasks.world.grid_officer.id)
    with clock.stopped(clock.now() + timedelta(days=2)):
        finish_task(task=task, actor_id=tasks.world.grid_officer.id, note="好了")
    assert "Done 2 days late" in client.as_(tasks.world.chair).get("/tasks/?lane=checking").text
