"""What the operations share: writing about a person into the journal of the place they live in."""

from collections.abc import Sequence

from council.journal.operations import Ref, record
from council.privacy.queries import root_place
from council.residents.models import Person


def chain_of(person: Person) -> int:
    """The place in whose journal acts about `person` stand: their estate, else the root."""
    place = person.place
    return (place.estate_id or place.id) if place is not None else root_place().id


def note(
    person: Person,
    action: str,
    actor_id: int | None,
    *,
    place_id: int | None = None,
    touched: Sequence[Ref] = (),
    **data: object,
) -> None:
    """One entry about `person`: codes and versions, never a name, a number or a reason in words."""
    record(
        action=action,
        place_id=place_id or chain_of(person),
        actor_id=actor_id,
        subject=Ref("person", person.id),
        touched=touched,
        data=data,
    )
