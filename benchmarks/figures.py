"""One measured figure, and how it is measured."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """A median with its unit and its target. ``detail`` is told on the same line; no target: for information."""

    name: str
    median: float
    unit: str
    target: float | None
    runs: int
    detail: str = ""
    best: float | None = None

    @property
    def missed(self) -> bool:
        return self.target is not None and self.median > self.target

    def line(self) -> str:
        """The figure as a line of the table."""
        target = "" if self.target is None else f"< {self.target:g} {self.unit}"
        flag = f"  MISSED by {self.median / self.target - 1:.0%}" if self.missed and self.target else ""
        best = "" if self.best is None else f"  best {self.best:.2f}"
        detail = f"{best}  {self.detail}" if self.detail else best
        return f"{self.name:<60}{self.median:>9.2f} {self.unit:<2}{target:>12}{self.runs:>7}{flag}{detail}"


def median_and_best_ms(work: Callable[[], object], runs: int, warm_up: int = 3) -> tuple[float, float]:
    """Median and best time of ``work`` in milliseconds, after a warm-up: on a busy machine the two lie far apart."""
    for _ in range(warm_up):
        work()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), min(times)


def real_disk() -> str | None:
    """A folder whose fsync is real: /tmp is often memory."""
    venv = Path(__file__).parent.parent / ".venv"
    return str(venv) if venv.is_dir() else None
