"""A spreadsheet that recounts a workbook: the few formulas that ours has, evaluated from its typed cells alone."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

_CELL = re.compile(r"(?:'(?P<sheet>[^']+)'!)?(?P<column>[A-Z]+)(?P<line>\d+)")
_SUM = re.compile(r"SUM\((?:'(?P<sheet>[^']+)'!)?(?P<a>[A-Z]+)(?P<first>\d+):(?P<b>[A-Z]+)(?P<last>\d+)\)")
_ROUND = re.compile(r"ROUND\((?P<inside>[^,]+),2\)")


class Recount:
    """The value of any cell, its formulas computed in decimals."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = load_workbook(BytesIO(content))
        self._cells = {
            sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}
            for sheet in self.book.worksheets
        }
        self._known: dict[tuple[str, str], Decimal] = {}

    def value(self, sheet: str, cell: str) -> Decimal:
        if (sheet, cell) not in self._known:
            found = self._cells[sheet][cell]
            formula = isinstance(found, str) and found.startswith("=")
            self._known[sheet, cell] = self._formula(sheet, found[1:]) if formula else Decimal(str(found))
        return self._known[sheet, cell]

    def _formula(self, sheet: str, text: str) -> Decimal:
        if rounded := _ROUND.fullmatch(text):
            return self._formula(sheet, rounded["inside"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
        if summed := _SUM.fullmatch(text):
            there = summed["sheet"] or sheet
            columns = range(column_index_from_string(summed["a"]), column_index_from_string(summed["b"]) + 1)
            lines = range(int(summed["first"]), int(summed["last"]) + 1)
            return sum((self.value(there, f"{get_column_letter(c)}{n}") for c in columns for n in lines), Decimal(0))
        total = Decimal(0)
        for sign, term in re.findall(r"([+-]?)((?:'[^']+'!)?[A-Z]+\d+|\d+)", text):
            total += (-1 if sign == "-" else 1) * self._term(sheet, term)
        assert re.sub(r"([+-]?)((?:'[^']+'!)?[A-Z]+\d+|\d+)", "", text) == "", text
        return total

    def _term(self, sheet: str, term: str) -> Decimal:
        if term.isdecimal():
            return Decimal(term)
        found = _CELL.fullmatch(term)
        assert found, term
        return self.value(found["sheet"] or sheet, f"{found['column']}{found['line']}")
