"""Settings of places about people: what each residency entitles to."""

from sqlalchemy import select

from council.base.db import db
from council.organisation.models import Place
from council.organisation.place_settings import setting, value_at
from council.permits.actor import Actor
from council.permits.permission import Scoped
from council.residents.models import Person
from council.residents.rights import DEFAULTS, NONE, Rights, read_table, residency_at, rights_of, write_table

#: What each residency entitles to, at a place and below it.
RIGHTS = setting("residents.rights", default=DEFAULTS, read=read_table, write=write_table)


def rights_at(person_id: int, path: str) -> Rights:
    """What a person may do at the place at `path`, in two queries; nothing for whoever is unknown."""
    query = select(Person.residency, Place.path).outerjoin(Place, Place.id == Person.place_id)
    row = db.session.execute(query.where(Person.id == person_id)).one_or_none()
    if row is None:
        return NONE
    return rights_of(residency_at(row[0], row[1] or "", path), value_at(RIGHTS, path))


def may_speak(actor: Actor, thing: Scoped) -> bool:
    """has the right to speak there, by the place's setting for their residency"""
    return rights_at(actor.person_id, thing.scope_path).speak
