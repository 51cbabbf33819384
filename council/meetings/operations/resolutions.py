"""From a result to a numbered resolution."""

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.base.series import next_number
from council.charters.rules import Force, may_issue
from council.journal.operations import Ref
from council.meetings.hooks import ask_before_deciding
from council.meetings.models import Motion, Resolution
from council.meetings.motions.settling import refuse_amendment
from council.meetings.operations.common import locked_meeting, note
from council.meetings.rules import resolution_hash
from council.polls.models import PollState
from council.polls.owners import is_intent
from council.privacy.checks import refuse_personal_numbers


@operation
def resolve(*, motion: Motion, text: str, force: Force, actor_id: int) -> Resolution:
    """Write down what was decided: the next number of the place and year, with its force.

    A motion has one resolution; asking again gives it back.

    Raises:
        Conflict: the motion was not carried, its result is not published, or the minutes are approved.
        Invalid: the force reaches further than the procedure allows (field `force`); a council consults
            (Organic Law of Urban Residents' Committees art. 32), so it may not bind; owners who said what they want
            (`polls.owners`) gave an opinion. Or a personal number
            stands in the text (field `text`).
    """
    refuse_personal_numbers({"text": text})
    meeting = locked_meeting(motion.item.meeting)
    before = db.session.scalar(select(Resolution).where(Resolution.motion_id == motion.id))
    if before is not None:
        return before
    ask_before_deciding(meeting)
    refuse_amendment(motion)
    _refuse_uncarried(motion)
    if not may_issue(meeting.rules, force):
        raise Invalid(_("A council consults; it cannot bind. Choose “opinion” or “consensus”."), field="force")
    if is_intent(motion.poll) and force != Force.OPINION:
        problem = _("The owners were asked what they want, so this is an opinion. Choose “opinion”.")
        raise Invalid(problem, field="force")
    today = clock.today()
    number = f"{meeting.place.code}-{today.year}-{next_number(f'resolution-{meeting.place_id}-{today.year}')}"
    resolution = Resolution(
        number=number,
        place=meeting.place,
        meeting=meeting,
        item=motion.item,
        motion=motion,
        issue_id=motion.item.issue_id,
        force=force,
        text=text,
        adopted_on=today,
        adopted_by=actor_id,
    )
    db.session.add(resolution)
    db.session.flush()
    touched = [Ref("motion", motion.id), Ref("agenda_item", motion.item_id)]
    if motion.item.issue_id:
        touched.append(Ref("issue", motion.item.issue_id))
    subject = Ref("resolution", resolution.id)
    data = {"number": number, "force": force, "sha256": resolution_hash(text, force)}
    note(meeting, "meetings.resolution.adopted", actor_id, subject=subject, touched=touched, data=data)
    return resolution


def _refuse_uncarried(motion: Motion) -> None:
    poll = motion.poll
    if poll is None or poll.state != PollState.PUBLISHED:
        raise Conflict(_("Publish the result of the vote first."))
    if (poll.result or {}).get("outcome") != "carried":
        raise Conflict(_("The motion was not carried, so there is nothing to resolve."))
