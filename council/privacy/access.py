"""Loading requests and people's consents for an actor."""

from council.base.db import db
from council.base.errors import Forbidden, NotVisible
from council.permits.actor import Actor, Office
from council.permits.permission import allows, demand
from council.privacy.models import DeletionRequest
from council.privacy.permissions import PrivacyAct
from council.residents.models import Person

#: Offices that answer requests.
HANDLERS = frozenset({Office.RECORDER, Office.ADMINISTRATOR})


def request_for(actor: Actor, request_id: int) -> DeletionRequest:
    """A request that `actor` answers.

    Raises:
        NotVisible: unknown, or of another place.
        Forbidden: it is the actor's own.
    """
    request = db.session.get(DeletionRequest, request_id)
    if request is None or not actor.holds(HANDLERS, request.scope_path):
        raise NotVisible
    demand(actor, PrivacyAct.HANDLE_REQUEST, request)
    return request


def handled_paths(actor: Actor) -> tuple[str, ...]:
    """The places whose requests `actor` answers.

    Raises:
        Forbidden: none.
    """
    paths = tuple(dict.fromkeys(held.path for held in actor.holdings if held.office in HANDLERS))
    if not paths:
        raise Forbidden
    return paths


def person_at_the_desk(actor: Actor, person_id: int) -> Person:
    """Somebody whose consents `actor` writes down.

    Raises:
        NotVisible: unknown, or not of a place that the actor is on duty for.
    """
    person = db.session.get(Person, person_id)
    if person is None or not person.is_current or not allows(actor, PrivacyAct.ENTER_CONSENT, person):
        raise NotVisible
    return person
