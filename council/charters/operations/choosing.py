"""A place chooses the procedure of a body."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Invalid
from council.base.once import answered, keep, own_key
from council.charters.models import PlaceProcedure, share_to_text
from council.charters.presets import procedure
from council.charters.procedures import above
from council.charters.rules import Procedure
from council.charters.rules.tightening import Own, Part, looser_parts, stage_share, tightened
from council.charters.words import looser_words
from council.journal.operations import Ref, record
from council.organisation.models import Place


class Looser(Invalid):
    """The choice is looser than what holds above the place: `problems` says where, field by field."""

    def __init__(self, parts: list[Part], base: Procedure) -> None:
        self.problems = {part.value: looser_words(part, base) for part in parts}
        field, message = next(iter(self.problems.items()))
        super().__init__(message, field=field)


@operation
def choose_procedure(
    *,
    place: Place,
    code: str,
    own: Own,
    valid_from: date,
    decided_by: str = "",
    actor_id: int,
    key: str | None = None,
) -> PlaceProcedure:
    """Choose a preset for its body in a place, with the place's own tighter numbers, from a day on.

    A new version; older ones stay. Votes that are open go on under the rule they were opened with.

    Raises:
        Looser: a number is looser than what holds above the place.
        Invalid: the day has passed (field `valid_from`), or the place may not use the preset (field `code`).
        UnknownProcedure: there is no such preset.
    """
    key = own_key("charters.choose_procedure", actor_id, key)
    if (seen := answered(key, PlaceProcedure)) is not None:
        return seen
    preset = procedure(code)
    if valid_from < clock.today():
        raise Invalid(_("This day has passed. A procedure holds from today or a later day."), field="valid_from")
    locked(Place, place.id)
    base = above(place, code, valid_from)
    chosen = tightened(base, own)
    if parts := looser_parts(chosen, base):
        raise Looser(parts, base)
    row = PlaceProcedure(
        place_id=place.id,
        body=preset.kind,
        number=_next_number(place.id, preset.kind),
        preset=code,
        valid_from=valid_from,
        decided_by=decided_by.strip()[:120],
        chosen_by_id=actor_id,
        chosen_at=clock.now(),
        **_numbers(chosen),
    )
    db.session.add(row)
    db.session.flush()
    _enter(row, place, actor_id)
    keep(key, row.id)
    return row


def _numbers(chosen: Procedure) -> dict[str, object]:
    """All numbers as they hold, so that what stands above can change without changing this version."""
    return {
        "quorum": share_to_text(stage_share(chosen.rule, "quorum")),
        "majority": share_to_text(stage_share(chosen.rule, "pass")),
        "notice_days": chosen.notice_days,
        "final": not chosen.changeable_ballots,
        "secret": chosen.secret,
        "meetings_a_year": chosen.meetings_a_year,
        "turn_seconds": chosen.turn_seconds,
        "turns_each": chosen.turns_each,
    }


def _next_number(place_id: int, body: str) -> int:
    query = select(func.max(PlaceProcedure.number)).where(
        PlaceProcedure.place_id == place_id, PlaceProcedure.body == body
    )
    return (db.session.scalar(query) or 0) + 1


def _enter(row: PlaceProcedure, place: Place, actor_id: int) -> None:
    record(
        action="charters.procedure.chosen",
        place_id=place.estate_id or place.id,
        actor_id=actor_id,
        subject=Ref("place_procedure", row.id),
        touched=[Ref("place", place.id)],
        data={
            "body": row.body,
            "preset": row.preset,
            "number": row.number,
            "quorum": row.quorum,
            "majority": row.majority,
            "notice_days": row.notice_days,
            "final": row.final,
            "secret": row.secret,
            "meetings_a_year": row.meetings_a_year,
            "turn_seconds": row.turn_seconds,
            "turns_each": row.turns_each,
            "valid_from": row.valid_from.isoformat(),
        },
    )
