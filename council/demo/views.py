"""Pages of the room."""

from flask import Blueprint

bp = Blueprint("demo", __name__)
