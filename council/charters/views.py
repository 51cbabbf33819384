"""Charters, compacts and procedures."""

from flask import Blueprint

bp = Blueprint("charters", __name__)
