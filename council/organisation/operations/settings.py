"""Settings of places."""

from typing import TypeVar

from sqlalchemy import select

from council.base import clock
from council.base.db import db, locked, operation
from council.organisation.models import Place, PlaceSetting
from council.organisation.operations.stale import Stale
from council.organisation.operations.tree import note
from council.organisation.place_settings import Setting

T = TypeVar("T")


@operation
def set_setting(
    *, place: Place, setting: Setting[T], value: T | None, revision: int | None = None, actor_id: int | None
) -> None:
    """Set a setting for a place and what lies below it; None takes it back, so that the place above counts again.

    Raises:
        Stale: somebody has changed it meanwhile (`revision` 0: there was none).
    """
    locked(Place, place.id)
    query = select(PlaceSetting).where(PlaceSetting.place_id == place.id, PlaceSetting.name == setting.name)
    row = db.session.scalar(query.execution_options(populate_existing=True))
    if revision is not None and revision != (row.revision if row else 0):
        raise Stale(setting.read(row.value) if row else None)
    before = row.value if row else None
    after = None if value is None else setting.write(value)
    if before == after:
        return
    if after is None:
        db.session.delete(row)
    elif row is None:
        row = PlaceSetting(place_id=place.id, name=setting.name, value=after, changed_at=clock.now())
        db.session.add(row)
    else:
        row.value, row.revision, row.changed_at = after, row.revision + 1, clock.now()
    if row is not None:
        row.changed_by = actor_id
    note(place, "organisation.setting.set", actor_id, setting=setting.name, before=before, after=after)
