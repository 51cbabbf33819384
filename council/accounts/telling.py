"""Telling a phone why it is signed out: another one took its place, or somebody ended its session."""

from flask import flash, session
from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from council.accounts.identity import Identity
from council.accounts.models import SignInSession
from council.accounts.rules import Ending
from council.base.db import db
from council.organisation.models import Hotline, HotlineKind
from council.residents.models import Person
from council.web.formats import day_words, time

_SERVICE = select(Hotline.phone).where(
    Hotline.place_id == bindparam("estate"), Hotline.kind == HotlineKind.SERVICE.value
)


def say_why_ended(identity: Identity | None) -> None:
    """Say once, on the next page of this phone, why its session is over; the cookie then no longer names it."""
    session.pop("_user_id", None)
    row = db.session.get(SignInSession, identity.session_id) if identity else None
    if identity is None or row is None or row.person_id != identity.person_id or row.ended_at is None:
        return
    number = service_phone(row.person)
    help_line = _("Was that not you? Call %(number)s.", number=number) if number else _("Was that not you? Tell us.")
    at = {"day": day_words(row.ended_at), "time": time(row.ended_at)}
    said: dict[str, str] = {
        Ending.TAKEN_OVER: _("Another phone has taken your place: %(day)s, %(time)s.", **at),
        Ending.REVOKED: _("This phone was signed out from another one: %(day)s, %(time)s.", **at),
        Ending.EVERYWHERE: _("You were signed out on all phones: %(day)s, %(time)s.", **at),
    }
    if sentence := said.get(row.ended_by):
        flash(f"{sentence} {help_line}", "bad")


def service_phone(person: Person) -> str:
    """The service number of the person's estate; empty where there is none."""
    return phone_of_estate(person.place.estate_id) if person.place else ""


def phone_of_estate(estate_id: int | None) -> str:
    """The service number of an estate; empty where there is none."""
    return db.session.scalar(_SERVICE, {"estate": estate_id}) or ""


class PhoneBook(dict[int | None, str]):
    """Service numbers by estate, each looked up once."""

    def __missing__(self, estate_id: int | None) -> str:
        self[estate_id] = phone_of_estate(estate_id)
        return self[estate_id]
