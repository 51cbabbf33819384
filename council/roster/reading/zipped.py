"""The ZIP around an XLSX file, opened with suspicion: sizes are looked at before, and counted while, it is unpacked."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

from council.roster.reading.problems import Refused

#: Bytes that all parts may have together when unpacked; a roster of 50,000 people has about 45 MB.
MOST_UNPACKED: Final = 160 * 1024 * 1024
#: How many times smaller than its content a part may be packed; sheets reach 30, bombs 1,000.
MOST_PACKED: Final = 150
#: Small parts may be packed as tightly as they like.
SMALL: Final = 1024 * 1024
MOST_PARTS: Final = 2000
CHUNK: Final = 64 * 1024


class Package:
    """The parts of an XLSX file by name. One count of unpacked bytes runs over all of them."""

    def __init__(self, path: Path) -> None:
        """
        Raises:
            Refused: no ZIP file, locked, or a bomb.
        """
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise Refused("no_workbook") from None
        self._left = MOST_UNPACKED
        _inspect(self._zip.infolist())

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._zip.close()

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._zip.NameToInfo

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part, unpacked piece by piece.

        Raises:
            Refused: it is not there, is broken, or unpacks to more than it may.
        """
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise Refused("bomb")
                    yield chunk
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
            raise Refused("no_workbook") from None


def _inspect(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise Refused("bomb")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused("locked_or_old")
    for part in parts:
        if part.file_size > SMALL and part.file_size > MOST_PACKED * max(1, part.compress_size):
            raise Refused("bomb")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("bomb")
