"""The texts people agree to, by version: `v1.json`, `v2.json`, … A text that somebody agreed to never changes.

A new wording is a new file; the newest whose day has come is in force. Words are data, not gettext messages: a
consent must be shown later in the very words that were agreed to.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from flask_babel import get_locale

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Purpose:
    """An optional purpose: its title, what one agrees to, and what holds without."""

    code: str
    title: str
    text: str
    off: str


@dataclass(frozen=True)
class ConsentText:
    """One version of all texts."""

    version: int
    valid_from: date
    words: Mapping[str, Any]

    @property
    def codes(self) -> tuple[str, ...]:
        """The optional purposes, in their order."""
        return tuple(each["code"] for each in self.words["purposes"])

    def purposes(self) -> list[Purpose]:
        """The optional purposes in the reader's language."""
        language = _language()
        return [Purpose(each["code"], **each[language]) for each in self.words["purposes"]]

    def notice(self) -> list[tuple[str, list[str]]]:
        """The notice in the reader's language: heads with their points."""
        return [(part["title"], part["points"]) for part in self.words["notice"][_language()]]

    def hash_of(self, code: str) -> str:
        """SHA-256 (hex) of one purpose's words in all languages."""
        words = next(each for each in self.words["purposes"] if each["code"] == code)
        return hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def all_versions() -> tuple[ConsentText, ...]:
    """Every version, oldest first."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("v*.json")]
    made = [ConsentText(each["version"], date.fromisoformat(each["valid_from"]), each) for each in read]
    return tuple(sorted(made, key=lambda each: each.version))


def in_force(day: date) -> ConsentText:
    """The newest version whose day has come; the first before that."""
    versions = all_versions()
    return next((each for each in reversed(versions) if each.valid_from <= day), versions[0])


def _language() -> str:
    locale = get_locale()
    return "zh" if locale is not None and locale.language == "zh" else "en"
