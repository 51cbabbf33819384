"""How long data is kept: setting it, and removing what is over its time."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Invalid
from council.journal.operations import Ref, record
from council.organisation.models import Place
from council.privacy.hooks import Expiring, Sweep, expiring
from council.privacy.models import Operator, RetentionSetting
from council.privacy.queries import retention_days, root_place

#: Rows removed in one transaction, and transactions in one run for one kind: the rest goes the next time.
BATCH = 500
MOST_BATCHES = 40


@operation
def set_retention(*, days: dict[str, int], actor_id: int) -> list[str]:
    """Set for how many days some kinds of data are kept. Returns the kinds that changed.

    Raises:
        Invalid: less than the law or the work asks for, or too long (field: the kind).
    """
    place = locked(Place, root_place().id)
    now_kept = retention_days()
    changed = [kind for kind, wanted in days.items() if wanted != now_kept.get(kind)]
    for kind in changed:
        _check(kind, days[kind])
        setting = _setting(place, kind)
        setting.days, setting.changed_by, setting.changed_at = days[kind], actor_id, clock.now()
        db.session.add(setting)
    if changed:
        data = {
            "before": {kind: now_kept.get(kind) for kind in changed},
            "days": {kind: days[kind] for kind in changed},
        }
        _note(place, "privacy.retention.set", actor_id, data)
    return changed


@operation
def name_operator(*, name: str, contact: str, actor_id: int | None) -> Operator:
    """Say who answers for the data and how to reach them. The same again changes nothing.

    Raises:
        Invalid: one of the two is missing (field `name` or `contact`).
    """
    for field, text in (("name", name), ("contact", contact)):
        if not text.strip():
            raise Invalid(_("Fill this in: people read it on the notice."), field=field)
    place = locked(Place, root_place().id)
    found = db.session.scalar(select(Operator).where(Operator.place_id == place.id)) or Operator(place_id=place.id)
    if (found.name, found.contact) == (name.strip(), contact.strip()):
        return found
    found.name, found.contact = name.strip(), contact.strip()
    found.changed_by, found.changed_at = actor_id, clock.now()
    db.session.add(found)
    db.session.flush()
    _note(place, "privacy.operator.named", actor_id, {"name": found.name, "contact": found.contact})
    return found


def sweep(*, dry: bool = False) -> dict[str, int]:
    """Remove what is over its time, in small transactions. Returns kind → how much; doing it again finds nothing.

    Args:
        dry: only count.
    """
    if db.session.scalar(select(Place.id).limit(1)) is None:
        return {}
    days, now = retention_days(), clock.now()
    swept: dict[str, int] = {}
    for kind, each in expiring.items():
        if each.sweep is not None and kind in days:
            before = now - timedelta(days=days[kind])
            swept[kind] = _due(each.sweep, before) if dry else _remove_all(each, before)
    return swept


def _due(way: Sweep, before: datetime) -> int:
    return db.session.scalar(select(func.count()).select_from(way.due(before).subquery())) or 0


def _remove_all(each: Expiring, before: datetime) -> int:
    total = 0
    for _batch in range(MOST_BATCHES):
        gone = _remove_some(each=each, before=before)
        total += gone
        if gone < BATCH:
            break
    return total


@operation
def _remove_some(*, each: Expiring, before: datetime) -> int:
    assert each.sweep is not None
    due = list(db.session.scalars(each.sweep.due(before).limit(BATCH)))
    if not due:
        return 0
    each.sweep.remove(due)
    _note(root_place(), "privacy.retention.swept", None, {"kind": each.kind, "count": len(due)})
    return len(due)


def _check(kind: str, days: int) -> None:
    each = expiring.get(kind)
    if each is None or each.default_days is None:
        raise Invalid(_("This kind of data has no time that can be set."), field=kind)
    if not each.minimum <= days <= each.most:
        limits = {"least": each.minimum, "most": each.most}
        raise Invalid(_("Choose between %(least)s and %(most)s days.", **limits), field=kind)


def _setting(place: Place, kind: str) -> RetentionSetting:
    query = select(RetentionSetting).where(RetentionSetting.place_id == place.id, RetentionSetting.kind == kind)
    return db.session.scalar(query) or RetentionSetting(place_id=place.id, kind=kind)


def _note(place: Place, action: str, actor_id: int | None, data: dict[str, object]) -> None:
    record(action=action, place_id=place.id, actor_id=actor_id, subject=Ref("place", place.id), data=data)
