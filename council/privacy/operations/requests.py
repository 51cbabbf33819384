"""Requests for deletion: asked, taken back, refused with a reason."""

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.journal.operations import Ref
from council.privacy.models import DeletionRequest, RequestState
from council.privacy.operations.common import chain_of, note
from council.privacy.rules import answer_due
from council.residents.models import Person

REASON_LENGTH = 500


@operation
def ask_for_deletion(*, person: Person, reason: str = "") -> DeletionRequest:
    """Ask that one's data be deleted; an answer is due within 15 days. Asking again gives the same request.

    Raises:
        Invalid: the reason is too long (field `reason`).
    """
    if len(reason) > REASON_LENGTH:
        raise Invalid(_("Keep it under %(number)s characters.", number=REASON_LENGTH), field="reason")
    person = locked(Person, person.id)
    seen = db.session.scalar(
        select(DeletionRequest).where(
            DeletionRequest.person_id == person.id, DeletionRequest.state == RequestState.OPEN
        )
    )
    if seen is not None:
        return seen
    now = clock.now()
    request = DeletionRequest(
        person_id=person.id,
        place_id=chain_of(person),
        reason=reason.strip(),
        state=RequestState.OPEN,
        asked_at=now,
        due_at=answer_due(now),
    )
    db.session.add(request)
    db.session.flush()
    note(person, "privacy.deletion.requested", person.id, touched=[Ref("deletion_request", request.id)])
    return request


@operation
def withdraw_request(*, request: DeletionRequest) -> DeletionRequest:
    """Take one's own request back. A second time changes nothing.

    Raises:
        Conflict: it has been answered.
    """
    request = locked(DeletionRequest, request.id)
    if request.state == RequestState.WITHDRAWN:
        return request
    _answer(request, RequestState.WITHDRAWN, request.person_id)
    note(
        request.person,
        "privacy.deletion.withdrawn",
        request.person_id,
        place_id=request.place_id,
        touched=[Ref("deletion_request", request.id)],
    )
    return request


@operation
def refuse_request(*, request: DeletionRequest, answer: str, actor_id: int) -> DeletionRequest:
    """Refuse a request, with a reason that the person reads.

    Raises:
        Invalid: no reason (field `answer`).
        Conflict: it has been answered or taken back.
    """
    if not answer.strip():
        raise Invalid(_("Say why, so that the person understands."), field="answer")
    request = locked(DeletionRequest, request.id)
    _answer(request, RequestState.REFUSED, actor_id)
    request.answer = answer.strip()
    note(
        request.person,
        "privacy.deletion.refused",
        actor_id,
        place_id=request.place_id,
        touched=[Ref("deletion_request", request.id)],
    )
    return request


def _answer(request: DeletionRequest, state: RequestState, actor_id: int) -> None:
    demand_open(request)
    request.state, request.answered_at, request.answered_by = state, clock.now(), actor_id


def demand_open(request: DeletionRequest) -> None:
    """The request waits for an answer.

    Raises:
        Conflict: it does not any more.
    """
    if request.state != RequestState.OPEN:
        raise Conflict(_("This request has been answered or taken back meanwhile. Load the page again."))
