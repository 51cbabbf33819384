"""Pages of the room, by noun: the list, raising an issue, one issue, what officers do with it."""

from flask import Blueprint

bp = Blueprint("issues", __name__)

from council.issues.views import bulk, handling, listing, merging, numbers, one, passing, raising, raising_for, visiting  # noqa: E402, F401  (they add pages)
