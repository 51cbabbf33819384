"""What residents do: one remark while they are asked, and the tick “I have read it”."""

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.base.upsert import insert_into
from council.charters.models import Reading, Remark, Standing, Version
from council.charters.operations.common import locked_version, note
from council.charters.queries import remark_of
from council.charters.rules.versions import takes_remarks

REMARK_LENGTH = 300


@operation
def leave_remark(*, version: Version, text: str, actor_id: int) -> Remark:
    """Say something about a draft, or change what one said; one remark each.

    Raises:
        Invalid: nothing is said, or too much (field `text`).
        Conflict: the time for remarks is over.
    """
    said = text.strip()
    if not said:
        raise Invalid(_("Write what you think of it."), field="text")
    if len(said) > REMARK_LENGTH:
        raise Invalid(_("Keep it under %(max)d characters.", max=REMARK_LENGTH), field="text")
    version = locked_version(version)
    if not takes_remarks(version.state, version.consulted_until, clock.today()):
        raise Conflict(_("The time for remarks is over."))
    remark = remark_of(version.id, actor_id)
    if remark is not None and remark.text == said:
        return remark
    if remark is None:
        remark = Remark(version_id=version.id, person_id=actor_id, text=said, at=clock.now())
        db.session.add(remark)
    else:
        remark.text, remark.changed_at = said, clock.now()
    db.session.flush()
    note(version, actor_id, "charters.remark.left")
    return remark


@operation
def tick_read(*, version: Version, actor_id: int) -> None:
    """Tick “I have read it”. Set, not toggled: ticking twice counts once.

    Raises:
        Conflict: it is not in force (any more): the version that is asks anew.
    """
    db.session.refresh(version)
    if version.standing(clock.today()) is not Standing.IN_FORCE:
        raise Conflict(_("This version is not in force. Open the one that is."))
    read = {"version_id": version.id, "person_id": actor_id, "at": clock.now()}
    statement = insert_into(Reading).values(read).on_conflict_do_nothing()
    if db.session.execute(statement.returning(Reading.id)).scalar_one_or_none() is not None:
        note(version, actor_id, "charters.reading.ticked")
