"""Where the rehearsals of a server lie: a folder for each process, so that none removes what another one plays in."""

import os
import secrets
import shutil
from functools import cache
from pathlib import Path


def own_folder(rehearsals: Path) -> Path:
    """The folder of this process, below the one of all."""
    return rehearsals / _name_for(os.getpid())


def remove_left_behind(rehearsals: Path) -> None:
    """Remove the folders whose process is gone: it was killed and could not do so itself."""
    for folder in rehearsals.glob("*-*"):
        if _is_left_behind(folder.name):
            shutil.rmtree(folder, ignore_errors=True)


@cache
def _name_for(pid: int) -> str:
    # not the number alone: in a container each start of the server has the same one
    return f"{pid}-{secrets.token_hex(4)}"


def _is_left_behind(name: str) -> bool:
    number = name.partition("-")[0]
    if not (number.isascii() and number.isdigit()):
        return False  # none of ours
    pid = int(number)
    return name != _name_for(pid) if pid == os.getpid() else not _runs(pid)


def _runs(pid: int) -> bool:
    """Whether there is such a process. The number may be another program's by now: then the folder stays a while."""
    if os.name != "posix":
        return True  # there the question would end the process
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
