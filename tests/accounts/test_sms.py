"""Sending codes through a provider: a real HTTP round trip, and everything that a provider can get wrong."""

import json
import logging
import threading
from collections.abc import Iterator

import pytest

from council.accounts.sms.console import ConsoleSender
from council.accounts.sms.failing import SendFailed
from council.accounts.sms.http import HttpSender
from council.accounts.sms.outbox import Outbox
from council.accounts.sms.sender import sender_for
from council.base.door_settings import SmsSettings
from tests.accounts.sms_provider import Provider, provider

NUMBER, CODE = "+4915100000001", "482173"
JSON_BODY = '{"to": "{number}", "language": "{locale}", "values": ["{code}"]}'


@pytest.fixture
def there() -> Iterator[Provider]:
    """A provider."""
    with provider() as made:
        yield made


def sender(
    there: Provider, *, body: str = JSON_BODY, success: str = "result.code=OK", timeout: float = 5
) -> HttpSender:
    headers = {"Authorization": "Bearer secret"}
    settings = SmsSettings(sender="http", url=f"{there.url}/send", headers=headers, body=body, success=success)
    return HttpSender(settings, timeout=timeout)


def test_number_code_and_headers_arrive_as_json(there: Provider) -> None:
    sender(there).send(NUMBER, CODE, "en")
    (heard,) = there.heard
    assert (heard.method, heard.path) == ("POST", "/send")
    assert json.loads(heard.body) == {"to": NUMBER, "language": "en", "values": [CODE]}
    assert heard.headers["Authorization"] == "Bearer secret"
    assert heard.headers["Content-Type"] == "application/json"


def test_or_as_a_form_with_the_plus_kept(there: Provider) -> None:
    sender(there, body="to={number}&text=Code%20{code}", success="status").send(NUMBER, CODE, "en")
    assert there.heard[0].body == "to=%2B4915100000001&text=Code%20482173"
    assert there.heard[0].headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_a_fault_of_the_provider_is_tried_once_more(there: Provider) -> None:
    there.answers = [(500, "oops"), (200, '{"result": {"code": "OK"}}')]
    sender(there).send(NUMBER, CODE, "en")
    assert len(there.heard) == 2


@pytest.mark.parametrize(
    ("answer", "tries"),
    [
        ((500, "oops"), 2),
        ((403, "no"), 1),
        ((302, "elsewhere"), 1),
        ((200, '{"result": {"code": "BALANCE"}}'), 1),
        ((200, '{"result": []}'), 1),
        ((200, "<html>garbage"), 1),
        ((200, ""), 1),
    ],
)
def test_everything_else_is_a_failure_that_names_nobody(there: Provider, answer: tuple[int, str], tries: int) -> None:
    there.answers = [answer]
    with pytest.raises(SendFailed) as failed:
        sender(there).send(NUMBER, CODE, "en")
    assert len(there.heard) == tries
    assert NUMBER.strip("+") not in str(failed.value)
    assert CODE not in str(failed.value)


def test_a_provider_that_does_not_answer_is_given_up(there: Provider) -> None:
    there.hold = threading.Event()
    with pytest.raises(SendFailed):
        sender(there, timeout=0.2).send(NUMBER, CODE, "en")
    assert len(there.heard) == 2


def test_nobody_listening_is_a_failure() -> None:
    gone = HttpSender(SmsSettings(sender="http", url="http://127.0.0.1:9/", body="{number}{code}"))
    with pytest.raises(SendFailed):
        gone.send(NUMBER, CODE, "en")


def test_the_outbox_remembers_how_it_fared_and_logs_no_number(
    there: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    there.answers = [(403, "no")]
    box = Outbox(sender(there))
    assert not box.is_troubled
    with caplog.at_level(logging.WARNING):
        box.post(NUMBER, CODE, "en")
        box.settle()
    assert box.is_troubled
    assert "403" in caplog.text
    assert NUMBER.strip("+") not in caplog.text
    assert CODE not in caplog.text
    there.answers = []
    box.post(NUMBER, CODE, "en")
    box.settle()
    assert not box.is_troubled


def test_the_console_shows_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    ConsoleSender().send(NUMBER, CODE, "en")
    shown = capsys.readouterr()
    assert CODE in shown.err
    assert CODE not in shown.out


def test_the_setting_chooses() -> None:
    assert sender_for(SmsSettings()) is None
    assert isinstance(sender_for(SmsSettings(sender="console")), ConsoleSender)
    assert isinstance(sender_for(SmsSettings(sender="http")), HttpSender)
