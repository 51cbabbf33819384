"""Commands about who and where: the demo, sign-in links, places, permits."""

import json
import sys
from collections.abc import Sequence
from datetime import datetime

import click
from flask import current_app, url_for
from flask.cli import with_appcontext
from sqlalchemy import select

from council.accounts.credentials.operations import reset_credential
from council.accounts.operations import end_sessions, issue_sign_in_link
from council.base import clock, stored
from council.base.db import db
from council.base.ids import row_id
from council.cli.addresses import base_address
from council.demo import marks
from council.demo.build import NotEmpty, build_demo, has_people
from council.demo.cast.named import person_key
from council.organisation.models import Place
from council.permits.permission import granted
from council.residents.models import Person
from council.residents.queries import find_people


@click.command("demo")
@click.option("--residents", type=click.IntRange(0, 200_000), default=0, help="So many more people, for load tests.")
@click.option("--language", type=click.Choice(["zh_CN", "en"]), default="zh_CN", help="Of people, places and texts.")
@click.option("--if-empty", is_flag=True, help="Do nothing where there are people already.")
@with_appcontext
def demo(residents: int, language: str, if_empty: bool) -> None:
    """Build the demo neighbourhood in an empty database."""
    if if_empty and has_people():
        return
    try:
        built = build_demo(language=language, residents=residents)
    except NotEmpty:
        click.echo("There are people in this database already. The demo needs an empty one (see DATA_DIR).", err=True)
        sys.exit(1)
    click.echo(f"The neighbourhood stands: {built.people} people, {built.issues} issues, {built.tasks} tasks.")


@click.command("sign-in-link")
@click.argument("person", nargs=-1, required=True)
@with_appcontext
def sign_in_link(person: tuple[str, ...]) -> None:
    """Make an address that signs PERSON in, once. PERSON: key, number, name, or name and door."""
    found = _the_person(" ".join(person))
    _tell_link(found, *issue_sign_in_link(person=found, made_by=None))


@click.command("end-sessions")
@click.argument("person", nargs=-1, required=True)
@with_appcontext
def end_sessions_of(person: tuple[str, ...]) -> None:
    """Sign PERSON out on every phone and computer. PERSON: key, number, name, or name and door."""
    ended = end_sessions(person=_the_person(" ".join(person)), actor_id=None)
    click.echo(f"{ended.name} is signed out everywhere. A new link: flask sign-in-link {ended.key}")


@click.command("reset-credential")
@click.argument("person", nargs=-1, required=True)
@with_appcontext
def reset_credential_of(person: tuple[str, ...]) -> None:
    """Take password and second step of PERSON away, make a link. PERSON: key, number, name, or name and door.

    For whoever owns the machine: nobody at a desk stands above the highest administrator.
    """
    found = _the_person(" ".join(person))
    token, expires_at = reset_credential(person=found, actor_id=None)
    _tell_link(found, token, expires_at)
    click.echo("Password, second step and recovery codes are gone, and all sessions have ended.", err=True)


def _tell_link(person: Person, token: str, expires_at: datetime) -> None:
    with current_app.test_request_context():
        path = url_for("accounts.confirm_link", token=token)
    click.echo(f"{base_address(current_app)}{path}")
    click.echo(f"{person.name}; works once, until {clock.local(expires_at):%Y-%m-%d %H:%M}.", err=True)


def _the_person(text: str) -> Person:
    """Whom `text` means; ends the command with exit 2 where that is nobody or not certain."""
    found = _people(text)
    if len(found) == 1:
        return found[0]
    click.echo(f"{text}: {'nobody found' if not found else 'several people; add the door or use the key'}", err=True)
    for each in found:
        place = f" {each.place.name} {each.household.door if each.household else ''}" if each.place else ""
        click.echo(f"  {each.id}  {each.key}  {each.name}{place}", err=True)
    sys.exit(2)


def _people(text: str) -> Sequence[Person]:
    number = row_id(text)
    if number is not None and (person := db.session.get(Person, number)) is not None:
        return [person]
    return find_people(person_key(text) if stored.read(marks.FACT) == marks.DEMO else text)


@click.command("places")
@click.option("--json", "as_json", is_flag=True, help="As JSON: code, kind, name, parent; closed_on of closed ones.")
@with_appcontext
def places(as_json: bool) -> None:
    """Print the tree of places."""
    rows = db.session.scalars(select(Place)).all()
    codes = {place.id: place.code for place in rows}
    for_order = {place.id: (place.position, place.code) for place in rows}
    tree = sorted(rows, key=lambda place: [for_order[int(step)] for step in place.path.strip("/").split("/")])
    if as_json:
        listed = [
            {
                "code": place.code,
                "kind": place.kind,
                "name": place.name,
                "parent": codes[place.parent_id] if place.parent_id else None,
                **({"closed_on": place.closed_on.isoformat()} if place.closed_on else {}),
            }
            for place in tree
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    for place in tree:
        closed = f"  (closed {place.closed_on:%Y-%m-%d})" if place.closed_on else ""
        click.echo(f"{'  ' * (place.path.count('/') - 2)}{place.code}  {place.kind}  {place.name}{closed}")


@click.command("permits")
def permits() -> None:
    """Print who may do what."""
    for permission in sorted(granted):
        ways = [" and ".join(_said(test.__doc__) for test in way) for way in granted[permission]]
        click.echo(f"{permission.value}\n  {permission.__doc__}")
        for way in ways:
            click.echo(f"  - who {way}")


def _said(doc: str | None) -> str:
    return " ".join((doc or "?").split())


COMMANDS = (demo, sign_in_link, end_sessions_of, reset_credential_of, places, permits)
