"""Pages of people's records: one record, adding one."""

from flask import Blueprint

from council.residents.words import residency_word

bp = Blueprint("records", __name__)
bp.add_app_template_global(residency_word)

from council.residents.people.views import adding, outsiders, record  # noqa: E402, F401  (they add their pages to `bp`)
