"""Signing in and out."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from council.accounts.views import (  # noqa: E402, F401 - they add their routes
    desk,
    door,
    identities,
    leaving,
    office,
    password,
    phone,
    provider,
    resets,
    second_factor,
)
