"""Which addresses are said at the start: those that are bound, and how phones get there otherwise."""

import pytest
from flask import Flask

from council.base import addresses
from council.cli.addresses import address_lines, base_address


@pytest.fixture
def told(app: Flask, session: None, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The lines that a server bound to `host` would say on a machine in a local network."""
    monkeypatch.setattr(addresses, "network_address", lambda: "192.168.3.7")
    monkeypatch.setitem(app.config, "PORT", 8000)

    def told(host: str, public_url: str = "") -> str:
        monkeypatch.setitem(app.config, "HOST", host)
        monkeypatch.setitem(app.config, "PUBLIC_URL", public_url)
        return "\n".join(address_lines(app))

    return told


def test_a_server_for_this_machine_says_how_to_let_phones_in(told) -> None:  # type: ignore[no-untyped-def]
    said = told("127.0.0.1")
    assert "http://127.0.0.1:8000/" in said
    assert "make run HOST=0.0.0.0" in said


def test_a_server_for_the_network_says_its_address_there(told) -> None:  # type: ignore[no-untyped-def]
    said = told("0.0.0.0")
    assert "http://192.168.3.7:8000/" in said
    assert "HOST=0.0.0.0" not in said
    assert "//0.0.0.0" not in said


def test_a_public_address_wins(told, app: Flask) -> None:  # type: ignore[no-untyped-def]
    said = told("127.0.0.1", "https://yehua.example")
    assert "https://yehua.example/board" in said
    assert "192.168" not in said
    assert base_address(app) == "https://yehua.example"


def test_an_ipv6_address_stands_in_brackets(told, app: Flask) -> None:  # type: ignore[no-untyped-def]
    told("::1")
    assert base_address(app) == "http://[::1]:8000"


def test_without_a_demo_nothing_of_it_is_said(told) -> None:  # type: ignore[no-untyped-def]
    assert "demo" not in told("127.0.0.1")
