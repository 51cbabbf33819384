"""Headers that only a test could receive: no test passes with one, and files get their names in one place."""

import re
from pathlib import Path

import pytest
from flask import Flask, Response

from tests.conventions.test_files import MODULES, relative


@pytest.mark.parametrize(("value", "sendable"), [("第12次.ics", False), ("caf\u00e9.ics", True), ("12.ics", True)])
def test_a_header_that_a_server_cannot_send_fails_the_test_that_gets_it(value: str, sendable: bool) -> None:
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: Response("", headers={"X-Name": value}))
    if sendable:
        assert app.test_client().get("/").headers["X-Name"] == value
        return
    with pytest.raises(AssertionError, match="no server can send"):
        app.test_client().get("/")


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_files_are_named_in_one_place(path: Path) -> None:
    if relative(path) != "council/web/saving.py":
        assert not re.search(
            r"content-disposition|as_attachment|download_name", path.read_text(encoding="utf-8"), re.IGNORECASE
        ), "use council.web.saving.save_as"
