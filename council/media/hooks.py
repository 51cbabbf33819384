"""Where higher rooms say which of their columns refer to photos: what none of them refers to goes after a day."""

from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

#: Columns that hold ids of photos.
referring: list[InstrumentedAttribute[Any]] = []


def refers_to_photos(column: InstrumentedAttribute[Any]) -> None:
    """Photos whose ids stand in `column` are kept."""
    referring.append(column)
