"""P6: two thousand people vote in 10 s while two thousand screens watch, clients and server on the same cores.

A machine must allow about 5,000 open files to a process (`ulimit -n`).
"""

from pathlib import Path

from bench.measuring import Report
from bench.storm import Plan
from bench.storm import run as storm

#: Prototype on one process: answers 53 to 96 ms, figures 250 to 376 ms old.
P6 = Plan(people=2000, span=10.0, ack_p95=100, age_p95=375, tally=500)


def run(report: Report, folder: Path) -> None:
    """Measure and report."""
    storm(report, folder, "full_hall", P6)
