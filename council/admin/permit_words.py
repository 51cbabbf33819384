"""The map of permissions in the reader's language."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext as _

from council.i18n.extraction import plain
from council.permits.actor import Office
from council.permits.permission import Permission, Predicate, granted, offices_of
from council.residents.words import office_word


@dataclass(frozen=True)
class Said:
    """One permission in words: what it lets a person do, and each way to it; the offices that suffice alone are one."""

    name: str
    room: str
    what: str
    ways: tuple[str, ...]


def said() -> list[Said]:
    """Every permission in words, by room and name."""
    return [_said(permission) for permission in sorted(granted)]


def _said(permission: Permission) -> Said:
    by_office: set[Office] = set()
    others = []
    for way in granted[permission]:
        if len(way) == 1 and way[0] in offices_of:
            by_office |= offices_of[way[0]]
        else:
            others.append(_(" and ").join(_predicate(test) for test in way))
    ways = ([_offices(by_office)] if by_office else []) + others
    return Said(permission.value, permission.value.split(".")[0], _(plain(permission.__doc__)), tuple(ways))


def _predicate(test: Predicate) -> str:
    return _offices(offices_of[test]) if test in offices_of else _(plain(test.__doc__))


def _offices(offices: Collection[Office]) -> str:
    """Offices in the order in which pages list them; that they count for what lies below is said once, on top."""
    words = _(", ").join(office_word(office) for office in Office if office in offices)
    return _("in office: %(offices)s", offices=words)
