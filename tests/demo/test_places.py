"""The demo's places as its administrator finds them: teams in most grids, contacts, venues, hours."""

from flask import Flask

from council.base.db import db
from council.organisation.hooks import complete_places
from council.organisation.models import Hotline, PartnerContact, Venue
from council.permits.actor import Office
from council.residents.models import Appointment, Person
from council.residents.teams import Team


def test_the_street_has_an_administrator(demo_app: Flask) -> None:
    with demo_app.app_context():
        query = db.select(Person.key).join(Appointment, Appointment.person_id == Person.id)
        held = db.session.scalars(query.where(Appointment.office == Office.ADMINISTRATOR)).all()
        assert set(held) == {"street-admin", "community-admin"}
        db.session.remove()


def test_most_grids_have_their_two_teams_and_some_lack_one(demo_app: Flask) -> None:
    with demo_app.app_context():
        have = complete_places()
        assert 25 < len(have["vanguard"]) < len(have["grid"]) < 37
        assert all(team.leader is not None for team in db.session.scalars(db.select(Team)))
        db.session.remove()


def test_units_venues_and_hotlines_are_filled_in(demo_app: Flask) -> None:
    with demo_app.app_context():
        contacts = db.session.scalars(db.select(PartnerContact)).all()
        assert len(contacts) == 6
        assert any(contact.person_id for contact in contacts)
        assert {venue.seats for venue in db.session.scalars(db.select(Venue))} == {60, 80, 150}
        assert all(line.hours for line in db.session.scalars(db.select(Hotline)))
        db.session.remove()
