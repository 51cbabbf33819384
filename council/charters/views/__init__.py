"""Pages of the room, by noun: the list, reading a document, its editor, its steps, procedures."""

from flask import Blueprint

bp = Blueprint("charters", __name__)
