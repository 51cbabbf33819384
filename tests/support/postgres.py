"""Says whether PostgreSQL can be reached: `python -m tests.support.postgres URL`.

Exit 0 if so. Else it names what is skipped and how to get it: exit 3, or 1 where `CI=true` makes a lack a failure.
"""

import os
import sys

from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

HOW = "SKIPPED on PostgreSQL: no server at {url}. To run it: apt-get install postgresql, then make test POSTGRES=<url>"


def reachable(url: str) -> bool:
    """Whether a connection can be opened."""
    with_driver = url.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(with_driver, connect_args={"connect_timeout": 3})
    try:
        with engine.connect():
            return True
    except OperationalError:
        return False
    finally:
        engine.dispose()


def main(url: str) -> int:
    """0: reachable; 3: not, and that is fine; 1: not, and in CI that is a failure."""
    if reachable(url):
        return 0
    sys.stdout.write(HOW.format(url=url) + "\n")
    return 1 if os.environ.get("CI") == "true" else 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
