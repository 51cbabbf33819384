"""Who may do what with minutes. The thing asked about is the meeting."""

from council.permits.actor import STAFF, Actor, Office
from council.permits.permission import Permission, Scoped, grant, holds


class MinutesAct(Permission):
    """Acts on minutes."""

    WRITE = "minutes.note.write", "Write the recorder's words on an item, and numbered corrections after approval."
    APPROVE = "minutes.minutes.approve", "Approve the minutes after the meeting: from then on they are frozen."
    PUBLISH = "minutes.minutes.publish", "Publish approved minutes for everyone, with names masked."
    VIEW_DRAFT = "minutes.draft.view", "Read the minutes before they are published, with full names."


def chairs_it(actor: Actor, thing: Scoped) -> bool:
    """chairs the meeting"""
    return getattr(thing, "chair_id", None) == actor.person_id


def records_it(actor: Actor, thing: Scoped) -> bool:
    """records the meeting"""
    return getattr(thing, "recorder_id", None) == actor.person_id


_writers = (chairs_it, records_it, holds(Office.RECORDER))

grant(MinutesAct.WRITE, *_writers)
grant(MinutesAct.APPROVE, *_writers)
grant(MinutesAct.PUBLISH, *_writers)
grant(MinutesAct.VIEW_DRAFT, *_writers, holds(Office.COUNCIL_MEMBER, Office.TELLER, *STAFF))
