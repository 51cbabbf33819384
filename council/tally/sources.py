"""Files of votes and ballots: read whole, as UTF-8, within a limit; whatever is wrong is named with file and line."""

from pathlib import Path

#: More than any count of a city; a file beyond it is refused before it is read.
MOST_BYTES = 200 * 1024 * 1024


class BadInput(ValueError):
    """A file or a rule that cannot be used: which one, at which line (counted from 1, or None), and why."""

    def __init__(self, file: str, line: int | None, problem: str) -> None:
        super().__init__(file, line, problem)
        self.file = file
        self.line = line
        self.problem = problem

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}: {self.problem}"


def read_text(name: str) -> str:
    """The text of a file. Raises `BadInput`: it cannot be read, is too large, or is not UTF-8 (with the line)."""
    path = Path(name)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(name, None, f"is larger than {MOST_BYTES // 1024 // 1024} MB")
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput(name, None, f"cannot be read: {error.strerror or error}") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadInput(name, line, "is not UTF-8 text; save it as UTF-8") from error
