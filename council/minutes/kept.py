"""What this room keeps about people: what they wrote into minutes."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from council.base.db import db
from council.minutes.models import Correction, Note
from council.privacy.hooks import Row, expires, keeps
from council.residents.models import Person


def _written(person: Person) -> Sequence[Row]:
    notes = db.session.scalars(select(Note).where(Note.saved_by == person.id).order_by(Note.id))
    corrections = db.session.scalars(select(Correction).where(Correction.by_id == person.id).order_by(Correction.id))
    found = [{"kind": "note", "text": row.text, "at": row.saved_at} for row in notes]
    return found + [{"kind": "correction", "text": row.text, "at": row.at} for row in corrections]


keeps(
    "minutes",
    _written,
    title=_l("What you wrote into minutes"),
    why=_l("Minutes are the council's record; the law asks that they be kept."),
    columns={"kind": _l("Kind"), "text": _l("Your words"), "at": _l("When")},
    stays=True,
)
expires(
    "minutes",
    None,
    None,
    title=_l("Minutes and resolutions"),
    reason=_l("Never deleted: they are the council's record. The public reads them with names masked."),
)
