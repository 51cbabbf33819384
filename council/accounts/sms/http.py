"""Any provider that takes a message by one HTTP request: address, headers and body come from the settings."""

import json
from typing import Any
from urllib.parse import quote

import requests

from council.accounts.sms.failing import SendFailed
from council.base.door_settings import SmsSettings

#: Seconds to wait for the provider, and how often it is tried again when it fails by itself.
TIMEOUT, RETRIES = 5.0, 1


class HttpSender:
    """Sends by one HTTP request, described in docs/sms.md."""

    def __init__(self, settings: SmsSettings, *, timeout: float = TIMEOUT) -> None:
        self._settings = settings
        self._timeout = timeout

    def send(self, number: str, code: str, locale: str) -> None:
        """See `Sender.send`. A failure of the network or of the provider itself is tried once more."""
        for tries_left in range(RETRIES, -1, -1):
            try:
                answer = self._request(number, code, locale)
            except requests.RequestException as error:
                if not tries_left:
                    raise SendFailed(type(error).__name__) from None  # its text may hold the address with the number
                continue
            if answer.status_code < 500 or not tries_left:
                return self._judge(answer)

    def _request(self, number: str, code: str, locale: str) -> requests.Response:
        settings = self._settings
        values = {"{number}": number, "{code}": code, "{locale}": locale}
        as_json = settings.body.lstrip().startswith(("{", "["))
        kind = "application/json" if as_json else "application/x-www-form-urlencoded"
        body = _filled(settings.body, values, as_json=as_json).encode()
        return requests.request(
            settings.method,
            _filled(settings.url, values, as_json=False),
            headers={"Content-Type": kind, **settings.headers},
            data=body or None,
            timeout=self._timeout,
            allow_redirects=False,
        )

    def _judge(self, answer: requests.Response) -> None:
        if not 200 <= answer.status_code < 300:
            raise SendFailed(f"status {answer.status_code}")
        if self._settings.success == "status":
            return
        path, _equals, wanted = self._settings.success.partition("=")
        if _field(answer, path.strip()) != wanted.strip():
            raise SendFailed(f"{path.strip()} is not {wanted.strip()}")


def _filled(template: str, values: dict[str, str], *, as_json: bool) -> str:
    for part, value in values.items():
        template = template.replace(part, json.dumps(value)[1:-1] if as_json else quote(value, safe=""))
    return template


def _field(answer: requests.Response, path: str) -> str:
    """A field of the JSON answer as text, `result.code` for one inside another; empty where there is none."""
    try:
        value: Any = answer.json()
        for name in path.split("."):
            value = value[int(name)] if isinstance(value, list) else value[name]
    except (ValueError, KeyError, IndexError, TypeError):
        return ""
    return value if isinstance(value, str) else json.dumps(value)
