"""Pages of the room: the board, giving out a task, one task and what moves it."""

from flask import Blueprint

bp = Blueprint("followup", __name__)

from council.followup.views import board, giving, one  # noqa: E402, F401  (they add their pages to `bp`)
