"""A file of ballots by its ending."""

from pathlib import Path

from council.tally.files.ballots import BallotFile, Wants
from council.tally.files.blt import read_blt
from council.tally.files.pabulib import read_pb
from council.tally.files.preflib import read_preflib
from council.tally.files.sealed import read_sealed
from council.tally.files.table import read_table
from council.tally.sources import BadInput, read_text

PREFLIB = (".soc", ".soi", ".toc", ".toi", ".cat")
ENDINGS = (".blt", *PREFLIB, ".pb", ".jsonl", ".csv")


def read(path: str | Path, wants: Wants) -> BallotFile:
    """The ballots of a file. Raises `BadInput` with the file, the line where there is one, and what is wrong."""
    file, ending = str(path), Path(path).suffix.lower()
    if ending not in ENDINGS:
        raise BadInput(file, None, f"the ending {ending or '(none)'} is not one of {' '.join(ENDINGS)}")
    text = read_text(file)
    found = _read(file, ending, text, wants)
    if not (found.rankings or found.points or found.answers):
        raise BadInput(file, None, "holds no ballot")
    return found


def _read(file: str, ending: str, text: str, wants: Wants) -> BallotFile:
    if ending == ".csv":
        return read_table(file, text, wants)
    if ending == ".jsonl":
        return read_sealed(file, text, wants)
    if ending == ".pb":
        return read_pb(file, text)
    _demand(file, ending, wants)
    return read_blt(file, text) if ending == ".blt" else read_preflib(file, text)


def _demand(file: str, ending: str, wants: Wants) -> None:
    if wants != "ranking":
        raise BadInput(file, None, f"{ending} holds rankings; this method needs {wants}")
