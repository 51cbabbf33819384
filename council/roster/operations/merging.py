"""Merging two records of one person, and undoing that exactly."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select, update

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict
from council.journal.operations import Ref, record
from council.residents.models import Person
from council.residents.offices.guards import demand_an_administrator_stays
from council.roster.hooks import Moving, moving
from council.roster.merging import columns_of
from council.roster.models import PersonMerge


@operation
def merge_people(*, kept: Person, gone: Person, taken: Collection[str], actor_id: int) -> PersonMerge:
    """Let `kept` take `gone` over: its offices, its lots, what it is in charge of now. History stays as it was.

    Args:
        taken: fields of `merging.FIELDS` whose value comes from `gone`.

    Raises:
        Conflict: one of them has been merged meanwhile, or the last administrator's offices would go to a record of
            somebody who left.
    """
    if kept.left_on is not None:
        demand_an_administrator_stays(except_person_id=gone.id)
    first, second = sorted((kept.id, gone.id))
    people = {key: locked(Person, key) for key in (first, second)}
    kept, gone = people[kept.id], people[gone.id]
    if kept.id == gone.id or kept.merged_into_id is not None or gone.merged_into_id is not None:
        raise Conflict(_("One of these records has been merged meanwhile. Look again."))
    changed, changed_gone = _take_fields(kept, gone, taken)
    gone.merged_into_id = kept.id
    gone.session_epoch += 1
    moved, ended = _move_all(gone.id, kept.id)
    merge = PersonMerge(
        kept_id=kept.id,
        gone_id=gone.id,
        by_id=actor_id,
        at=clock.now(),
        moved=moved,
        ended=ended,
        changed=changed,
        changed_gone={**changed_gone, "merged_into_id": [None, kept.id]},
    )
    db.session.add(merge)
    db.session.flush()
    _note(merge, "roster.person.merged", actor_id, fields=sorted(changed), moved=moved)
    return merge


@operation
def undo_merge(*, merge: PersonMerge, actor_id: int) -> PersonMerge:
    """Make two records of it again, exactly as they were.

    Raises:
        Conflict: something that the merge set has been changed since, so that it cannot be exact.
    """
    merge = locked(PersonMerge, merge.id)
    if merge.undone_at is not None:
        return merge
    kept, gone = locked(Person, merge.kept_id), locked(Person, merge.gone_id)
    if kept.merged_into_id is not None:
        raise Conflict(_("This record was merged into another one later. Undo that first."))
    if not (_untouched(kept, merge.changed) and _untouched(gone, merge.changed_gone)):
        raise Conflict(_("The record was changed after the merge, so it cannot be undone exactly. Correct it by hand."))
    _move_back(merge)
    _reopen(merge)
    _set_back(gone, {name: pair for name, pair in merge.changed_gone.items() if name != "external_id"})
    _swap_numbers_back(kept, gone, merge)
    _set_back(kept, {name: pair for name, pair in merge.changed.items() if name != "external_id"})
    db.session.flush()
    _settle(gone.id)
    kept.session_epoch += 1  # sessions that began under this record may be the other person's
    merge.undone_at, merge.undone_by = clock.now(), actor_id
    _note(merge, "roster.merge.undone", actor_id)
    return merge


def _take_fields(
    kept: Person, gone: Person, taken: Collection[str]
) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Set the values that come from `gone`; what changed on either record, before and after."""
    changed: dict[str, list[Any]] = {}
    for field in taken:
        for column in columns_of(field):
            before, after = getattr(kept, column), getattr(gone, column)
            if before != after:
                changed[column] = [before, after]
    if "external_id" not in changed:
        _set(kept, changed)
        return changed, {}
    before, after = changed["external_id"]
    _set(kept, {name: pair for name, pair in changed.items() if name != "external_id"})
    _exchange(kept, gone, after, before)  # the number that is not used goes on finding this person
    return changed, {"external_id": [after, before]}


def _exchange(kept: Person, gone: Person, of_kept: str | None, of_gone: str | None) -> None:
    """Give each its number; no two records may have one at any moment."""
    kept.external_id = gone.external_id = None
    db.session.flush()
    kept.external_id, gone.external_id = of_kept, of_gone
    db.session.flush()


def _swap_numbers_back(kept: Person, gone: Person, merge: PersonMerge) -> None:
    if "external_id" in merge.changed:
        _exchange(kept, gone, merge.changed["external_id"][0], merge.changed_gone["external_id"][0])


