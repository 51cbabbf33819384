"""Pages of the room: reasons, statements, moderation."""

from flask import Blueprint

bp = Blueprint("deliberation", __name__)

from council.deliberation.views import moderating, reasons, statements  # noqa: E402, F401  (they add their pages)
