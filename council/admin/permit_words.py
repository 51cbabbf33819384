"""The map of permissions in the reader's language."""

from dataclasses import dataclass

from flask_babel import gettext as _

from council.i18n.extraction import plain
from council.permits.permission import Permission, Predicate, granted, offices_of
from council.residents.words import office_word


@dataclass(frozen=True)
class Said:
    """One permission in words: what it lets a person do, and each way to it."""

    name: str
    room: str
    what: str
    ways: tuple[str, ...]


def said() -> list[Said]:
    """Every permission in words, by room and name."""
    return [_said(permission) for permission in sorted(granted)]


def _said(permission: Permission) -> Said:
    ways = [_(" and ").join(_predicate(test) for test in way) for way in granted[permission]]
    return Said(permission.value, permission.value.split(".")[0], _(plain(permission.__doc__)), tuple(ways))


def _predicate(test: Predicate) -> str:
    if test in offices_of:
        offices = sorted(office_word(office) for office in offices_of[test])
        return _("holds an office for that place or a larger one: %(offices)s", offices=_(", ").join(offices))
    return _(plain(test.__doc__))
