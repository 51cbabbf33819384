"""What a browser's own name says, in words."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from council.accounts.device_rules import seen
from council.accounts.device_words import device_words

KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("name", "browser", "machine"),
    [
        (f"Mozilla/5.0 (Linux; Android 10; V1) {KIT} Chrome/80 Mobile MicroMessenger/8.0", "WeChat", "android"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) {KIT} MicroMessenger/8.0", "WeChat", "iphone"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) {KIT} Version/15 Safari/604.1", "Safari", "iphone"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Chrome/120 Safari/537.36", "Chrome", "windows"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Chrome/120 Safari/537.36 Edg/120", "Edge", "windows"),
        ("Mozilla/5.0 (Linux; Android 10; HarmonyOS) Chrome/99 HuaweiBrowser/13 Mobile", "Huawei Browser", "harmony"),
        (f"Mozilla/5.0 (Linux; Android 12; Pad) {KIT} Chrome/110 Safari/537.36", "Chrome", "android-tablet"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:120) Gecko/20100101 Firefox/120", "Firefox", "mac"),
        ("curl/8", "", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_browsers_and_machines(name: str, browser: str, machine: str) -> None:
    assert seen(name) == (browser, machine)


@given(st.text(max_size=200))
def test_anything_is_named_somehow(text: str) -> None:
    browser, machine = seen(text)
    assert isinstance(browser, str)
    assert isinstance(machine, str)


def test_in_words(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert device_words(f"Mozilla/5.0 (iPhone; CPU iPhone OS 15_0) {KIT} Safari/604") == "Safari on an iPhone"
        assert device_words(f"Mozilla/5.0 (Windows NT 10.0) {KIT} Chrome/120 Safari/537") == "Chrome on Windows"
        assert device_words("something") == "A phone or computer"
