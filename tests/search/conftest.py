"""Issues to be found."""

from tests.issues.conftest import issue, raised

__all__ = ["issue", "raised"]
