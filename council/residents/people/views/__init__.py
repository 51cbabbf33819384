"""Pages of people's records: one record, adding one."""

from flask import Blueprint

bp = Blueprint("records", __name__)

from council.residents.people.views import adding, record  # noqa: E402, F401  (they add their pages to `bp`)
