"""Whether this database was made by the demo. Any other never offers to sign in as somebody."""

from flask import current_app
from flask.sansio.app import App
from sqlalchemy.exc import SQLAlchemyError

from council.base import stored
from council.base.db import db

FACT, DEMO = "made_by", "demo"
LANGUAGE = "demo_language"


def init_app(app: App) -> None:
    """Let the first request of a process find out, so that pages say that they are a demo."""
    app.before_request(find_out)  # asked before any page is drawn


def find_out() -> None:
    """Look into the database once a process; a database that cannot be read yet is asked again."""
    if "IS_DEMO" in current_app.config:
        return
    try:
        current_app.config["IS_DEMO"] = stored.read(FACT) == DEMO
    except SQLAlchemyError:
        db.session.rollback()


def mark(language: str) -> None:
    """Write into this database that the demo made it. Runs in the caller's transaction."""
    stored.store(FACT, DEMO)
    stored.store(LANGUAGE, language)
