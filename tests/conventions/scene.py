"""One thing of every kind in 桂雨里, so that every address of the application can be filled in."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from council.accounts.operations import begin_session, issue_sign_in_link
from council.accounts.provider.operations import link_identity
from council.accounts.rules import Method
from council.accounts.slips_operations import make_slips, token_of
from council.accounts.slips_queries import slips_to_print
from council.base import clock
from council.base.db import db
from council.calendar.operations import set_day
from council.charters.models import DocumentKind, Version
from council.charters.operations import begin, copy_version, enter_paper, start_consultation
from council.charters.operations.steps import Paper
from council.charters.rules import Force
from council.charters.rules.articles import Clause
from council.deliberation.operations import give_reason, hide, propose
from council.followup.operations import add_task
from council.followup.origins import Origin
from council.issues.operations import add_template, raise_issue
from council.issues.operations.visiting import make_point, report
from council.journal.operations import Ref
from council.media.documents import document
from council.media.models import Photo
from council.meetings.attachments.operations import attach
from council.meetings.calling.operations import make_calendar_key
from council.meetings.cards.operations import print_cards
from council.meetings.cards.queries import token_of as card_token
from council.meetings.floor.operations import enter_hand
from council.meetings.floor.rules import Stance
from council.meetings.guests.operations import welcome
from council.meetings.models import AgendaItem, MeetingKind, WallView
from council.meetings.motions.models import Question
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.session import check_in, open_item, start_meeting
from council.meetings.operations.votes import close_vote, open_vote, publish_vote, record_motion
from council.meetings.order.operations import enter_point, rule_on
from council.meetings.order.rules import About
from council.meetings.series.operations import begin_series
from council.meetings.series.rules import Every, Rhythm
from council.meetings.walls.lining import line_up
from council.meetings.walls.operations import add_wall
from council.organisation.operations import Facts, add_contact, add_venue
from council.permits.actor import Office
from council.polls.casting import cast
from council.polls.kinds import Electorate
from council.polls.models import RollEntry
from council.polls.planning.checks import NewOption
from council.polls.planning.operations import plan_poll
from council.privacy.operations import ask_for_deletion
from council.residents.models import Appointment, Person
from council.residents.operations import enrol
from council.residents.team_operations import form_team
from council.residents.teams import TeamKind
from council.roster.models import LotKind
from council.roster.operations.imports import upload_roster
from council.roster.operations.lots import add_owner, enter_lot
from council.roster.operations.merging import merge_people
from tests.support.world import World


@dataclass(frozen=True)
class Scene:
    """What stands in for the variable parts of addresses, by the part's name."""

    parts: dict[str, object]
    #: what an act must send to be understood at all, by endpoint
    bodies: dict[str, dict[str, str]]


def _series(world: World) -> int:
    """A meeting that repeats."""
    rhythm = Rhythm(Every.LAST, 5)
    return begin_series(
        place=world.estate,
        kind=MeetingKind.EVENING_TALK,
        rhythm=rhythm,
        starts=time(19, 30),
        venue="亭子",
        title="",
        since=clock.today(),
        actor_id=world.chair.id,
    ).id


