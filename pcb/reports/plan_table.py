"""The plan as CSV: one line a debt and a month. Semicolons and decimal commas, as a French spreadsheet reads them."""

from __future__ import annotations

import csv
from io import StringIO

from pcb.domain.plan.model import Plan
from pcb.domain.plan.summary import days_of
from pcb.domain.wording import french_date
from pcb.reports.safe_cell import safe_text

TITLES = (
    "Créancier",
    "Traitement",
    "Mois",
    "Date",
    "Dû au début",
    "Intérêts du mois",
    "Versement",
    "dont intérêts",
    "dont capital",
    "Dû à la fin",
)


def render(plan: Plan) -> bytes:
    """The bytes of the file, in UTF-8 with its mark. On each line: dû à la fin = dû au début + intérêts − versement."""
    out = StringIO()
    # All is quoted: a spreadsheet set to commas must not find a formula after a comma in the name of a creditor.
    write = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerow
    write(TITLES)
    days = [french_date(day) for day in days_of(plan)]
    for debt, rows in zip(plan.request.debts, plan.schedules, strict=True):
        creditor = safe_text(debt.creditor)
        for month, (day, row) in enumerate(zip(days, rows, strict=True), 1):
            if row.opening:
                amounts = (row.opening, row.interest, row.payment, row.interest_part, row.principal_part, row.closing)
                write((creditor, debt.debt_class.label, month, day, *map(decimal_comma, amounts)))
    return "\ufeff".encode() + out.getvalue().encode()


def decimal_comma(cents: int) -> str:
    """``1234,56``: no separator of thousands, no sign of euro."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02d}"
