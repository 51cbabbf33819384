"""What may come in: ids that a row can have, and text without NUL, which no database keeps and nobody types."""

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

from council.base.ids import MOST


class RowId(IntegerConverter):
    """`<int:…>` in an address: what no row can have is not found, without asking the database."""

    regex = r"[0-9]{1,10}"

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=MOST)


def init_app(app: Flask) -> None:
    """Watch over the addresses and forms of `app`. Before its rules are added."""
    app.url_map.converters["int"] = RowId
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    """Answer 400 to NUL. The form has been read for its CSRF token by then, so looking at it costs nothing."""
    if "\0" in request.path or b"%00" in request.query_string:
        abort(400)
    if request.method == "POST" and any("\0" in value for values in request.form.listvalues() for value in values):
        abort(400)
