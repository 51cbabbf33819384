"""How moments, days and names look, in the reader's language."""

from datetime import date, datetime, timedelta

from flask import Flask, current_app, has_app_context
from flask_babel import format_date, get_locale, ngettext
from flask_babel import gettext as _

from council.base import clock


def day(value: date | datetime) -> str:
    """`11月28日` or `28 Nov`."""
    pattern = "M月d日" if _chinese() else "d MMM"
    return format_date(_local_date(value), pattern)


def weekday(value: date | datetime) -> str:
    """`周六` or `Sat`."""
    return format_date(_local_date(value), "EEE")


def time(value: datetime) -> str:
    """`19:30` on the councils' wall clock."""
    return clock.local(value).strftime("%H:%M")


def seconds(value: datetime) -> str:
    """`19:42:16` on the councils' wall clock."""
    return clock.local(value).strftime("%H:%M:%S")


def when(value: datetime) -> str:
    """`周六（11月28日）15:00`, with today, tomorrow and yesterday in words."""
    return _("%(day)s, %(time)s", day=day_words(value), time=time(value))


def day_words(value: date | datetime) -> str:
    """`今天`, `明天`, `昨天`, else `周六（11月28日）`."""
    distance = (_local_date(value) - clock.today()).days
    if distance == 0:
        return _("today")
    if distance == 1:
        return _("tomorrow")
    if distance == -1:
        return _("yesterday")
    return _("%(weekday)s (%(day)s)", weekday=weekday(value), day=day(value))


def full_day(value: date | datetime) -> str:
    """`2026年11月28日` or `28 November 2026`: for documents."""
    return format_date(_local_date(value), "long")


def due_words(value: date | datetime) -> str:
    """`还有3天`, `今天到期`, `超期2天`; of a moment that has passed today, `超期3小时`."""
    left = (_local_date(value) - clock.today()).days
    if left == 0 and isinstance(value, datetime) and value < clock.now():
        hours = (clock.now() - value) // timedelta(hours=1)
        return ngettext("%(num)s hour late", "%(num)s hours late", hours) if hours else _("just late")
    if left < 0:
        return ngettext("%(num)s day late", "%(num)s days late", -left)
    if left == 0:
        return _("due today")
    return ngettext("%(num)s day left", "%(num)s days left", left)


def light(value: date | datetime, warn_at: datetime | None = None) -> str:
    """`late`, `soon` (today or tomorrow, or from `warn_at` on) or `ok`, for the light beside a due day or moment."""
    left = (_local_date(value) - clock.today()).days
    if left < 0 or (isinstance(value, datetime) and value < clock.now()):
        return "late"
    return "soon" if left <= 1 or (warn_at is not None and warn_at <= clock.now()) else "ok"


def lasting(value: timedelta) -> str:
    """How long something took: `5小时`, `3天`; minutes below an hour."""
    hours = value // timedelta(hours=1)
    if hours >= 48:
        return ngettext("%(num)s day", "%(num)s days", hours // 24)
    if hours:
        return ngettext("%(num)s hour", "%(num)s hours", hours)
    return ngettext("%(num)s minute", "%(num)s minutes", value // timedelta(minutes=1))


def masked(name: str, style: str | None = None) -> str:
    """A name as public pages show it (姓名脱敏): 周*, 欧阳**, Zhou M.; what is left of a deleted record stays as it is.

    Args:
        style: `stars` (王**) or `middle` (王*明); the site's own (`NAME_MASK`) if not given.
    """
    if not name or name in FORMER_NAMES:
        return name
    if name.isascii():
        first, _space, rest = name.partition(" ")
        return f"{first} {rest[:1]}." if rest else f"{first[:1]}."
    family = 2 if len(name) >= 4 or name[:2] in COMPOUND_SURNAMES else 1
    hidden = max(1, len(name) - family)
    if (style or _mask_style()) == "middle" and hidden > 1:
        return name[:family] + "*" * (hidden - 1) + name[-1]
    return name[:family] + "*" * hidden


def former_name() -> str:
    """What stands instead of the name of somebody whose data was deleted."""
    return FORMER_NAMES[1 if _chinese() else 0]


def _mask_style() -> str:
    return current_app.config.get("NAME_MASK", "stars") if has_app_context() else "stars"


#: Stored instead of names, so both languages are known when they are shown.
FORMER_NAMES = ("Former resident", "已注销居民")


def masked_phone(phone: str) -> str:
    """A phone number that can be recognised but not called: `138****1234`; short ones keep their last two signs."""
    signs = "".join(sign for sign in phone if sign.isalnum())
    if len(signs) < 7:
        return "*" * max(0, len(signs) - 2) + signs[-2:] if signs else ""
    head = 3 if len(signs) >= 9 else 1
    tail = 4 if len(signs) >= 9 else 2
    return signs[:head] + "*" * (len(signs) - head - tail) + signs[-tail:]


#: Family names of two characters that may stand before a single given name.
COMPOUND_SURNAMES = frozenset(
    ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "百里"]
)


def init_app(app: Flask) -> None:
    """Offer the formats to templates as filters."""
    days = (day, weekday, time, seconds, when, day_words, full_day, due_words, light, lasting)
    for made in (*days, masked, masked_phone, cells):
        app.add_template_filter(made)


def cells(text: str) -> int:
    """How wide a text is, in Chinese characters; Latin letters and figures are half as wide. For sizes of type."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) // 2


def _local_date(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


def _chinese() -> bool:
    locale = get_locale()
    return locale is not None and locale.language == "zh"
