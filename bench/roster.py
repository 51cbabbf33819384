"""`flask import-roster` on 20,000 generated people: seconds and peak memory, and the same file again."""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.measuring import Report
from bench.roster_file import write_csv, write_xlsx

PEOPLE = 20_000
GRIDS = [f"QY-G{number:02d}" for number in range(1, 38)]
TOO_MANY = 300_000


def run(report: Report, folder: Path) -> None:
    """Measure and report. `DATABASE_URL` chooses the database; it must be empty."""
    database = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    report.title(f"a roster of {PEOPLE:,} people, {database}, each command a process of its own")
    flask(folder, "db", "upgrade")
    flask(folder, "demo")
    file = write_xlsx(folder / "roster.xlsx", PEOPLE, GRIDS)
    seconds, memory, said = measured(folder, file)
    if said["new"] != PEOPLE:
        raise RuntimeError(f"not imported: {str(said)[:400]}")
    report.goal("read, planned, written: seconds", seconds, at_most=30)
    report.figure("  within the command", said["seconds"], "s")
    report.figure("  peak memory", memory, "MB")
    seconds, memory, said = measured(folder, file)
    if said["unchanged"] != PEOPLE:
        raise RuntimeError(f"the same file changes something: {str(said)[:400]}")
    report.figure("the same file again, all unchanged: seconds", seconds, "s")
    report.figure("  peak memory", memory, "MB")
    for big in (write_csv(folder / "big.csv", TOO_MANY, GRIDS), write_xlsx(folder / "big.xlsx", TOO_MANY, GRIDS)):
        seconds, memory, said = measured(folder, big)
        report.figure(f"{TOO_MANY:,} rows refused, {big.suffix[1:]}: seconds", seconds, "s")
        report.figure("  peak memory", memory, "MB")
        report.figures[f"refusal {big.suffix}"] = said["errors"]


def flask(folder: Path, *arguments: str) -> tuple[int, str, float]:
    """Run a command on the database of this benchmark: exit code, what it printed, peak memory in MB."""
    environment = {**os.environ, "DATA_DIR": str(folder)}
    with (folder / "printed").open("w+") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", *arguments], env=environment, stdout=printed, stderr=subprocess.DEVNULL
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        return process.returncode, printed.read(), _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / 1024


def measured(folder: Path, file: Path) -> tuple[float, float, dict[str, Any]]:
    """Import a file: wall-clock seconds of the process, its peak memory in MB, its summary."""
    began = time.monotonic()
    _code, printed, memory = flask(folder, "import-roster", str(file), "--place", "QY")
    return time.monotonic() - began, memory, json.loads(printed)
