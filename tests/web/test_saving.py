"""Names of files that people save."""

import pytest
from flask import Response
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.http import parse_options_header

from council.web.saving import save_as


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("vote-7.zip", 'attachment; filename="vote-7.zip"'),
        (
            "第12次.ics",
            "attachment; filename=\"12.ics\"; filename*=UTF-8''%E7%AC%AC12%E6%AC%A1.ics",
        ),
        ("东门图.pdf", "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E4%B8%9C%E9%97%A8%E5%9B%BE.pdf"),
        ('a"b\r\n/c.csv', 'attachment; filename="a-b-c.csv"'),
        ("", "attachment; filename=\"file\"; filename*=UTF-8''"),
    ],
)
def test_a_name_in_the_header(name: str, header: str) -> None:
    assert save_as(Response(), name).headers["Content-Disposition"] == header


@given(st.text())
def test_any_name_can_be_sent_and_ends_nothing_early(name: str) -> None:
    header = save_as(Response(), name).headers["Content-Disposition"]
    assert header.isascii()
    assert header.isprintable()
    kind, options = parse_options_header(header)
    assert kind == "attachment"
    assert set(options) == {"filename"}
    assert not set(options["filename"]) & set('/\\"\r\n')
