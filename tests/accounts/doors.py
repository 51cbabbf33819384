"""What tests at the door share: a household of two, a slip for it, and who a browser is signed in as."""

import re

from flask import Flask

from council.accounts.models import Slip, SlipBatch
from council.accounts.slips_operations import code_of, make_slips, token_of
from council.accounts.slips_queries import slips_to_print
from council.base.db import db
from council.residents.models import Person
from council.residents.operations import enrol
from tests.support.client import Client
from tests.support.world import World


def housemate(world: World, key: str = "spouse", name: str = "何立") -> Person:
    """Another adult behind the resident's door."""
    return enrol(key=key, name=name, place=world.building, household=world.resident.household)


def slip_for(world: World, person: Person) -> Slip:
    """A fresh slip for the household of `person`."""
    assert person.household_id is not None
    return slips_to_print(batch_for(world, person))[0]


def batch_for(world: World, person: Person) -> SlipBatch:
    """A batch of one slip."""
    assert person.household_id is not None
    batch = make_slips(place=world.estate, household_ids=[person.household_id], actor_id=world.recorder.id)
    db.session.commit()
    return batch


def browser(app: Flask) -> Client:
    """Another phone."""
    return Client(app)


def join(client: Client, slip: Slip, person: Person, once: str = "") -> int:
    """Tap one's name on the slip's page; the status."""
    return client.post(f"/k/{token_of(slip)}", {"person": str(person.id), "once": once}).status_code


def key_on(client: Client, slip: Slip) -> str:
    """The form's key on the slip's page."""
    found = re.search(r'name="once" value="([^"]+)"', client.get(f"/k/{token_of(slip)}").text)
    assert found
    return found[1]


def typed(slip: Slip) -> str:
    """The code of the slip as somebody types it."""
    code = code_of(slip)
    return f"{code[:4]} {code[4:]}".lower()


def signed_in_as(client: Client) -> int | None:
    """Who this browser is signed in as and may act: the id, or None."""
    page = client.get("/account/")
    with client._client.session_transaction() as session:
        name = str(session.get("_user_id", ""))
    return int(name.split(".")[0]) if page.status_code == 200 and name else None
