"""What is measured inside one process: an assessment, an answer saved, a declaration."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from benchmarks.figures import Figure, median_and_best_ms
from benchmarks.households import large_household
from pcb.domain.assessment import assess
from pcb.domain.case import Address, Case
from pcb.domain.case_path import put
from pcb.domain.money import Money
from pcb.interview import engine
from pcb.reports.letters import render_letters
from pcb.usecases import letters, papers
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
    if "letter" in only or not only:
        yield from _letters()


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


def _letters() -> Iterator[Figure]:
    """Offers to the creditors of a 60-debt household, from the facts to the bytes."""
    case = large_household()
    case = replace(case, persons=(replace(case.persons[0], birth_name="Ferrand"), *case.persons[1:]))
    case = replace(case, address=Address(street="14 rue des Tanneurs", postcode="32700", city="Lectoure"))
    for debt in case.debts:
        case = put(case, f"debts.{debt.id}.creditor_address", "12 place du Foirail, 32000 Auch")
        case = put(case, f"letters.{letters.CREDITORS}-{debt.id}.first_on", DAY)
    offers = {debt.id: Money(1_250) for debt in case.debts}
    for name, number, target in (("one letter", 1, 400.0), ("ten letters in one file", 10, 2000.0)):

        def print_them(number: int = number) -> bytes:
            found = letters.ready(letters.to_creditors(case, DAY, offers))[:number]
            assert len(found) == number
            return render_letters(engine.effective(case), found, DAY)

        yield _timed(f"{name} in PDF, 60-debt household", print_them, 15, target)
    yield _timed("which letters apply, 60-debt household", lambda: letters.letters_of(case, DAY, offers), 15)


def _farmers() -> Case:
    return next(case for case in demo_households() if case.filing.sole_trader is True)


def _timed(name: str, work: Callable[[], object], runs: int, target: float | None = None, detail: str = "") -> Figure:
    median, best = median_and_best_ms(work, runs)
    return Figure(name, median, "ms", target, runs, detail, best)
