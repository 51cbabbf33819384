"""Alembic's environment: the application's own engine and models, on SQLite and PostgreSQL alike."""

from alembic import context
from flask import current_app

from council.base.db import Base, db

config = context.config


def run() -> None:
    """Run the migrations on the application's database."""
    with db.engine.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            # Batch mode rebuilds tables; with foreign keys on, dropping the old one would delete its child rows.
            # The pragma works only outside a transaction, so it goes to the driver, before SQLAlchemy begins one.
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        options = current_app.extensions["migrate"].configure_args
        context.configure(connection=connection, target_metadata=Base.metadata, **options)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if on_sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")


run()
