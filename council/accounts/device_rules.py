"""What a browser's own name (the User-Agent) says: which app or browser, on what kind of machine. Pure."""

from typing import NamedTuple

#: Browser codes by the sign that gives them away; the first that fits counts, since most claim to be others as well.
BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("AlipayClient", "Alipay"),
    ("QQ/", "QQ"),
    ("MQQBrowser", "QQ Browser"),
    ("UCBrowser", "UC Browser"),
    ("HuaweiBrowser", "Huawei Browser"),
    ("MiuiBrowser", "Mi Browser"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
#: Machine codes by the sign that gives them away.
MACHINES = (
    ("iPhone", "iphone"),
    ("iPad", "ipad"),
    ("OpenHarmony", "harmony"),
    ("HarmonyOS", "harmony"),
    ("Android", "android"),
    ("Windows", "windows"),
    ("CrOS", "chromebook"),
    ("Macintosh", "mac"),
    ("Linux", "linux"),
)


class Seen(NamedTuple):
    """A browser's proper name and a machine's code; either may be empty."""

    browser: str
    machine: str


def seen(user_agent: str) -> Seen:
    """The browser and the machine that `user_agent` names; empty where it names none we know."""
    return Seen(_first(BROWSERS, user_agent), _machine(user_agent))


def _machine(user_agent: str) -> str:
    machine = _first(MACHINES, user_agent)
    return "android-tablet" if machine == "android" and "Mobile" not in user_agent else machine


def _first(signs: tuple[tuple[str, str], ...], text: str) -> str:
    return next((code for sign, code in signs if sign in text), "")
