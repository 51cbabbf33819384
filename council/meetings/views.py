"""Pages of the room."""

from flask import Blueprint

bp = Blueprint("meetings", __name__)
