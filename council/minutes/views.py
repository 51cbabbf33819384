"""Pages of the room."""

from flask import Blueprint

bp = Blueprint("minutes", __name__)
