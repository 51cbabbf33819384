"""Pages of the room, by noun: the notice, one's own consents and data, requests, the desk, retention."""

from flask import Blueprint

bp = Blueprint("privacy", __name__)

from council.privacy.rules import masked_phone, numbers_masked  # noqa: E402
from council.privacy.views import data, desk, notice, requests, retention  # noqa: E402, F401  (they add their pages)

bp.add_app_template_filter(masked_phone)
bp.add_app_template_filter(lambda text: numbers_masked(str(text)), "numbers_masked")