def set_scene(world: World) -> Scene:
    """A council in session: the first item decided with a task, the second with its vote open."""
    issue = raise_issue(actor_id=world.resident.id, place=world.building, title="楼道灯不亮")
    meeting = plan_meeting(
        kind=MeetingKind.WEEKEND_COUNCIL,
        place=world.estate,
        venue="活动室二楼",
        starts_at=clock.now(),
        notice_days=0,
        actor_id=world.chair.id,
    )
    items = [add_item(meeting=meeting, title=f"第{number}件事", actor_id=world.chair.id) for number in (1, 2)]
    convene(meeting=meeting, actor_id=world.chair.id)
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    for member in world.members[:31]:
        check_in(meeting=meeting, person_id=member.id)
    first = _put(world, items[0])
    poll_id = open_vote(motion=first, actor_id=world.chair.id).id
    db.session.commit()
    for member in world.members[:20]:
        cast(poll_id=poll_id, person_id=member.id, epoch=0, choice="for", now=clock.now())
    poll = close_vote(poll=first.poll, meeting=meeting, actor_id=world.chair.id)  # type: ignore[arg-type]
    publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    resolution = resolve(motion=first, text="同意", force=Force.CONSENSUS, actor_id=world.chair.id)
    task = add_task(
        title="换灯",
        place=world.estate,
        origin=Ref("resolution", resolution.id),
        origin_label=resolution.number,
        issue=issue,
        lead_person_id=world.grid_officer.id,
        lead_unit_id=None,
        due_on=clock.today() + timedelta(days=3),
        actor_id=world.chair.id,
    )
    second = _put(world, items[1])
    identity = link_identity(issuer="https://id.example", subject="s-1", person=world.resident, actor_id=None)
    contact = add_contact(unit=world.unit, name="钱水生", duty="抢修", phone="", actor_id=None)
    team = form_team(place=world.estate, kind=TeamKind.PATROL, name="巡防队", people=[world.resident])
    asked = _charter(world)
    token, _expires = issue_sign_in_link(person=world.resident, made_by=None)
    batch = make_slips(place=world.building, household_ids=[_door(world.resident)], actor_id=world.recorder.id)
    session = begin_session(person=world.resident, method=Method.SLIP)
    photo = Photo(token="unguessable", sha256="0" * 64, width=1, height=1, uploaded_by=1, uploaded_at=clock.now())
    db.session.add(photo)
    db.session.flush()
    upload = upload_roster(
        place=world.estate, token="roster", sha256="0" * 64, file_name="a.csv", rough=1, actor_id=world.recorder.id
    )
    lot = enter_lot(place=world.building, door="302", kind=LotKind.DWELLING, area_cm2=925_000, actor_id=None)
    ownership = add_owner(lot=lot, person=world.resident, since=None, actor_id=world.recorder.id)
    double = enrol(key="double", name="周敏", place=world.building)
    merge = merge_people(kept=world.resident, gone=double, taken=(), actor_id=world.recorder.id)
    answer = add_template(actor_id=world.chair.id, place=world.estate, act="reject", name="不归我们", text="请拨热线。")
    day = set_day(place=world.street, day=date(2026, 11, 26), worked=False, name="台风", actor_id=world.street_staff.id)
    point = make_point(actor_id=world.chair.id, place=world.estate, spot="东门")
    report(point=point, secret="a-visitors-own", title="井盖翘起")
    reason = give_reason(actor_id=world.members[2].id, issue=issue, side="for", text="太黑")
    statement = propose(actor_id=world.members[2].id, issue=issue, text="先换灯")
    hidden = hide(
        actor_id=world.chair.id, thing=propose(actor_id=world.members[3].id, issue=issue, text="乱"), why="骂人"
    )
    (row,) = print_cards(meeting=meeting, actor_id=world.chair.id, person_ids=[world.members[40].id])
    assert row.card is not None
    choice = plan_poll(
        place=world.estate,
        template="choice",
        question="哪天开放？",
        method="plurality",
        options=[NewOption("周六"), NewOption("周日")],
        electorate=Electorate.MEMBERS,
        actor_id=world.chair.id,
    )
    pdf = document(b"%PDF-1.7 %%EOF")
    paper = attach(item=items[1], title="东门图纸", document=pdf, actor_id=world.chair.id)
    hand = enter_hand(meeting=meeting, name="12号座", stance=Stance.FOR, actor_id=world.chair.id)
    point_of_order = enter_point(meeting=meeting, name="12号座", about=About.TIME, actor_id=world.chair.id)
    rule_on(point=point_of_order, well_taken=True, actor_id=world.chair.id)
    poll_id = open_vote(motion=second, actor_id=world.chair.id).id
    question = Question(
        item=items[1], kind="adjourn", state="lost", moved_by="周敏", moved_at=clock.now(), settled_at=clock.now()
    )
    db.session.add(question)
    db.session.flush()
    return Scene(
        {
            "question_id": question.id,
            "order_id": point_of_order.id,
            "number": issue.number,
            "meeting_id": meeting.id,
            "item_id": items[1].id,
            "paper_id": paper.id,
            "motion_id": second.id,
            "speech_id": hand.id,
            "poll_id": poll_id,
            "option_id": choice.options[0].id,
            "entry_id": db.session.scalars(db.select(RollEntry.id).where(RollEntry.poll_id == poll_id)).first(),
            "resolution_id": resolution.id,
            "task_id": task.id,
            "person_id": world.resident.id,
            "appointment_id": _head_of(world),
            "code": meeting.code,
            "document_id": asked.document_id,
            "version": asked.number,
            "preset": "gy_council",
            "token": token,
            "series_id": _series(world),
            "wall_id": add_wall(meeting=meeting, name="门厅", actor_id=world.chair.id).id,
            "line_id": line_up(meeting=meeting, slot="a", view=WallView.AGENDA, actor_id=world.chair.id).id,
            "guest_id": welcome(meeting=meeting, name="王工", origin="水司", entered_by=world.chair.id).id,
            "card": card_token(row.card),
            "card_id": row.card.id,
            "calendar_token": make_calendar_key(place=world.estate, person_id=world.resident.id).token,
            "purpose": "names",
            "request_id": ask_for_deletion(person=world.members[30]).id,
            "identity_id": identity.id,
            "slip": token_of(slips_to_print(batch)[0]),
            "batch_id": batch.id,
            "session_id": session.id,
            "import_id": upload.id,
            "lot_id": lot.id,
            "ownership_id": ownership.id,
            "merge_id": merge.id,
            "kind": "csv",
            "names": f"meeting.{meeting.id}.wall.zh_CN",
            "place_code": world.estate.code,
            "unit_id": world.unit.id,
            "contact_id": contact.id,
            "venue_id": add_venue(place=world.estate, facts=Facts("活动室")).id,
            "team_id": team.id,
            "member_id": team.current[0].id,
            "answer_id": answer.id,
            "category_code": "other",
            "day_id": day.id,
            "reason_id": reason.id,
            "statement_id": statement.id,
            "thing_id": statement.id,
            "said_kind": "statement",
            "what": "complaint",
            "side": "for",
            "moderation_id": hidden.id,
            "point_id": point.id,
            "point_token": point.token,
            "secret": "a-visitors-own",
            "rest": "k7m2/meetings/1",
            "person_key": world.resident.key,
        },
        {
            "followup.add_task": {"origin": Origin(Ref("resolution", resolution.id), "", world.estate).signed()},
            "charters.choose": {"place": world.estate.code},
        },
    )


def _head_of(world: World) -> int:
    query = db.select(Appointment.id).where(Appointment.office == Office.ESTATE_HEAD)
    return db.session.scalars(query.where(Appointment.place_id == world.estate.id)).one()


def _door(person: Person) -> int:
    assert person.household_id is not None
    return person.household_id


def _put(world: World, item: AgendaItem):  # type: ignore[no-untyped-def]
    open_item(item=item, actor_id=world.chair.id)
    return record_motion(item=item, title="改吗？", text="同意改", moved_by="唐守诚", actor_id=world.chair.id)


def _charter(world: World) -> Version:
    """A compact with its first version in force; residents are asked about the second."""
    clauses = [Clause("邻里守望", "邻居出门，代收快递。")]
    first = begin(place=world.estate, kind=DocumentKind.COMPACT, clauses=clauses, actor_id=world.chair.id)
    day = date(2026, 1, 5)
    paper = Paper("居民会议", day, "ST-1", day, day)
    enter_paper(version=first, paper=paper, actor_id=world.street_staff.id)
    second = copy_version(version=first, actor_id=world.chair.id)
    until = clock.today() + timedelta(days=15)
    return start_consultation(version=second, until=until, actor_id=world.chair.id)
