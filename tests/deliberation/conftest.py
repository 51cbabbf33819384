"""Issues to be talked about."""

from tests.issues.conftest import issue, raised

__all__ = ["issue", "raised"]
