"""What addresses in QR codes and group texts start with: never what a stranger wrote into the request."""

import pytest
from flask import Flask

from council.base import addresses
from council.web.qr import public_base

HALL = "192.168.3.7"


@pytest.mark.parametrize(
    ("bound", "asked", "base"),
    [
        ("127.0.0.1", "localhost", "http://localhost"),
        ("127.0.0.1", "127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("127.0.0.1", "evil.example", "http://127.0.0.1:8000"),
        ("127.0.0.1", "8.8.8.8", "http://127.0.0.1:8000"),
        ("0.0.0.0", "192.168.3.7:8000", "http://192.168.3.7:8000"),
        ("0.0.0.0", "10.0.0.9:8000", "http://10.0.0.9:8000"),
        ("0.0.0.0", "127.0.0.1:8000", "http://192.168.3.7:8000"),
        ("0.0.0.0", "localhost:8000", "http://192.168.3.7:8000"),
        ("0.0.0.0", "[::1]:8000", "http://192.168.3.7:8000"),
        ("0.0.0.0", "evil.example:8000", "http://192.168.3.7:8000"),
        ("0.0.0.0", "192.168.3.7.evil.example", "http://192.168.3.7:8000"),
        ("yehua.lan", "yehua.lan:8000", "http://yehua.lan:8000"),
        ("203.0.113.80", "203.0.113.80:8000", "http://203.0.113.80:8000"),
    ],
)
def test_only_a_local_or_bound_host_is_believed(
    app: Flask, monkeypatch: pytest.MonkeyPatch, bound: str, asked: str, base: str
) -> None:
    monkeypatch.setattr(addresses, "network_address", lambda: HALL)
    monkeypatch.setitem(app.config, "HOST", bound)
    monkeypatch.setitem(app.config, "PORT", 8000)
    with app.test_request_context("/", headers={"Host": asked}):
        assert public_base() == base


def test_a_public_url_is_always_right(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://yehua.example")
    with app.test_request_context("/", headers={"Host": "192.168.3.7"}):
        assert public_base() == "https://yehua.example"
