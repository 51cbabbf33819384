"""What can be wrong with a file: codes and values, so that they are said in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `row` counts the file's lines, the heading being 1; 0 means the file as a whole."""

    row: int
    column: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As stored with a line of an import."""
        return {"row": self.row, "column": self.column, "code": self.code, "values": dict(self.values)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Problem":
        """What `to_json` made."""
        return cls(data["row"], data["column"], data["code"], data["values"])


class Refused(Exception):
    """The file cannot be read as a roster, or not any further."""

    def __init__(self, code: str, *, row: int = 0, column: str = "", **values: Any) -> None:
        super().__init__(code)
        self.problem = Problem(row, column, code, values)
