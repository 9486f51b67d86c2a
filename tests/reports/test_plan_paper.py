"""The plan on paper: what is paid, what is left, the proof, and a schedule that recounts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pcb.domain.plan.checks import check
from pcb.domain.plan.model import Fault, Plan, SharingRule
from pcb.reports import plan_paper
from pcb.reports.blocks import Chart
from tests.domain.plan.plans import debt, plan
from tests.reports.reading import searched, spoken

DAY = date(2026, 3, 16)
MADE = plan(debt("habitat", 123_456), debt("banque", 987_654, "2.62"), capacity=4_321)


def paper(made: Plan | None, faults: tuple[Fault, ...] = ()) -> bytes:
    request = made.request if made else MADE.request
    return plan_paper.render("Dossier 2026-0042", DAY, request, made, faults, check(made) if made else ())


def test_the_paper_says_what_is_paid_what_is_left_and_that_nobody_decided_it() -> None:
    told = searched(paper(MADE))
    for expected in ("43,21 €", "84 mois", "proposition", "Habitat", "Dossier 2026-0042", "L. 733-4"):
        assert expected in told, expected
    assert "2,62 %" in told


def test_the_same_facts_give_the_same_bytes() -> None:
    assert paper(MADE) == paper(MADE)


def test_every_line_of_the_schedule_recounts() -> None:
    """Months without interest are said together: dû après = dû avant + intérêts − versement × mois."""
    document = plan_paper.compose("x", DAY, MADE.request, MADE, (), check(MADE))
    seen = 0
    for block in document.blocks:
        rows = getattr(block, "rows", ())
        if getattr(block, "row_titles", ()) != (0, 1):
            continue
        for row in rows:
            months, _, before, interest, payment, after = map(str, row.cells)
            first, _, last = months.partition(" à ")
            number = int(last) - int(first) + 1 if last else 1
            each = cents(payment.partition("× ")[2] or payment)
            assert cents(before) + cents(interest) * number - each * number == cents(after)
            seen += number
    assert seen == sum(1 for rows in MADE.schedules for row in rows if row.opening)


def cents(text: str) -> int:
    return int(re.sub(r"[^\d]", "", text))


def test_without_a_plan_the_paper_says_why_with_the_article() -> None:
    told = spoken(paper(None, (Fault("no_capacity", "La capacité est nulle.", "C. conso. art. L. 724-1"),)))
    assert "Aucun plan ne peut être construit" in told
    assert "La capacité est nulle." in told
    assert "L. 724-1" in told


def test_a_creditor_with_markup_is_printed_as_typed() -> None:
    made = plan(replace(debt("x", 10_000), creditor="O'Hara <b>& Fils"), capacity=5_000)
    assert "O'Hara <b>& Fils" in searched(paper(made))


def test_a_plan_of_more_paliers_than_a_page_can_draw_is_still_written() -> None:
    """A drawing is never cut: one taller than a page would be tried on page after page, for ever."""
    debts = [debt(f"créancier {n}", 10_000 + 137 * n) for n in range(40)]
    made = plan(*debts, capacity=9_000, rule=SharingRule.SMALLEST_FIRST)
    assert len(made.paliers) > plan_paper.BARS_AT_MOST
    document = plan_paper.compose("x", DAY, made.request, made, (), check(made))
    assert not any(isinstance(block, Chart) for block in document.blocks)
    assert paper(made).startswith(b"%PDF-")
