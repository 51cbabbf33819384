"""What this room keeps about people: the texts they ticked as read, and what they said about drafts."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from council.base.db import db
from council.charters.models import Document, Reading, Remark, Version
from council.charters.words import kind_word
from council.organisation.models import Place
from council.privacy.hooks import Row, keeps
from council.residents.models import Person


def _of(version_id: InstrumentedAttribute[int], *columns: Any) -> Select[Any]:
    """Rows about versions, with the kind and place of their document."""
    query = select(Document.kind, Place.name, Version.number, *columns)
    query = query.join(Version, Version.document_id == Document.id).join(Place, Place.id == Document.place_id)
    return query.join(version_id.class_, version_id == Version.id).order_by(version_id.class_.id)


def _readings(person: Person) -> Sequence[Row]:
    query = _of(Reading.version_id, Reading.at).where(Reading.person_id == person.id)
    return [
        {"text": kind_word(kind), "place": place, "version": number, "read_at": at}
        for kind, place, number, at in db.session.execute(query)
    ]


def _remarks(person: Person) -> Sequence[Row]:
    query = _of(Remark.version_id, Remark.text, Remark.at).where(Remark.person_id == person.id)
    return [
        {"text": kind_word(kind), "place": place, "version": number, "said": said, "at": at}
        for kind, place, number, said, at in db.session.execute(query)
    ]


keeps(
    "charters_read",
    _readings,
    title=_l("Charters and compacts you ticked as read"),
    why=_l("Only how many have read it is shown."),
    columns={"text": _l("Text"), "place": _l("Place"), "version": _l("Version"), "read_at": _l("Read")},
    stays=True,
)
keeps(
    "remarks",
    _remarks,
    title=_l("What you said about drafts"),
    why=_l("It shows what residents thought before the text was adopted. It stays, without your name."),
    columns={
        "text": _l("Text"),
        "place": _l("Place"),
        "version": _l("Version"),
        "said": _l("Your words"),
        "at": _l("When"),
    },
    stays=True,
)
