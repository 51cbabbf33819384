"""Signing in and out."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from council.accounts.views import desk, door, leaving  # noqa: E402, F401 - they add their routes
