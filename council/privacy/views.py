"""Consent, one's own data, retention."""

from flask import Blueprint

bp = Blueprint("privacy", __name__)
