"""What permissions and predicates say of themselves is found for the catalogue, and shown in Chinese."""

import ast
import re
from pathlib import Path

from flask import Flask

from council.i18n.extraction import permit_texts, plain
from council.permits.permission import granted, offices_of
from tests.support.client import Client

COUNCIL = Path(__file__).resolve().parents[2] / "council"


def found() -> set[str]:
    texts = set()
    for path in COUNCIL.rglob("*.py"):
        texts |= {text for _line, text in permit_texts(path.read_text(encoding="utf-8"))}
    return texts


def test_every_text_of_the_map_is_extracted(app: Flask) -> None:
    shown = {plain(permission.__doc__) for permission in granted}
    shown |= {
        plain(test.__doc__) for ways in granted.values() for way in ways for test in way if test not in offices_of
    }
    assert not shown - found()


def test_a_docstring_elsewhere_is_not_extracted() -> None:
    assert not list(permit_texts('def f(a: Actor) -> bool:\n    """says"""\n'))
    assert list(permit_texts('def f(a: Actor, t: Scoped) -> bool:\n    """says"""\n')) == [(1, "says")]
    assert ast.parse("")  # the reader of modules is Python's own


def test_the_page_is_chinese_for_chinese_readers(app: Flask, client: Client) -> None:
    page = client.get("/permits", language="zh-CN").text
    inside = page[page.index("<dl") : page.rindex("</dl>")]
    assert not re.findall(r">[^<]*[a-z]{4,}[^<]*<", inside)
