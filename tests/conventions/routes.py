"""The addresses of the application, one a line: `python -m tests.conventions.routes` prints them for routes.txt."""

from pathlib import Path

from flask import Flask

FROZEN = Path(__file__).with_name("routes.txt")


def route_lines(app: Flask) -> list[str]:
    """`METHODS address endpoint` of every route, in the order of the addresses."""
    return sorted(
        f"{rule.rule}  {','.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))}  {rule.endpoint}"
        for rule in app.url_map.iter_rules()
    )


if __name__ == "__main__":
    import tempfile

    from tests.conftest import make_app

    with tempfile.TemporaryDirectory() as folder:
        print("\n".join(route_lines(make_app(Path(folder), f"sqlite:///{folder}/none.db"))))  # noqa: T201
