"""Who may do what with meetings."""

from council.meetings.taking_part import took_part
from council.permits.actor import Actor, Office
from council.permits.permission import Permission, Scoped, grant, holds, lives_here


class MeetingAct(Permission):
    """Acts on meetings."""

    VIEW = "meetings.meeting.view", "See a meeting, its agenda and its results; check in to it."
    PLAN = "meetings.meeting.plan", "Plan and convene a meeting and set its agenda."
    CHAIR = "meetings.meeting.chair", "Run a meeting: items, motions, votes, the wall."
    CHECK_IN_OTHERS = "meetings.attendance.enter", "Check in people who have no phone."
    PRINT_CARDS = "meetings.seat_card.print", "Print and withdraw seat cards that sign a member into one meeting."
    ADOPT = "meetings.resolution.adopt", "Write down what was decided, with its force."


def _is_its_chair(actor: Actor, thing: Scoped) -> bool:
    """chairs this meeting"""
    return getattr(thing, "chair_id", None) == actor.person_id


def _has_a_grid_here(actor: Actor, thing: Scoped) -> bool:
    """is grid officer of a grid of this place"""
    grids = (holding.path for holding in actor.holdings if holding.office is Office.GRID_OFFICER)
    return any(path.startswith(thing.scope_path) for path in grids)


def _took_part(actor: Actor, thing: Scoped) -> bool:
    """was called to it or came to it, wherever they live now"""
    meeting_id = getattr(thing, "id", None)
    return meeting_id is not None and took_part(meeting_id, actor.person_id)


_LEADS = holds(Office.ESTATE_HEAD, Office.COMMUNITY_STAFF)
_SITS = holds(Office.COUNCIL_MEMBER)
_ON_DUTY = holds(
    Office.ESTATE_HEAD,
    Office.RECORDER,
    Office.TELLER,
    Office.SUPERVISOR,
    Office.PARTNER_CONTACT,
    Office.COMMUNITY_STAFF,
    Office.STREET_STAFF,
)

grant(MeetingAct.VIEW, lives_here, _SITS, _ON_DUTY, _has_a_grid_here, _took_part)
grant(MeetingAct.PLAN, _LEADS)
grant(MeetingAct.CHAIR, _is_its_chair, _LEADS)
grant(MeetingAct.CHECK_IN_OTHERS, _is_its_chair, _LEADS, holds(Office.RECORDER, Office.TELLER))
grant(MeetingAct.PRINT_CARDS, _is_its_chair, _LEADS)
grant(MeetingAct.ADOPT, _is_its_chair, _LEADS)
