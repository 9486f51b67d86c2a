"""Times and memory on this machine, each a median beside its target. Run by `make bench`.

The targets are those of a laptop of two shared cores. A missed target is shown, with by how much; it is no failure,
since another program may have had the cores.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks import computing, plan_page, planning, proving, serving
from benchmarks.figures import real_disk


def main() -> int:
    """Measure, print one line a figure, and say how many targets are missed."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--only", default="", help="the figures whose name holds this text")
    only = parser.parse_args().only
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {_load()}")
    print(f"{'':<60}{'median':>12}{'target':>12}{'runs':>7}")
    missed = 0
    with tempfile.TemporaryDirectory(prefix="pcb-bench-", dir=real_disk()) as folder:
        for measure in (computing.figures, planning.figures, proving.figures, plan_page.figures, serving.figures):
            for figure in measure(Path(folder), only):
                print(figure.line(), flush=True)
                missed += figure.missed
    print("every target is met" if not missed else f"{missed} target(s) missed")
    return 0


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    sys.exit(main())
