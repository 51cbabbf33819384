"""Settings of the ways in that other machines help with: text messages, and a street's own identity provider."""

import json
import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from council.base.environment import WrongSetting
from council.base.environment import integer as _integer

SENDERS = ("none", "console", "http")
METHODS = ("POST", "PUT", "GET")


@dataclass(frozen=True)
class SmsSettings:
    """How codes get to phones. See docs/sms.md."""

    #: `none`: this way in is not offered; `console`: the server's console shows the code; `http`: a provider sends it
    sender: str = "none"
    url: str = ""
    method: str = "POST"
    headers: dict[str, str] = field(default_factory=dict)
    #: what is sent; `{number}`, `{code}` and `{locale}` are filled in
    body: str = ""
    #: `status` (any 2xx), or `path.to.field=value` of the JSON answer
    success: str = "status"
    #: text messages a day at most, for all people together
    daily: int = 500

    @classmethod
    def from_environment(cls) -> "SmsSettings":
        """Read the environment.

        Raises:
            WrongSetting: a value cannot be meant.
        """
        made = cls(
            sender=os.environ.get("SMS_SENDER", "").lower() or "none",
            url=os.environ.get("SMS_URL", ""),
            method=os.environ.get("SMS_METHOD", "").upper() or "POST",
            headers=_headers(os.environ.get("SMS_HEADERS", "")),
            body=os.environ.get("SMS_BODY", ""),
            success=os.environ.get("SMS_SUCCESS", "") or "status",
            daily=_integer("SMS_DAILY", 500),
        )
        made._check()
        return made

    def _check(self) -> None:
        if self.sender not in SENDERS:
            raise WrongSetting(f"SMS_SENDER={self.sender!r} is none of {', '.join(SENDERS)}")
        if self.method not in METHODS:
            raise WrongSetting(f"SMS_METHOD={self.method!r} is none of {', '.join(METHODS)}")
        if self.success != "status" and "=" not in self.success:
            raise WrongSetting(f"SMS_SUCCESS={self.success!r} is neither status nor field=value")
        if self.daily < 0:
            raise WrongSetting(f"SMS_DAILY={self.daily} is less than nothing")
        if self.sender == "http":
            _demand_url("SMS_URL", self.url)
            for part in ("{number}", "{code}"):
                if part not in self.body + self.url:
                    raise WrongSetting(f"SMS_BODY does not say where {part} goes")


@dataclass(frozen=True)
class ProviderSettings:
    """An OpenID Connect provider that signs people in. See docs/sign-in-provider.md."""

    issuer: str
    client_id: str
    client_secret: str = ""
    #: how the sign-in page names it; empty: “the street's sign-in”
    label: str = ""
    #: the claim that holds what the roster knows a person by
    claim: str = "external_id"
    #: one of these must stand in `acr` or `amr`; empty: the provider is trusted as it is
    require: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls) -> "ProviderSettings | None":
        """Read the environment; None without `OIDC_ISSUER`.

        Raises:
            WrongSetting: a value cannot be meant.
        """
        issuer = os.environ.get("OIDC_ISSUER", "")
        if not issuer:
            return None
        _demand_url("OIDC_ISSUER", issuer)
        client_id = os.environ.get("OIDC_CLIENT_ID", "")
        if not client_id:
            raise WrongSetting("OIDC_ISSUER is set, but OIDC_CLIENT_ID is not")
        return cls(
            issuer=issuer,
            client_id=client_id,
            client_secret=os.environ.get("OIDC_CLIENT_SECRET", ""),
            label=os.environ.get("OIDC_LABEL", ""),
            claim=os.environ.get("OIDC_CLAIM", "") or "external_id",
            require=tuple(os.environ.get("OIDC_REQUIRE_ACR", "").replace(",", " ").split()),
        )


def _demand_url(name: str, url: str) -> None:
    """Secrets go to that address: https, or this very machine."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}:
        return
    raise WrongSetting(f"{name}={url!r} must start with https:// (http:// only for this machine)")


def _headers(text: str) -> dict[str, str]:
    """`SMS_HEADERS`: a JSON object of texts."""
    if not text:
        return {}
    try:
        read = json.loads(text)
    except ValueError:
        read = None
    if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
        raise WrongSetting('SMS_HEADERS is not a JSON object of texts such as {"Authorization": "Bearer …"}')
    return read
