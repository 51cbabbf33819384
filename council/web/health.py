"""`/healthz`: the process answers. `/readyz`: it can work (database there, migrated, data directory writable)."""

import os

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import inspect, text

from council.base.db import db

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Whether what the pages need is there; 503 with the failing check otherwise."""
    checks = {
        "database": _database_answers(),
        "migrated": _is_migrated(),
        "data_dir": os.access(current_app.config["DATA_DIR"], os.W_OK),
    }
    return jsonify(checks), 200 if all(checks.values()) else 503


def _database_answers() -> bool:
    try:
        return bool(db.session.execute(text("SELECT 1")).scalar() == 1)
    except Exception:
        return False


def _is_migrated() -> bool:
    try:
        return bool(inspect(db.engine).has_table("alembic_version"))
    except Exception:
        return False
