"""Everything kept about one person, as one JSON file and one readable page, in a zip that goes nowhere else."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from flask import render_template
from flask_babel import gettext as _

from council.base import clock
from council.privacy.hooks import Row, kept
from council.privacy.words import code_word
from council.residents.models import Person
from council.web.formats import full_day, time


@dataclass(frozen=True)
class Part:
    """One kind of data about somebody: its head, why it is kept, and its rows."""

    kind: str
    title: str
    why: str
    heads: Sequence[str]
    rows: Sequence[Row]
    stays: bool

    @property
    def cells(self) -> list[list[str]]:
        """The rows in words, for people."""
        return [[words(value, column) for column, value in row.items()] for row in self.rows]


def parts_of(person: Person) -> list[Part]:
    """What is kept about `person`, by kind; a constant number of queries for each."""
    return [
        Part(
            each.kind,
            str(each.title),
            str(each.why),
            [str(head) for head in each.columns.values()],
            each.read(person),
            each.stays,
        )
        for each in kept.values()
    ]


def archive(person: Person) -> bytes:
    """The zip: `my-data.json` with codes and exact times, `my-data.html` to read."""
    parts, now = parts_of(person), clock.now()
    plain = {"made_at": now.isoformat(timespec="seconds"), "kept": {part.kind: list(part.rows) for part in parts}}
    page = render_template("privacy/export.html", person=person, parts=parts, now=now)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("my-data.json", json.dumps(plain, ensure_ascii=False, indent=1, default=_plain))
        file.writestr("my-data.html", page)
    return packed.getvalue()


def words(value: object, column: str = "") -> str:
    """A value as people read it; codes of known columns in words."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{full_day(value)} {time(value)}"
    return full_day(value) if isinstance(value, date) else code_word(column, str(value))


def _plain(value: object) -> str:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in an export")
