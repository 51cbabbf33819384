"""The agenda builder as its page and its parts show it, whichever act brought them about."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import make_response, render_template
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from council.base import clock
from council.base.db import db
from council.meetings.attachments.queries import papers_of
from council.meetings.calling.queries import answers_to
from council.meetings.forms import CancelForm, ItemForm, PlanForm
from council.meetings.kinds import OPEN_TO_ALL, kind_and_number
from council.meetings.listing import candidates
from council.meetings.members import called_by
from council.meetings.models import AgendaItem, Meeting, MeetingKind, MeetingState, Member
from council.meetings.motions.forms import FormalityForm
from council.meetings.motions.words import formality_words
from council.meetings.notice import Notice, notice_in, too_early
from council.meetings.outline import leaves, outline, planned_minutes
from council.meetings.proposals import proposals
from council.meetings.proxies.limits import cap_of
from council.meetings.queries import cancelled_because
from council.meetings.rules import earliest_day
from council.meetings.views import bp
from council.meetings.words import length_words, meeting_name
from council.organisation.queries import venue_names
from council.permits.actor import Actor
from council.polls.rules import quorum_of_heads
from council.web.answers import Answer

bp.add_app_template_global(kind_and_number)
bp.add_app_template_filter(outline)
bp.add_app_template_filter(length_words, "length_words")
bp.add_app_template_filter(lambda minutes: timedelta(minutes=minutes), "as_minutes")


@dataclass(frozen=True)
class Ready:
    """What is looked at before the call: agenda, notice, members."""

    items: int
    minutes: int
    day: date
    earliest: date
    notice_days: int
    notice: Notice
    members: int
    needed: int | None
    is_talk: bool

    @property
    def in_time(self) -> bool:
        """Whether the notice is long enough if the call goes out today."""
        return self.day >= self.earliest

    @property
    def is_short(self) -> bool:
        """Whether the notice is shorter than is usual, which a council or a talk may do."""
        return self.notice_days < (self.notice.usual or 0)

    @property
    def too_early(self) -> str:
        """Why the day will not do."""
        return too_early(self.notice_days, self.earliest, self.notice)

    @property
    def may_convene(self) -> bool:
        """Whether nothing stands in the way."""
        return bool(self.items) and self.in_time


def readiness(meeting: Meeting) -> Ready:
    """How far `meeting` is from its call; once convened, whom it called."""
    rules = meeting.rules
    notice = notice_in(meeting.place, MeetingKind(meeting.kind))
    days = max(meeting.notice_days, notice.least_for(meeting.urgency))
    members = _members(meeting)
    return Ready(
        items=len(leaves(meeting.items)),
        minutes=planned_minutes(meeting.items),
        day=clock.local(meeting.starts_at).date(),
        earliest=earliest_day(clock.today(), days),
        notice_days=days,
        notice=notice,
        members=members,
        needed=quorum_of_heads(rules.rule, entitled=members, present=0).needed,
        is_talk=meeting.kind in OPEN_TO_ALL,
    )


def plan_form(meeting: Meeting) -> PlanForm:
    """The form with what is planned now."""
    starts = clock.local(meeting.starts_at)
    facts = {
        "day": starts.date(),
        "starts": starts.time(),
        "venue": meeting.venue,
        "title": meeting.title,
        "notice_days": meeting.notice_days,
        "urgency": meeting.urgency,
    }
    return PlanForm(formdata=None, data=facts)


def plan_page(
    meeting: Meeting,
    actor: Actor,
    *,
    form: PlanForm | None = None,
    item_form: ItemForm | None = None,
    cancel_form: CancelForm | None = None,
    formality_form: FormalityForm | None = None,
    problem: str = "",
    status: int = 200,
) -> Answer:
    """The whole page; a form with errors is shown as it was sent, `problem` says what came too late."""
    html = render_template(
        "meetings/plan.html",
        form=form or plan_form(meeting),
        item_form=item_form or ItemForm(formdata=None),
        cancel_form=cancel_form or CancelForm(formdata=None),
        formality_form=formality_form or FormalityForm(formdata=None, data={"formality": meeting.formality}),
        formality=formality_words(meeting.formality),
        reason=cancelled_because(meeting.id, meeting.state),
        problem=problem,
        answers=answers_to(meeting) if meeting.state == MeetingState.CONVENED else None,
        has_proxies=cap_of(meeting.kind, meeting.rules) is not None,
        place_name=meeting.place.name,
        venue_names=venue_names([meeting.place.path]),
        is_live=meeting.state == MeetingState.IN_SESSION,
        **agenda_context(meeting, actor),
    )
    return make_response(html, status)


def agenda_part(meeting: Meeting, actor: Actor, *, said: str = "", problem: str = "", status: int = 200) -> Answer:
    """The agenda alone, for htmx; the list of what is still missing is told to fetch itself."""
    context = agenda_context(meeting, actor)
    answer = make_response(render_template("meetings/_plan_agenda.html", said=said, problem=problem, **context), status)
    answer.headers["HX-Trigger"] = "agenda-changed"
    return answer


def agenda_context(meeting: Meeting, actor: Actor) -> dict[str, object]:
    """What the agenda and the list of what is missing need."""
    over = meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED)
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position)
    items = db.session.scalars(query.options(joinedload(AgendaItem.issue))).all()
    proposed = proposals(meeting, [item.title for item in items]) if meeting.state == MeetingState.DRAFT else []
    back = {each.issue_id for each in proposed}
    return {
        "meeting": meeting,
        "items": items,
        "papers_of": papers_of(meeting.id),
        "proposed": proposed,
        "name": meeting_name(meeting),
        "ready": readiness(meeting),
        "candidates": [] if over else [issue for issue in candidates(meeting, actor) if issue.id not in back],
        "is_draft": meeting.state == MeetingState.DRAFT,
        "is_over": over,
    }


def _members(meeting: Meeting) -> int:
    if meeting.state != MeetingState.DRAFT:
        return db.session.scalar(select(func.count()).where(Member.meeting_id == meeting.id)) or 0
    return len(called_by(meeting.kind, meeting.place))
