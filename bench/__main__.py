"""Run benchmarks and write `bench/results/<date>.json`."""

import json
import platform
import sys
import tempfile
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench.measuring import Report

SCENARIOS = (
    "hello",
    "pages",
    "vote",
    "storm",
    "crash",
    "bad_day",
    "paint",
    "doors",
    "roster",
    "street",
    "issues",
    "tally",
)
#: Take minutes, or more sockets than many a machine allows: only when they are named.
LONG = ("soak", "full_hall", "fan_out", "opening")
RESULTS = Path(__file__).parent / "results"


def main(names: list[str]) -> None:
    """Run the named scenarios, all by default; figures of others from the same day stay in the file."""
    if unknown := [name for name in names if name not in SCENARIOS + LONG]:
        raise SystemExit(f"no benchmark {', '.join(unknown)}; there are {', '.join(SCENARIOS + LONG)}")
    moment = datetime.now(UTC)
    path = RESULTS / f"{moment:%Y-%m-%d}.json"
    results = json.loads(path.read_text()) if path.exists() else {"scenarios": {}}
    results |= {"python": platform.python_version(), "machine": platform.platform(), "at": moment.isoformat()}
    for name in names or SCENARIOS:
        report = Report()
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            import_module(f"bench.{name}").run(report, Path(folder))
        results["scenarios"][name] = report.figures
    RESULTS.mkdir(exist_ok=True)
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    print(f"\nwritten: {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}")


main(sys.argv[1:])
