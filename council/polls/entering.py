"""Entries of a poll in the journal, the same way from all operations of the room."""

from collections.abc import Iterable, Mapping
from typing import Any

from council.journal.operations import Ref, record
from council.polls.models import Poll


def enter(poll: Poll, verb: str, actor_id: int | None, touched: Iterable[Ref], data: Mapping[str, Any]) -> None:
    """Write `polls.poll.<verb>` into the journal of the poll's place; `touched` is what else it belongs to."""
    record(
        action=f"polls.poll.{verb}",
        place_id=poll.place.estate_id or poll.place_id,
        actor_id=actor_id,
        subject=Ref("poll", poll.id),
        touched=[Ref(poll.subject_kind, poll.subject_id), *touched],
        data=data,
    )
