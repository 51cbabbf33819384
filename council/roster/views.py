"""Imports, exports, merges and lots."""

from flask import Blueprint

bp = Blueprint("roster", __name__)
