"""Phones, computers and ways in, in words."""

from flask_babel import gettext as _

from council.accounts.device_rules import seen
from council.accounts.rules import Method


def device_words(user_agent: str) -> str:
    """“WeChat on an Android phone”, “Chrome on Windows”; “A phone or computer” where nothing is known."""
    browser, machine = seen(user_agent)
    machine_word = _machine_word(machine)
    if browser and machine_word:
        return _("%(browser)s on %(machine)s", browser=browser, machine=machine_word)
    return browser or machine_word or _("A phone or computer")


def _machine_word(machine: str) -> str:
    return {
        "iphone": _("an iPhone"),
        "ipad": _("an iPad"),
        "harmony": _("a HarmonyOS phone"),
        "android": _("an Android phone"),
        "android-tablet": _("an Android tablet"),
        "windows": "Windows",
        "mac": _("a Mac"),
        "chromebook": _("a Chromebook"),
        "linux": "Linux",
    }.get(machine, "")


def method_word(method: str) -> str:
    """How somebody got in, in words."""
    return {
        Method.CONSOLE: _("with a link from the technician"),
        Method.LINK: _("with a link from the office"),
        Method.SLIP: _("with a printed slip"),
        Method.SPOKEN_CODE: _("with a code that was read out"),
        Method.PHONE_CODE: _("with a code by SMS"),
        Method.PASSWORD: _("with a password"),
        Method.PROVIDER: _("through the sub-district’s own sign-in"),
        Method.SEAT_CARD: _("with a seat card, for one meeting"),
        Method.DEMO: _("in the demo"),
    }[Method(method)]
