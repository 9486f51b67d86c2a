"""The snapshots of the demo households, as they are on one day."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from pcb.domain.assessment import assess
from pcb.domain.income import name_of
from pcb.domain.letters import letters
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.take_home.building import snapshot
from pcb.domain.take_home.snapshot import Snapshot
from pcb.interview.effective import effective
from pcb.storage.household_file import read_household

DAY = date(2026, 11, 24)
HOUSEHOLDS = sorted(Path(str(files("pcb.data") / "households")).glob("*.toml"))


@cache
def demo(name: str) -> Snapshot:
    case = effective(read_household(next(path for path in HOUSEHOLDS if path.stem == name)))
    household = ", ".join(name_of(person) for person in case.persons[:1])
    return snapshot(
        case,
        assess(case, DAY),
        letters(case, DAY, {}),
        papers_to_join(case, DAY),
        revision=3,
        household=household,
    )
