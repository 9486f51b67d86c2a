"""What the papers for the person cost, on one core: one paper, and the whole set of a household with its letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from importlib.resources import files
from pathlib import Path

from benchmarks.figures import Figure, median_and_best_ms
from pcb.domain.assessment import assess
from pcb.domain.case import Case
from pcb.domain.letters import Letter, letters
from pcb.domain.papers_to_join import papers_to_join
from pcb.domain.take_home.building import snapshot
from pcb.domain.take_home.snapshot import Snapshot
from pcb.domain.vocabulary.take_home import Language
from pcb.domain.vocabulary.take_home_papers import PaperKind, Register, Size
from pcb.interview.effective import effective
from pcb.reports.letters import render_letters
from pcb.reports.take_home.paper import render
from pcb.storage.household_file import read_household
from tests.domain.letters.corresponding import complete, household, likely

DAY = date(2026, 11, 24)
HOUSEHOLD = "couple-deux-enfants"
RUNS = 15
ONE_PAPER, THE_SET = 400.0, 3000.0


def figures(folder: Path, only: str) -> Iterator[Figure]:
    """The figures whose name holds ``only``. Nothing is written in ``folder``."""
    case, made, ten = _household()
    for register in Register:
        for kind in PaperKind:
            name = f"paper to take home: {kind.value}, {register.value}, facing Arabic, booklet"
            if only in name:
                work = partial(render, made, kind, register, Language.ARABIC, Size.BOOKLET)
                median, best = median_and_best_ms(work, RUNS)
                yield Figure(name, median, "ms", ONE_PAPER, RUNS, best=best)
    name = f"set to take home: 2 budgets, calendar, actions, {len(ten)} letters"
    if only in name:
        median, best = median_and_best_ms(partial(_set, case, made, ten), RUNS)
        yield Figure(name, median, "ms", THE_SET, RUNS, best=best)


def _household() -> tuple[Case, Snapshot, tuple[Letter, ...]]:
    """The couple of the demo; the letters of a household that can write ten."""
    path = Path(str(files("pcb.data") / "households")) / f"{HOUSEHOLD}.toml"
    case = effective(read_household(path))
    found = letters(case, DAY, {})
    made = snapshot(case, assess(case, DAY), found, papers_to_join(case, DAY), revision=1, household="")
    writes = complete(household(), likely)
    ten = tuple(letter for letter in letters(writes, DAY) if not letter.lacking)[:10]
    assert len(ten) == 10
    return writes, made, ten


def _set(case: Case, made: Snapshot, ten: tuple[Letter, ...]) -> None:
    for register in Register:
        render(made, PaperKind.BUDGET, register, Language.ARABIC)
    render(made, PaperKind.CALENDAR, Register.EASY, Language.ARABIC)
    render(made, PaperKind.ACTIONS, Register.EASY, Language.ARABIC)
    for letter in ten:
        render_letters(case, (letter,), DAY)