def _set(person: Person, changed: Mapping[str, list[Any]]) -> None:
    for name, (_before, after) in changed.items():
        setattr(person, name, after)


def _set_back(person: Person, changed: Mapping[str, list[Any]]) -> None:
    for name, (before, _after) in changed.items():
        setattr(person, name, before)


def _untouched(person: Person, changed: Mapping[str, list[Any]]) -> bool:
    return all(getattr(person, name) == after for name, (_before, after) in changed.items())


def _move_all(gone_id: int, kept_id: int) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """The ids of the rows that moved, and of those that ended because the other record has its own; by rule."""
    db.session.flush()
    moved = {rule.name: keys for rule in moving if (keys := _move(rule, gone_id, kept_id))}
    ended = {rule.name: keys for rule in moving if (keys := _end(rule, gone_id))}
    _settle(gone_id)
    return moved, ended


def _settle(gone_id: int) -> None:
    for rule in moving:
        if rule.settle is not None:
            rule.settle(gone_id)


def _end(rule: Moving, gone_id: int) -> list[int]:
    """End what stays of one rule: nobody is in a team, or owns a lot, twice."""
    if rule.ends is None:
        return []
    keys = list(db.session.scalars(_rows(rule, gone_id).order_by(rule.column.class_.id)))
    _set_end(rule, keys, clock.today())
    return keys


def _reopen(merge: PersonMerge) -> None:
    """Let what ended with the merge go on.

    Raises:
        Conflict: one of these rows was changed since.
    """
    rules = {rule.name: rule for rule in moving}
    day = clock.local(merge.at).date()
    for name, keys in merge.ended.items():
        rule = rules[name]
        assert rule.ends is not None
        table = rule.column.class_
        still = select(table.id).where(table.id.in_(keys), rule.column == merge.gone_id, rule.ends == day)
        if set(db.session.scalars(still)) != set(keys):
            raise Conflict(_("Something that moved was given to somebody else since. It cannot be undone exactly."))
        _set_end(rule, keys, None)


def _set_end(rule: Moving, keys: list[int], day: date | None) -> None:
    if keys and rule.ends is not None:
        table = rule.column.class_
        change = update(table).where(table.id.in_(keys)).values({rule.ends.key: day})
        db.session.execute(change.execution_options(synchronize_session="fetch"))


def _rows(rule: Moving, person_id: int) -> Select[Any]:
    """The ids of a person's rows that a rule speaks of."""
    query = select(rule.column.class_.id).where(rule.column == person_id)
    return query if rule.only is None else query.where(rule.only())


def _move(rule: Moving, gone_id: int, kept_id: int) -> list[int]:
    """Move the rows of one rule; their ids."""
    table = rule.column.class_
    query = _rows(rule, gone_id)
    if rule.once_per is not None:
        has = select(rule.once_per).where(rule.column == kept_id)
        if rule.only is not None:
            has = has.where(rule.only())
        query = query.where(rule.once_per.not_in(has))
    keys = list(db.session.scalars(query.order_by(table.id)))
    if keys:
        _hand_over(rule, keys, kept_id)
    return keys


def _move_back(merge: PersonMerge) -> None:
    rules = {rule.name: rule for rule in moving}
    for name, keys in merge.moved.items():
        rule = rules[name]
        table = rule.column.class_
        still = set(db.session.scalars(select(table.id).where(table.id.in_(keys), rule.column == merge.kept_id)))
        if still != set(keys):
            raise Conflict(_("Something that moved was given to somebody else since. It cannot be undone exactly."))
        _hand_over(rule, keys, merge.gone_id)


def _hand_over(rule: Moving, keys: list[int], person_id: int) -> None:
    table = rule.column.class_
    change = update(table).where(table.id.in_(keys)).values({rule.column.key: person_id})
    db.session.execute(change.execution_options(synchronize_session="fetch"))


def _note(merge: PersonMerge, action: str, actor_id: int, **data: Any) -> None:
    db.session.flush()
    place = merge.kept.place
    record(
        action=action,
        place_id=(place.estate_id or place.id) if place else 0,
        actor_id=actor_id,
        subject=Ref("person", merge.kept_id),
        touched=[Ref("person", merge.gone_id)],
        data={"merge": merge.id, "kept": merge.kept_id, "gone": merge.gone_id, **data},
    )
