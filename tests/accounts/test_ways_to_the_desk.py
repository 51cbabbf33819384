"""Every page of the desk is led to for those who may use it, and nobody is led to a refusal."""

import re

import pytest

from council.base.door_settings import ProviderSettings
from tests.support.client import Client
from tests.support.world import World


@pytest.mark.parametrize(
    "part", ["recorder", "grid_officer", "chair", "community_staff", "street_staff", "administrator"]
)
def test_the_list_leads_nobody_to_a_refusal(client: Client, world: World, part: str) -> None:
    page = client.as_(getattr(world, part)).get("/people/").text
    links = re.findall(r'<div class="acts-row">(.*?)</div>', page)[0]
    addresses = re.findall(r'href="([^"]+)"', links)
    assert "/people/door" in addresses
    assert ("/slips/" in addresses) is (part != "street_staff")
    for address in addresses:
        assert client.get(address).status_code == 200


def test_somebody_not_on_the_roster_is_put_on_it_from_the_door(client: Client, world: World) -> None:
    page = client.as_(world.recorder).get("/people/door?q=温如玉").text
    found = re.search(r'href="(/people/new[^"]*)" data-test="not-listed"', page)
    assert found
    assert 'value="温如玉"' in client.get(found[1]).text
    assert 'href="/people/new" data-test="not-listed"' in client.get("/people/door?q=302").text
    assert "not-listed" not in client.get("/people/door").text


def test_who_keeps_no_roster_is_not_led_there(client: Client, world: World) -> None:
    assert "not-listed" not in client.as_(world.grid_officer).get("/people/door?q=温如玉").text


def test_the_account_at_the_streets_sign_in_is_found(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/people/{world.resident.id}/identities"
    assert address not in client.as_(world.recorder).get(f"/people/{world.resident.id}").text
    settings = ProviderSettings(issuer="https://id.example", client_id="yehua")
    monkeypatch.setitem(client._app.config, "PROVIDER", settings)
    assert address in client.get(f"/people/{world.resident.id}").text
    assert client.get(address).status_code == 200
    assert f"/people/{world.chair.id}/identities" not in client.get(f"/people/{world.chair.id}").text
