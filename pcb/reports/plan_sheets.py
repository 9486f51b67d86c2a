"""The plan as a workbook (XLSX): numbers are numbers, and each sum is a formula that gives the same cents again."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from pcb.domain.plan.model import Plan
from pcb.domain.plan.summary import days_of, debt_summaries, palier_summaries
from pcb.domain.wording import french_number
from pcb.reports.plan_table import TITLES
from pcb.reports.safe_cell import safe_text

EUROS = '#,##0.00" €"'
DAYS = "dd/mm/yyyy"
SCHEDULE, DEBTS, PALIERS = "Échéancier", "Dettes", "Paliers"


def render(plan: Plan) -> bytes:
    """The bytes of the workbook: paliers, debts, and the schedule line by line. The same plan gives the same facts."""
    book = Workbook()
    assert book.active is not None  # noqa: S101 - a new workbook has a sheet
    book.remove(book.active)
    places = _schedule(book.create_sheet(SCHEDULE), plan)
    _debts(book.create_sheet(DEBTS, 0), plan, places)
    _paliers(book.create_sheet(PALIERS, 0), plan)
    made = datetime.combine(plan.request.decided_on, datetime.min.time())
    book.properties.created = book.properties.modified = made
    book.properties.title, book.properties.creator = "Plan de remboursement", "pcb"
    book.properties.language = "fr-FR"
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return out.getvalue()


class _InMemory(ExcelWriter):
    """Writes each sheet in memory: openpyxl itself writes it, in the clear, in a file of the temporary folder."""

    def write_worksheet(self, ws: Any) -> None:
        """The sheet, which has neither chart nor picture."""
        ws._drawing = SpreadsheetDrawing()
        writer: Any = WorksheetWriter(ws, BytesIO())
        writer.write()
        ws._rels = writer._rels
        archive: ZipFile = self._archive  # type: ignore[attr-defined]
        archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


def _paliers(sheet: Worksheet, plan: Plan) -> None:
    debts = plan.request.debts
    _titles(sheet, ("Du mois", "Au mois", "Du", "Au", "Mois", *(debt.creditor for debt in debts), "Total par mois"))
    last = get_column_letter(5 + len(debts))
    for line, told in enumerate(palier_summaries(plan), 2):
        palier = told.palier
        _number(sheet, line, 1, palier.first_month)
        _number(sheet, line, 2, palier.last_month)
        _put(sheet, line, 3, told.first_day, DAYS)
        _put(sheet, line, 4, told.last_day, DAYS)
        _formula(sheet, line, 5, f"=B{line}-A{line}+1", "0")
        for column, amount in enumerate(palier.amounts, 6):
            _amount(sheet, line, column, amount)
        _formula(sheet, line, 6 + len(debts), f"=SUM(F{line}:{last}{line})", EUROS)
    sheet.freeze_panes = "F2"


def _debts(sheet: Worksheet, plan: Plan, places: list[tuple[int, int]]) -> None:
    """The sums are taken from the lines of the schedule: from ``first`` to ``last`` for each debt."""
    columns = ("Créancier", "Traitement", "Taux annuel", "Dû au début", "Intérêts", "Versé", "Non payé à la fin")
    _titles(sheet, (*columns, "dont effacé", "dont restant dû"))
    summaries = debt_summaries(plan)
    for line, (told, (first, last)) in enumerate(zip(summaries, places, strict=True), 2):
        _text(sheet, line, 1, told.debt.creditor)
        _text(sheet, line, 2, told.debt.debt_class.label)
        _text(sheet, line, 3, f"{french_number(told.debt.rate * 100)} %")
        _formula(sheet, line, 4, f"='{SCHEDULE}'!E{first}", EUROS)
        _formula(sheet, line, 5, f"=SUM('{SCHEDULE}'!F{first}:F{last})", EUROS)
        _formula(sheet, line, 6, f"=SUM('{SCHEDULE}'!G{first}:G{last})", EUROS)
        _formula(sheet, line, 7, f"=ROUND(D{line}+E{line}-F{line},2)", EUROS)
        _amount(sheet, line, 8, told.written_off)
        _amount(sheet, line, 9, told.remains_due)
    end = len(summaries) + 1
    _text(sheet, end + 1, 1, "Total")
    for column in "DEFGHI":
        cell = _formula(sheet, end + 1, ord(column) - 64, f"=SUM({column}2:{column}{end})", EUROS)
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"


def _schedule(sheet: Worksheet, plan: Plan) -> list[tuple[int, int]]:
    """One line a debt and a month while it owes something; the first and last line of each debt."""
    _titles(sheet, TITLES)
    days, line, places = days_of(plan), 2, []
    for debt, rows in zip(plan.request.debts, plan.schedules, strict=True):
        first = line
        for month, (day, row) in enumerate(zip(days, rows, strict=True), 1):
            if not row.opening:
                break
            _text(sheet, line, 1, debt.creditor)
            _text(sheet, line, 2, debt.debt_class.label)
            _number(sheet, line, 3, month)
            _put(sheet, line, 4, day, DAYS)
            if line == first:
                _amount(sheet, line, 5, row.opening)
            else:
                _formula(sheet, line, 5, f"=J{line - 1}", EUROS)
            for column, cents in ((6, row.interest), (7, row.payment), (8, row.interest_part)):
                _amount(sheet, line, column, cents)
            _formula(sheet, line, 9, f"=ROUND(G{line}-H{line},2)", EUROS)
            _formula(sheet, line, 10, f"=ROUND(E{line}+F{line}-G{line},2)", EUROS)
            line += 1
        places.append((first, line - 1))
    sheet.freeze_panes = "E2"
    return places


def _titles(sheet: Worksheet, titles: tuple[str, ...]) -> None:
    for column, title in enumerate(titles, 1):
        cell = _text(sheet, 1, column, title)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = 32 if column == 1 and title == "Créancier" else 15


def _put(sheet: Worksheet, line: int, column: int, value: Any, shown: str = "General") -> Cell:
    cell = sheet.cell(line, column)
    assert isinstance(cell, Cell)  # noqa: S101 - no cell is merged here
    cell.value = value
    cell.number_format = shown
    return cell


def _text(sheet: Worksheet, line: int, column: int, text: str) -> Cell:
    cell = _put(sheet, line, column, safe_text(text))
    cell.data_type = "s"  # whatever its first character is
    return cell


def _formula(sheet: Worksheet, line: int, column: int, formula: str, shown: str) -> Cell:
    """Formulas are written here alone: none is made of a text of the case."""
    return _put(sheet, line, column, formula, shown)


def _amount(sheet: Worksheet, line: int, column: int, cents: int) -> Cell:
    return _put(sheet, line, column, Decimal(cents) / 100, EUROS)


def _number(sheet: Worksheet, line: int, column: int, number: int) -> Cell:
    return _put(sheet, line, column, number, "0")
