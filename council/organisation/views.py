"""Partner units, venues and hotlines."""

from flask import Blueprint

bp = Blueprint("organisation", __name__)
