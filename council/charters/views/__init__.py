"""Pages of the room, by noun: the list, reading a document, writing a draft, its steps, comparing, procedures."""

from flask import Blueprint

bp = Blueprint("charters", __name__)

from council.charters.views import (  # noqa: E402, F401  (they add their pages to `bp`)
    comparing,
    listing,
    procedures,
    reading,
    steps,
    writing,
)
