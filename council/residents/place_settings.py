"""Settings of places about people: what each residency entitles to."""

from sqlalchemy import select

from council.base.db import db
from council.organisation.models import Place
from council.organisation.place_settings import nearest, setting
from council.permits.actor import Actor
from council.permits.permission import Scoped
from council.residents.models import Person
from council.residents.rights import DEFAULTS, NONE, Rights, read_table, residency_at, rights_of, write_table

#: What each residency entitles to, at a place and below it.
RIGHTS = setting("residents.rights", default=DEFAULTS, read=read_table, write=write_table)


def rights_at(person_id: int, path: str) -> Rights:
    """What a person may do at the place at `path`, in one query; nothing for whoever is unknown."""
    query = select(Person.residency, Place.path, nearest(RIGHTS, path)).outerjoin(Place, Place.id == Person.place_id)
    row = db.session.execute(query.where(Person.id == person_id)).one_or_none()
    if row is None:
        return NONE
    residency, home, stored = row
    table = RIGHTS.default if stored is None else RIGHTS.read(stored)
    return rights_of(residency_at(residency, home or "", path), table)


def may_speak(actor: Actor, thing: Scoped) -> bool:
    """has the right to speak there, by the place's setting for their residency"""
    return rights_at(actor.person_id, thing.scope_path).speak
