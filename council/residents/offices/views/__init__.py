"""Pages of offices: the list and one office, giving one, ending one."""

from flask import Blueprint

bp = Blueprint("offices", __name__)

from council.residents.offices.views import ending, giving, listing  # noqa: E402, F401  (they add their pages to `bp`)
