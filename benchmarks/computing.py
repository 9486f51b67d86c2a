"""What is measured inside one process: an assessment, an answer saved, a declaration."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from benchmarks.figures import Figure, median_and_best_ms
from benchmarks.households import large_household
from pcb.domain.assessment import assess
from pcb.domain.case import Case
from pcb.interview import engine
from pcb.usecases import papers
from pcb.usecases.advice import advice
from pcb.usecases.cases import Saved, answer, import_case
from pcb.usecases.demo import demo_households, open_demo_desk
from pcb.usecases.desk import Desk

DAY = date(2025, 6, 30)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def figures(folder: Path, only: str) -> Iterator[Figure]:
    """The figures whose name holds ``only``."""
    if "assessment" in only or not only:
        yield from _assessments()
    if "answer" in only or not only:
        yield from _answers(folder)
    if "declaration" in only or not only:
        yield from _declarations()


def _assessments() -> Iterator[Figure]:
    whole = large_household()
    case = engine.effective(whole)
    yield _timed("assessment of a 60-debt household", lambda: assess(case, DAY), 300, 2.0)
    yield _timed("assessment with the choice of the answers that count", lambda: advice(whole, DAY), 100)


def _answers(folder: Path) -> Iterator[Figure]:
    desk = open_demo_desk(folder / "answers", NOW)
    try:
        yield _timed("answer saved, family of four", _saving(desk, demo_households()[2]), 200, 6.0)
        yield _timed("answer saved, 60-debt household", _saving(desk, large_household()), 200)
    finally:
        desk.store.close()


def _saving(desk: Desk, case: Case) -> Callable[[], None]:
    """Changes one amount of a stored case each time it is called: load, patch, seal, journal, commit, fsync."""
    opened = import_case(desk, case, NOW)
    path = f"expenses.{opened.case.expenses[0].id}.amount"
    amounts = itertools.cycle(("500,00", "501,00"))
    numbers = itertools.count()

    def save() -> None:
        request = f"{opened.id}-{next(numbers)}"
        outcome = answer(desk, opened.id, path, next(amounts), seen=None, request_id=request, now=NOW, overwrite=True)
        assert isinstance(outcome, Saved), outcome

    return save


def _declarations() -> Iterator[Figure]:
    for name, case, target in (
        ("declaration of the farming family", _farmers(), 300.0),
        ("declaration of a 60-debt household", large_household(), None),
    ):
        pages = len(PdfReader(BytesIO(papers.declaration(case, DAY))).pages)
        yield _timed(f"{name} in PDF", partial(papers.declaration, case, DAY), 15, target, f"{pages} pages")


def _farmers() -> Case:
    return next(case for case in demo_households() if case.filing.sole_trader is True)


def _timed(name: str, work: Callable[[], object], runs: int, target: float | None = None, detail: str = "") -> Figure:
    median, best = median_and_best_ms(work, runs)
    return Figure(name, median, "ms", target, runs, detail, best)
