"""The addresses of the application are a promise: a change shows here, and in CHANGELOG.md."""

from flask import Flask

from tests.conventions.routes import FROZEN, route_lines


def test_the_addresses_are_those_that_are_written_down(app: Flask) -> None:
    now, then = route_lines(app), FROZEN.read_text(encoding="utf-8").splitlines()
    added = [f"+ {line}" for line in now if line not in then]
    gone = [f"- {line}" for line in then if line not in now]
    assert not added + gone, "\n".join(
        [*gone, *added, "If meant: python -m tests.conventions.routes > tests/conventions/routes.txt"]
    )


def test_no_address_changes_anything_by_get(app: Flask) -> None:
    """Prefetching and previews open addresses: only POST may write, except a reader's own cookie."""
    both = [rule.rule for rule in app.url_map.iter_rules() if {"GET", "POST"} <= (rule.methods or set())]
    unsafe = [path for path in both if not path.endswith(("/new", "/edit"))]
    assert not unsafe, unsafe
