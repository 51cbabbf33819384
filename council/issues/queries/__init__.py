"""Reading issues, one at a time or for other rooms; clocks and handling have their own files, lists are in `lists`."""

from council.issues.queries.one import (
    feedback_rounds,
    feedbacks,
    ids_in,
    issue_by_number,
    last_place_code,
    my_issues,
    officers_for,
    photos_of,
    supporters,
    supports,
)

__all__ = [
    "feedback_rounds",
    "feedbacks",
    "ids_in",
    "issue_by_number",
    "last_place_code",
    "my_issues",
    "officers_for",
    "photos_of",
    "supporters",
    "supports",
]
