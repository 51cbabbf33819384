"""Measuring: interleaved rounds, medians, percentiles, goals."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median

#: Rounds of each case; in each round every case runs `CALLS` times, one case after the other.
ROUNDS = 40
CALLS = 25
#: Calls before anything is measured: templates are compiled, connections made.
WARM = 30


@dataclass(frozen=True)
class Cost:
    """What one call costs, in microseconds: median and least of the rounds' means."""

    cpu: float
    cpu_least: float
    wall: float
    wall_least: float


def interleaved(
    cases: Mapping[str, Callable[[], object]], *, rounds: int = ROUNDS, calls: int = CALLS
) -> dict[str, Cost]:
    """Run all cases in turns, so that a slow minute of the machine hits them alike."""
    for act in cases.values():
        for _ in range(WARM):
            act()
    seen: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, act in cases.items():
            seen[name].append(_round(act, calls))
    return {name: _cost(samples) for name, samples in seen.items()}


def _round(act: Callable[[], object], calls: int) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(calls):
        act()
    return (time.process_time() - cpu) * 1e6 / calls, (time.perf_counter() - wall) * 1e6 / calls


def _cost(samples: list[tuple[float, float]]) -> Cost:
    cpu, wall = zip(*samples, strict=True)
    return Cost(median(cpu), min(cpu), median(wall), min(wall))


def percentile(values: Sequence[float], share: int) -> float:
    """The value below which `share` percent lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


class Report:
    """Prints figures as they come and keeps them for the file."""

    def __init__(self) -> None:
        self.figures: dict[str, object] = {}

    def title(self, text: str) -> None:
        """A heading."""
        print(f"\n{text}\n{'-' * len(text)}")

    def costs(self, costs: Mapping[str, Cost], measure: str = "hello") -> None:
        """A table of costs, each also in multiples of `measure`'s CPU."""
        print(f"  {'':<34}{'CPU us':>9}{'(least)':>9}{'wall us':>9}{'x ' + measure:>10}")
        for name, cost in costs.items():
            times = cost.cpu / costs[measure].cpu
            print(f"  {name:<34}{cost.cpu:>9.0f}{cost.cpu_least:>9.0f}{cost.wall:>9.0f}{times:>10.1f}")
        self.figures["costs"] = {name: asdict(cost) for name, cost in costs.items()}

    def figure(self, name: str, value: float, unit: str = "") -> None:
        """One absolute figure."""
        print(f"  {name:<52}{value:>10.1f} {unit}")
        self.figures[name] = round(value, 3)

    def goal(self, name: str, value: float, *, at_least: float | None = None, at_most: float | None = None) -> None:
        """A figure that has a goal."""
        reached = (at_least is None or value >= at_least) and (at_most is None or value <= at_most)
        wanted = f">= {at_least}" if at_least is not None else f"<= {at_most}"
        print(f"  {name:<52}{value:>10.1f}  goal {wanted}: {'reached' if reached else 'MISSED'}")
        self.figures[name] = {"value": round(value, 3), "goal": wanted, "reached": reached}
