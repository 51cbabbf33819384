"""Going back behind proxies of a meeting: nobody's phone stays shut for a proxy that the tables no longer know."""

import runpy
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"


def test_a_line_that_waited_for_its_holder_is_free_again() -> None:
    (step,) = VERSIONS.glob("0020*.py")
    downgrade = runpy.run_path(str(step))["downgrade"]
    with sa.create_engine("sqlite://").connect() as database:
        database.exec_driver_sql("CREATE TABLE meeting_proxy (id INTEGER)")
        database.exec_driver_sql("CREATE TABLE roll_entry (id INTEGER, channel TEXT, marked_at TEXT, lodged BOOLEAN)")
        lines = "(1, 'proxy', NULL, 1), (2, 'proxy', 'then', 1), (3, 'paper', NULL, 1), (4, 'proxy', NULL, 0)"
        database.exec_driver_sql(f"INSERT INTO roll_entry VALUES {lines}")
        with Operations.context(MigrationContext.configure(database)):
            downgrade()
        found = database.exec_driver_sql("SELECT channel FROM roll_entry ORDER BY id").scalars().all()
    assert found == [None, "proxy", "paper", "proxy"], "what was given stays given"
