"""The plan as CSV and XLSX: read back, it gives the same cents again; no text of a case becomes a formula."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from pcb.domain.plan.model import DebtClass, Plan
from pcb.domain.plan.paliers import build
from pcb.domain.plan.summary import debt_summaries
from pcb.reports import plan_sheets, plan_table
from pcb.reports.plan_sheets import DEBTS, PALIERS, SCHEDULE
from pcb.reports.safe_cell import DANGEROUS, safe_text
from tests.domain.plan.households import random_request
from tests.domain.plan.plans import debt, plan
from tests.interview.hostile_values import FORMULAS
from tests.reports.recount import Recount

HOSTILE = (
    "=cmd()|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    " =1",
    "\n@x",
    "\x00=1",
    "O'Hara <b>&",
    "漢字 \ud800",
    *FORMULAS,
    *(
        f"{before}{sign}1"
        for before in ("", "'", "\u3000", "\u200b\u202e", "\ufeff ", "\n\u2028")
        for sign in DANGEROUS
    ),
)
PLANS = [made for seed in range(12) if isinstance(made := build(random_request(seed)), Plan)]
WITH_INTEREST = plan(debt("un", 123_456, "2.62"), debt("deux", 98_765, debt_class=DebtClass.LANDLORD), capacity=4_321)


def named(made: Plan) -> str:
    return f"{len(made.request.debts)} dettes, {made.months} mois"


def cents(text: str) -> int:
    whole, decimals = text.split(",")
    return int(whole) * 100 + int(decimals)


def lines(made: Plan) -> list[list[str]]:
    text = plan_table.render(made).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))[1:]


@pytest.mark.parametrize("made", [WITH_INTEREST, *PLANS], ids=named)
def test_each_line_of_the_csv_recounts_to_the_cents_of_the_plan(made: Plan) -> None:
    told = [list(map(cents, line[4:])) for line in lines(made)]
    wanted = [row for rows in made.schedules for row in rows if row.opening]
    assert [tuple(line) for line in told] == [row[:6] for row in wanted]
    for opening, interest, payment, interest_part, principal_part, closing in told:
        assert opening + interest - payment == closing
        assert interest_part + principal_part == payment


@pytest.mark.parametrize("made", [WITH_INTEREST, *PLANS[:4]], ids=named)
def test_the_formulas_of_the_workbook_recount_to_the_cents_of_the_plan(made: Plan) -> None:
    book = Recount(plan_sheets.render(made))
    line = 2
    for place, rows in enumerate(made.schedules):
        for row in rows:
            if not row.opening:
                break
            told = [book.value(SCHEDULE, f"{column}{line}") * 100 for column in "EFGHIJ"]
            assert told == list(row[:6]), (place, line)
            line += 1
    for number, told in enumerate(debt_summaries(made), 2):
        found = [book.value(DEBTS, f"{column}{number}") * 100 for column in "DEFGHI"]
        assert found == [told.opening, told.interest, told.paid, told.left, told.written_off, told.remains_due]
    last = len(made.request.debts) + 2
    assert book.value(DEBTS, f"G{last}") * 100 == made.left
    for number, palier in enumerate(made.paliers, 2):
        total = book.book[PALIERS].cell(number, 6 + len(palier.amounts)).coordinate
        assert book.value(PALIERS, total) * 100 == palier.total
        assert book.value(PALIERS, f"E{number}") == palier.months


def test_amounts_and_days_are_typed_cells_and_nothing_is_a_float() -> None:
    sheet = load_workbook(BytesIO(plan_sheets.render(WITH_INTEREST)))[SCHEDULE]
    assert sheet["D2"].is_date
    for column in "EFGH":
        assert sheet[f"{column}2"].data_type == "n", column
    assert sheet["E2"].number_format == '#,##0.00" €"'
    assert Decimal(str(sheet["E2"].value)) == Decimal("1234.56")
    assert b"1234.56</v>" in _xml(plan_sheets.render(WITH_INTEREST))


def _xml(content: bytes) -> bytes:
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as book:
        return b"".join(book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/"))


def test_no_creditor_of_a_hundred_hostile_ones_is_a_formula_in_a_spreadsheet() -> None:
    debts = [replace(debt(f"d{rank}", 10_000), creditor=name) for rank, name in enumerate(HOSTILE)]
    made = plan(*debts, capacity=10_000 * len(debts))
    book = load_workbook(BytesIO(plan_sheets.render(made)))
    texts = [book[PALIERS].cell(1, 6 + rank) for rank in range(len(debts))]
    texts += [book[name].cell(2 + rank, 1) for name in (SCHEDULE, DEBTS) for rank in range(len(debts))]
    assert len(texts) == 3 * len(HOSTILE) > 300
    assert all(cell.data_type == "s" for cell in texts)
    for text in (*(line[0] for line in lines(made)), *(str(cell.value) for cell in texts)):
        assert not re.sub(r"^[\s\u00ad\u200b-\u200f\u2028-\u202e\ufeff]+", "", text).startswith(DANGEROUS), repr(text)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_no_cell_of_the_csv_is_a_formula_whatever_separates_the_cells(delimiter: str) -> None:
    made = plan(replace(debt("x", 10_000), creditor="Crédit,=1+1;=1+1\t=1+1"), capacity=5_000)
    text = plan_table.render(made).decode("utf-8-sig")
    cells = [cell for line in csv.reader(StringIO(text, newline=""), delimiter=delimiter) for cell in line]
    assert len(cells) > 2
    assert [cell for cell in cells if cell.startswith(DANGEROUS)] == []


def test_ordinary_texts_are_left_as_they_are_and_what_is_too_long_says_so() -> None:
    assert safe_text("Crédit « L’Astarac » & Fils") == "Crédit « L’Astarac » & Fils"
    assert safe_text("") == ""
    assert safe_text("=1") == "'=1"
    assert len(safe_text("é" * 40_000)) <= 32_767
    assert safe_text("é" * 40_000).endswith("[coupé]")
    assert safe_text("é" * 32_767) == "é" * 32_767


def test_a_workbook_passes_through_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """openpyxl wrote each sheet, in the clear, in the temporary folder."""

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("un fichier temporaire")

    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", opened)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", opened)
    assert load_workbook(BytesIO(plan_sheets.render(WITH_INTEREST))).sheetnames == [PALIERS, DEBTS, SCHEDULE]
