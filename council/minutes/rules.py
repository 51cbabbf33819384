"""The minutes' life, their fingerprint, what the public may read, and where two texts differ. Pure."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from datetime import date, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Literal

from council.journal.rules import canonical
from council.privacy.rules import numbers_masked


class MinutesState(StrEnum):
    """The minutes' life (`consulted` and `archived` belong to it; nothing sets them yet)."""

    DRAFT = "draft"
    CONSULTED = "consulted"
    APPROVED = "approved"
    PUBLISHED = "published"
    ARCHIVED = "archived"


#: States in which notes can still be written; later changes are numbered corrections.
OPEN = frozenset({MinutesState.DRAFT, MinutesState.CONSULTED})
#: States in which everyone may read them.
PUBLIC = frozenset({MinutesState.PUBLISHED, MinutesState.ARCHIVED})

#: How long what was agreed stays on display (Organic Law of Urban Residents' Committees art. 34).
DISPLAY_DAYS = 15

Document = dict[str, Any]


def fingerprint(document: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the document as canonical JSON."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def check_code(digest: str) -> str:
    """The first 16 digits of a fingerprint, as people compare them: `9C41 7E02 B86D 55AF`."""
    head = digest[:16].upper()
    return " ".join(head[at : at + 4] for at in range(0, 16, 4))


def display_until(published_on: date) -> date:
    """The last day of display; the first day is not counted (Civil Code art. 201)."""
    return published_on + timedelta(days=DISPLAY_DAYS)


# --- masking


def redacted(document: Document, *, mask: Callable[[str], str], others: Iterable[str] = ()) -> Document:
    """A copy for the public: officers and units keep their names, everyone else is masked, also inside texts;
    phone and identity numbers are masked wherever they stand.

    Args:
        mask: how a name is masked.
        others: more names to mask inside texts, such as those of the people who raised the issues.
    """
    public = deepcopy(document)
    people = list(_people(public))
    shown = {person["name"]: person["name"] for person in people if person["open"]}
    closed = [person["name"] for person in people if not person["open"]]
    # inside a text nobody can tell two of one name apart: the name that is public anyway stays
    hidden = {name: mask(name) for name in [*closed, *others, *public.pop("kept_out", [])] if name not in shown}
    for person in people:
        if not person["open"]:
            person["name"] = mask(person["name"])
    replace = _replacer({**shown, **hidden})
    return _masked_texts(public, lambda text: numbers_masked(replace(text)))


#: `12`, `A12`, `seat 12`; in Chinese with the signs for row, number, seat and table behind each number.
_SEAT_NUMBER = re.compile(
    r"(?:seat|no\.?)?\s*[a-z]?[\s-]?\u7b2c?\d{1,3}[\u6392\u53f7\u5ea7\u684c]{0,2}"
    r"(?:[\s-]?\u7b2c?\d{1,3}[\u53f7\u5ea7]{0,2})?",
    re.IGNORECASE,
)


def is_seat_number(name: str) -> bool:
    """Whether what was written in place of a name is the number of a seat."""
    return _SEAT_NUMBER.fullmatch(name.strip()) is not None


def _people(node: Any) -> Iterable[dict[str, Any]]:
    """Every person in the document: whatever has a name and says whether it is open."""
    if isinstance(node, dict):
        if "open" in node and "name" in node:
            yield node
        for value in node.values():
            yield from _people(value)
    elif isinstance(node, list):
        for value in node:
            yield from _people(value)


#: The keys under which people wrote texts.
TEXTS = frozenset(
    {
        *("title", "text", "note", "moved_by", "seconded_by", "question", "reason", "until"),
        *("old_title", "old_text", "first_title", "first_text"),
    }
)


def _masked_texts(node: Any, replace: Callable[[str], str]) -> Any:
    if isinstance(node, dict):
        return {
            key: replace(value) if key in TEXTS and isinstance(value, str) else _masked_texts(value, replace)
            for key, value in node.items()
        }
    return [_masked_texts(value, replace) for value in node] if isinstance(node, list) else node


def _replacer(names: Mapping[str, str]) -> Callable[[str], str]:
    """Longest name first, so that a short name inside a longer one is left alone."""
    known = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
    if not known:
        return lambda text: text
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name) for name in known))
    return lambda text: pattern.sub(lambda found: names[found[0]], text)


# --- two texts


def differences(theirs: str, mine: str) -> list[tuple[Literal["same", "gone", "new"], str]]:
    """Character by character how `mine` differs from `theirs`."""
    parts: list[tuple[Literal["same", "gone", "new"], str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("same", theirs[a:b]))
            continue
        if b > a:
            parts.append(("gone", theirs[a:b]))
        if d > c:
            parts.append(("new", mine[c:d]))
    return parts
