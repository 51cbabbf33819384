"""A rehearsal from the inside: the whole evening, and the real data as it was."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from council.base import clock
from council.base.db import db
from council.live.renderers import drawer
from council.meetings.models import Attendance, Meeting, Member, Motion, Resolution
from council.meetings.queries import open_poll_id
from council.polls.models import Ballot, Poll
from council.rehearsal.acting import play_on
from council.rehearsal.rules import AT_ONCE, SPREAD
from council.residents.models import Household, Person
from council.web.qr import qr_svg
from tests.rehearsal.conftest import House, Inside
from tests.support.ledger import DOORS, ledger

#: A sign-in is journalled; the tests sign people in.
SIGNED_IN = DOORS | {"journal_entry", "journal_ref", "journal_chain", "journal_delivery"}


def books(house: House) -> dict[str, tuple[int, str]]:
    with house.app.test_request_context():
        return ledger()


def play_the_evening(inside: Inside) -> int:
    """The chair's own steps and the panel's; the number of ballots that were counted."""
    desk, app, meeting_id = inside.desk, inside.rehearsal.app, inside.meeting_id
    assert "31 members have come" in desk.post("/rehearse/arrivals", {"how": "quorum"}, htmx=True).text
    desk.post(f"/meetings/{meeting_id}/session")
    with app.test_request_context():
        item_id = inside.meeting.items[1].id
    desk.post(f"/items/{item_id}/opening")
    assert "5 hands went up" in desk.post("/rehearse/hands", htmx=True).text
    desk.post(f"/items/{item_id}/motions", {"title": "改成声控灯？", "text": "同意改成声控灯。"})
    with app.test_request_context():
        motion_id = db.session.scalars(select(Motion.id)).one()
    desk.post(f"/motions/{motion_id}/vote")
    assert "31 members vote now" in desk.post("/rehearse/ballots", {"how": "for"}, htmx=True).text
    for _second in range(SPREAD):
        with app.test_request_context():
            play_on(inside.rehearsal)
    with app.test_request_context():
        poll_id = open_poll_id(meeting_id)
        cast = len(db.session.scalars(select(Ballot)).all())
    desk.post(f"/meetings/{meeting_id}/polls/{poll_id}/closure", {"sure": "1"})
    desk.post(f"/meetings/{meeting_id}/polls/{poll_id}/publication")
    desk.post(f"/motions/{motion_id}/resolution", {"text": "同意改成声控灯。", "force": "consensus"})
    desk.post(f"/meetings/{meeting_id}/issues", {"title": "车棚漏雨"})
    desk.post(f"/items/{item_id}/closing")
    desk.post(f"/meetings/{meeting_id}/closing", {"ends": "1"})
    with app.test_request_context():
        assert db.session.get_one(Poll, poll_id).result["outcome"] == "carried"  # type: ignore[index]
        assert inside.meeting.state == "closed"
        assert db.session.scalars(select(Resolution)).one().number
    return cast


def test_a_whole_evening_leaves_the_real_data_as_it_was(house: House) -> None:
    meeting_id = house.meeting()
    inside = house.rehearse(meeting_id)
    before = books(house)
    assert play_the_evening(inside) == 31
    assert inside.desk.post("/rehearse/end").location == f"/meetings/{meeting_id}/chair"
    assert books(house) == before
    assert not inside.rehearsal.folder.exists()


def test_beginning_one_writes_nothing_but_the_sign_in(house: House) -> None:
    meeting_id = house.meeting()
    chair = house.as_("chair")
    before = books(house)
    assert chair.post(f"/meetings/{meeting_id}/rehearsal").status_code == 303
    assert books(house) == before


def test_as_many_are_invented_as_are_called_and_only_those_who_run_it_are_copied(house: House) -> None:
    inside = house.rehearse(house.meeting())
    with inside.rehearsal.app.test_request_context():
        assert len(db.session.scalars(select(Member)).all()) == 46
        people = db.session.scalars(select(Person)).all()
        real = {person.key for person in people if not person.key.startswith("invented-")}
        assert real == {"member-1", "recorder"}
        assert all(person.phone == "" and person.external_id is None for person in people)
        assert all(home.door.isdigit() for home in db.session.scalars(select(Household)))
        names = {person.name for person in people if person.key.startswith("invented-")}
        assert len(names) == 45


def test_the_copy_has_the_agenda_and_a_code_and_a_wall_of_its_own(house: House) -> None:
    meeting_id = house.meeting()
    inside = house.rehearse(meeting_id)
    with house.app.test_request_context():
        meeting = db.session.get_one(Meeting, meeting_id)
        code, token, titles = meeting.code, meeting.wall_token, [item.title for item in meeting.items]
    with inside.rehearsal.app.test_request_context():
        assert [item.title for item in inside.meeting.items] == titles
        assert code != inside.meeting.code
        assert token != inside.meeting.wall_token
    assert inside.nobody().get(f"/meetings/{meeting_id}/projector?token={token}").status_code == 404


def test_a_meeting_of_next_week_can_be_rehearsed_today(house: House) -> None:
    meeting_id = house.meeting()
    with house.app.test_request_context():
        meeting = db.session.get_one(Meeting, meeting_id)
        meeting.starts_at = clock.now() + timedelta(days=7)
        db.session.commit()
    inside = house.rehearse(meeting_id)
    assert "10 members have come" in inside.desk.post("/rehearse/arrivals", {"how": "ten"}, htmx=True).text


@pytest.mark.parametrize("who", ["desk", "phone", "nobody"])
def test_every_screen_has_the_band_and_no_address_that_leaves(house: House, who: str) -> None:
    inside = house.rehearse(house.meeting())
    meeting, wall = f"/meetings/{inside.meeting_id}", inside.rehearsal.script.wall_token
    browser, paths = {
        "desk": (
            inside.desk,
            [f"{meeting}/chair", f"{meeting}/door", f"{meeting}/plan", f"{meeting}/minutes", "/desk"],
        ),
        "phone": (inside.helper(), [meeting, "/", "/meetings/", "/issues/", f"{meeting}/notice"]),
        "nobody": (inside.nobody(), [f"{meeting}/projector?token={wall}", "/rehearse/parts", "/join", "/board"]),
    }[who]
    for path in paths:
        answer = browser.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        assert 'data-test="rehearsal-band"' in answer.text, path
        assert leaving(answer.text, inside.rehearsal.prefix) == [], path


def test_what_is_pushed_stays_inside_too(house: House) -> None:
    inside = house.rehearse(house.meeting())
    live = inside.rehearsal.app.extensions["live"]
    draw = drawer(inside.rehearsal.app, live._renderers)
    for view in ("phone", "hall", "wall"):
        frame = draw(f"meeting.{inside.meeting_id}.{view}.en").decode()
        assert leaving(frame, inside.rehearsal.prefix) == []
    wall = (
        inside.nobody().get(f"/meetings/{inside.meeting_id}/projector?token={inside.rehearsal.script.wall_token}").text
    )
    assert f"{inside.rehearsal.prefix}/live/" in wall


def leaving(html: str, prefix: str) -> list[str]:
    """The addresses on a page that lead to the real application."""
    found = re.findall(r"""\s(?:href|action|src|hx-get|hx-post|sse-connect)=["'](/[^"']*)["']""", html)
    return [each for each in found if not each.startswith((f"{prefix}/", "/static/"))]


def test_the_codes_on_the_screens_lead_into_the_rehearsal(house: House) -> None:
    """The key is lower case, so nothing of the address may be written in capitals to make a smaller symbol."""
    inside = house.rehearse(house.meeting())
    wall = f"/meetings/{inside.meeting_id}/projector?token={inside.rehearsal.script.wall_token}"
    for base in ("http://localhost", "http://10.0.0.7:8000"):
        with inside.rehearsal.app.test_request_context(base_url=base + inside.rehearsal.prefix):
            code = inside.meeting.code
            drawn = str(qr_svg(f"{base}{inside.rehearsal.prefix}/J/{code}", "")).partition(' d="')[2]
        page = inside.rehearsal.app.test_client().get(wall, base_url=base + inside.rehearsal.prefix).text
        assert drawn in page
        assert f"{base.partition('//')[2]}{inside.rehearsal.prefix}/join" in page
    assert inside.nobody().get(f"/J/{code}").status_code == 303


def test_redirects_stay_inside(house: House) -> None:
    inside = house.rehearse(house.meeting())
    answer = inside.desk.get("/language?to=en&next=/meetings/")
    assert answer.location == f"{inside.rehearsal.prefix}/meetings/"


def test_the_way_in_works_once(house: House) -> None:
    meeting_id = house.meeting()
    address = house.as_("chair").post(f"/meetings/{meeting_id}/rehearsal").location or ""
    rehearsal = house.stages.of_meeting(meeting_id)
    assert rehearsal is not None
    path = address.removeprefix(rehearsal.prefix)
    first, second = rehearsal.app.test_client(), rehearsal.app.test_client()
    assert first.get(path).status_code == 303
    assert second.get(path).status_code == 404
    assert second.get("/rehearse/enter").status_code == 404


def test_a_second_chair_goes_into_the_same_one(house: House) -> None:
    meeting_id = house.meeting()
    first = house.rehearse(meeting_id)
    second = house.rehearse(meeting_id, "community_staff")
    assert first.rehearsal is second.rehearsal
    assert second.desk.get(f"/meetings/{meeting_id}/chair").status_code == 200
    assert "Go to the rehearsal" in house.as_("chair").get(f"/meetings/{meeting_id}/chair").text


@pytest.mark.parametrize(("part", "status"), [("neighbour", 403), ("recorder", 403), ("stranger", 404)])
def test_only_who_may_chair_may_rehearse(house: House, part: str, status: int) -> None:
    meeting_id = house.meeting()
    assert house.as_(part).post(f"/meetings/{meeting_id}/rehearsal").status_code == status
    assert house.stages.of_meeting(meeting_id) is None


def test_a_helper_leads_nothing(house: House) -> None:
    inside = house.rehearse(house.meeting())
    phone = inside.helper()
    assert phone.get(f"/meetings/{inside.meeting_id}/chair").status_code == 403
    for act in ("arrivals", "hands", "ballots", "silence", "end"):
        assert phone.post(f"/rehearse/{act}", {"how": "all"}).status_code == 403
    assert inside.rehearsal.folder.exists()


def test_a_phone_plays_a_free_member_and_nobody_real(house: House) -> None:
    inside = house.rehearse(house.meeting())
    with inside.rehearsal.app.test_request_context():
        with_a_name = {person.key: person.id for person in db.session.scalars(select(Person))}
    phone = inside.nobody()
    assert phone.get(f"/meetings/{inside.meeting_id}").location == (
        f"{inside.rehearsal.prefix}/rehearse/parts?next=/meetings/{inside.meeting_id}"
    )
    assert phone.post("/rehearse/parts", {"person": with_a_name["member-1"]}).status_code == 404
    for nonsense in ("", "x", "99999999999"):
        assert phone.post("/rehearse/parts", {"person": nonsense}).status_code == 404
    taken = with_a_name["invented-7"]
    assert phone.post("/rehearse/parts", {"person": taken, "next": "//evil"}).location == f"{inside.rehearsal.prefix}/"
    assert phone.post(f"/meetings/{inside.meeting_id}/attendance").status_code == 303
    other = inside.nobody().post("/rehearse/parts", {"person": taken})
    assert other.status_code == 409
    assert "Somebody else plays this member already" in other.text
    inside.desk.post("/rehearse/arrivals", {"how": "all"})
    with inside.rehearsal.app.test_request_context():
        assert len(db.session.scalars(select(Attendance)).all()) == 45, "the chair comes by themselves"


def test_while_the_network_is_away_phones_and_wall_hear_nothing(house: House) -> None:
    inside = house.rehearse(house.meeting())
    phone, wall = inside.helper(), inside.rehearsal.script.wall_token
    meeting = f"/meetings/{inside.meeting_id}"
    assert "hear nothing" in inside.desk.post("/rehearse/silence", htmx=True).text
    assert phone.get(meeting).status_code == 503
    assert inside.nobody().get(f"{meeting}/projector?token={wall}").status_code == 503
    assert inside.desk.get(f"{meeting}/chair").status_code == 200
    inside.rehearsal.silent_until = 0
    assert phone.get(meeting).status_code == 200


def test_what_cannot_be_done_now_is_said(house: House) -> None:
    desk = house.rehearse(house.meeting()).desk
    assert "Nobody can vote now" in desk.post("/rehearse/ballots", {"how": "for"}, htmx=True).text
    assert 'class="icon' in desk.post("/rehearse/hands", htmx=True).text
    assert desk.post("/rehearse/arrivals", {"how": "a lot"}).status_code < 500
    assert desk.post("/rehearse/ballots").status_code < 500
    assert desk.post("/rehearse/arrivals", {"how": "ten"}).status_code == 303


def test_only_so_many_at_once(house: House) -> None:
    for _rehearsal in range(AT_ONCE):
        house.rehearse(house.meeting())
    last = house.meeting()
    answer = house.as_("chair").post(f"/meetings/{last}/rehearsal")
    assert answer.status_code == 409
    assert "3 rehearsals are open already" in answer.text
    house.stages.end_all()
    assert not house.mounts.open_ones
    house.rehearse(last)


def test_one_that_nobody_ends_is_dropped_after_two_hours(house: House) -> None:
    inside = house.rehearse(house.meeting())
    with clock.stopped(clock.now() + timedelta(minutes=119)):
        house.stages.end_old()
    assert inside.rehearsal.folder.exists()
    with clock.stopped(clock.now() + timedelta(minutes=121)):
        house.stages.end_old()
    assert not inside.rehearsal.folder.exists()
    assert house.stages.of_meeting(inside.meeting_id) is None


def test_a_meeting_that_has_begun_is_not_rehearsed(house: House) -> None:
    meeting_id = house.meeting()
    chair = house.as_("chair")
    chair.post(f"/meetings/{meeting_id}/session")
    answer = chair.post(f"/meetings/{meeting_id}/rehearsal")
    assert answer.status_code == 409
    assert "has begun" in answer.text
    assert "Rehearse this meeting" not in chair.get(f"/meetings/{meeting_id}/chair").text


def test_without_the_embedded_server_the_page_says_how(real: Flask, house: House) -> None:
    meeting_id = house.meeting()
    stages = real.extensions.pop("rehearsals")
    chair = house.as_("chair")
    page = chair.get(f"/meetings/{meeting_id}/chair").text
    assert "make run" in page
    assert 'data-test="rehearse"' not in page
    assert chair.post(f"/meetings/{meeting_id}/rehearsal").status_code == 409
    real.extensions["rehearsals"] = stages


def test_where_a_rehearsal_was_stands_that_it_is_over(house: House) -> None:
    answer = house.as_("neighbour").get("/rehearsal/0000000/meetings/1")
    assert answer.status_code == 404
    assert "The rehearsal is over" in answer.text
    assert answer.headers["HX-Refresh"] == "true"


def test_the_real_application_has_no_rooms_of_a_rehearsal(house: House) -> None:
    chair = house.as_("chair")
    for act in ("arrivals", "hands", "ballots", "silence", "end", "parts"):
        assert chair.post(f"/rehearse/{act}").status_code == 404
    assert chair.get("/rehearse/parts").status_code == 404
    assert chair.get("/rehearse/enter?pass=x").status_code == 404


def test_what_is_signed_in_one_is_worth_nothing_in_the_other(house: House) -> None:
    inside = house.rehearse(house.meeting())
    config, own = house.app.config, inside.rehearsal.app.config
    assert config["SECRET_KEY"] != own["SECRET_KEY"]
    assert config["SESSION_COOKIE_NAME"] != own["SESSION_COOKIE_NAME"]
    assert own["SESSION_COOKIE_PATH"] == inside.rehearsal.prefix
