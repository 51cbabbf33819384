"""Settings fail loudly, and the signing key is made once."""

import stat
from pathlib import Path

import pytest

from council.base.settings import Settings, WrongSetting
from council.factory import _config


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "HOST",
        "PORT",
        "DATABASE_URL",
        "REDIS_URL",
        "PUBLIC_URL",
        "DEMO",
        "SECRET_KEY",
        "FLASK_DEBUG",
        "REHEARSALS",
        "TRUSTED_PROXIES",
        "SMS_SENDER",
        "SMS_URL",
        "SMS_METHOD",
        "SMS_HEADERS",
        "SMS_BODY",
        "SMS_SUCCESS",
        "SMS_DAILY",
        "OIDC_ISSUER",
        "OIDC_CLIENT_ID",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))


def test_defaults_run() -> None:
    settings = Settings.from_environment()
    assert (settings.host, settings.port, settings.demo) == ("127.0.0.1", 8000, True)
    assert settings.database_url.startswith("sqlite:///")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "80a"),
        ("DEMO", "maybe"),
        ("REHEARSALS", "sometimes"),
        ("PUBLIC_URL", "example.org"),
        ("FLASK_DEBUG", "x"),
        ("TRUSTED_PROXIES", "127.0.0.1,proxy"),
        ("SMS_SENDER", "pigeon"),
        ("SMS_METHOD", "SHOUT"),
        ("SMS_HEADERS", "Authorization: x"),
        ("SMS_SUCCESS", "ok"),
        ("SMS_DAILY", "-1"),
        ("OIDC_ISSUER", "http://id.example.org"),
    ],
)
def test_a_value_that_cannot_be_meant_stops_the_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting, match=name):
        Settings.from_environment()


@pytest.mark.parametrize(("given", "read"), [("", ""), ("127.0.0.1, 10.0.0.0/8", "127.0.0.1,10.0.0.0/8"), ("*", "*")])
def test_proxies_reach_the_server(monkeypatch: pytest.MonkeyPatch, given: str, read: str) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", given)
    settings = Settings.from_environment()
    assert settings.trusted_proxies == read
    assert _config(settings)["TRUSTED_PROXIES"] == read


@pytest.mark.parametrize(("given", "read"), [("", None), ("1", True), ("0", False)])
def test_who_runs_the_server_may_say_whether_it_holds_rehearsals(
    monkeypatch: pytest.MonkeyPatch, given: str, read: bool | None
) -> None:
    monkeypatch.setenv("REHEARSALS", given)
    assert _config(Settings.from_environment())["REHEARSALS"] is read


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_gets_its_driver(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://u@h/d")
    assert Settings.from_environment().database_url == "postgresql+psycopg://u@h/d"


def test_the_key_is_made_once_and_read_by_its_owner_only() -> None:
    settings = Settings.from_environment()
    key = settings.secret_key()
    assert len(key) == 64
    assert settings.secret_key() == key
    assert stat.S_IMODE((settings.data_dir / "secret.key").stat().st_mode) == 0o600


def test_a_sender_must_know_where_number_and_code_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMS_SENDER", "http")
    with pytest.raises(WrongSetting, match="SMS_URL"):
        Settings.from_environment()
    monkeypatch.setenv("SMS_URL", "https://sms.example/send")
    monkeypatch.setenv("SMS_BODY", "to={number}")
    with pytest.raises(WrongSetting, match="SMS_BODY"):
        Settings.from_environment()
    monkeypatch.setenv("SMS_BODY", "to={number}&code={code}")
    assert Settings.from_environment().sms.sender == "http"


def test_an_identity_provider_needs_a_client(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings.from_environment().provider is None
    monkeypatch.setenv("OIDC_ISSUER", "https://id.example/")
    with pytest.raises(WrongSetting, match="OIDC_CLIENT_ID"):
        Settings.from_environment()
    monkeypatch.setenv("OIDC_CLIENT_ID", "yehua")
    monkeypatch.setenv("OIDC_REQUIRE_ACR", "mfa, high")
    provider = Settings.from_environment().provider
    assert provider is not None
    assert (provider.issuer, provider.claim, provider.require) == (
        "https://id.example/",
        "external_id",
        ("mfa", "high"),
    )
