"""Pages of the room."""

from flask import Blueprint

bp = Blueprint("media", __name__)
