"""The form filled: every value in its box, and on the annex what has none or does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pcb.domain.answers import NoAnswer
from pcb.domain.case import JOINT, Case
from pcb.domain.money import Money
from pcb.domain.wording import plural
from pcb.reports.blocks import Block
from pcb.reports.content.declaration import TITLE
from pcb.reports.official.annex import Annex, Entry, Rows
from pcb.reports.official.blank import Blank, Spot
from pcb.reports.official.drawing import Pen, amount_parts, date_parts
from pcb.reports.official.laying import laid_over
from pcb.reports.official.reading import read_template
from pcb.reports.official.template import Box, Place, Template
from pcb.reports.official.values import in_cells, in_words
from pcb.reports.render import drawn_over
from pcb.reports.rubrics import RUBRICS, TABLES, Facts, Kind, Rubric, Table, Value, of_form
from pcb.reports.sheets import Sheets
from pcb.reports.text import Typesetter

_MARKS = (
    "voir feuille annexe, renvoi n° {}",
    "feuille annexe, renvoi n° {}",
    "annexe, renvoi n° {}",
    "renvoi n° {}",
    "n° {}",
    "{}",
)
_FOOT = 11.0
"""Height of a line written at the foot of a page that has no place for it."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The pages of the form, as a PDF, and what its annex says (nothing when all fits)."""

    pages: bytes
    annex: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class FormToFill:
    """A blank form that was taken in, as plain data: its pages without fields, what was read of them, its template."""

    content: bytes
    found: Mapping[str, Any]
    template: str


def fill_form(form: FormToFill, case: Case, day: date) -> FilledForm:
    """The form filled with a case, of which only the answers that count are given. It can be done in a process apart:
    the same form, case and day give the same bytes. Raises :class:`FaultyTemplate`."""
    blank = Blank.of(form.found)
    return fill(form.content, blank, read_template(form.template, blank), Facts.of(case, day))


def fill(content: bytes, blank: Blank, template: Template, facts: Facts) -> FilledForm:
    """The form ``content`` filled from ``facts``. The same facts give the same bytes."""
    filling = _Filling(blank, template, facts, Annex(template.title))
    width = max(page[0] for page in blank.pages)
    height = max(page[1] for page in blank.pages)
    over = drawn_over(len(blank.pages), width, height, filling.draw)
    return FilledForm(laid_over(content, over, template.title or TITLE), filling.annex.blocks())


@dataclass(slots=True)
class _Filling:
    blank: Blank
    template: Template
    facts: Facts
    annex: Annex
    feet: dict[int, int] = field(default_factory=dict)

    def draw(self, sheets: Sheets, typesetter: Typesetter) -> None:
        pen = Pen(sheets, typesetter, self.template.size, self.template.floor)
        for box in self.template.boxes:
            self._box(pen, box)
        self._more_rows(pen)
        self._without_a_box()
        if self._joint():
            self.annex.joint = True
        if self.annex.has_unreferred:
            self._at_the_foot(pen, 0, "Ce formulaire est complété par ses feuilles annexes, jointes à la suite.")

    def _value(self, rubric: Rubric, row: int | None) -> Value:
        return rubric.value(self.facts, row or 0)

    def _box(self, pen: Pen, box: Box) -> None:
        given = [(rubric, row, value) for rubric, row in box.rubrics if (value := self._value(rubric, row)) is not None]
        if not given:
            return
        rubric, row, value = given[0]
        if box.ticks:
            self._tick(pen, box, rubric, row, value)
        elif box.parts:
            self._parts(pen, box, rubric, row, value)
        elif box.place is not None and rubric.kind is not Kind.PRINTED:
            text = box.join.join(in_words(rubric, value, box.unit) for rubric, _, value in given)
            alone = len(given) == 1
            written = in_cells(value, text, box.place.cells) if box.place.cells and alone else text
            one_line = alone and isinstance(value, Money | date)
            if not pen.write(box.place, written, right=box.right, size=box.size, one_line=one_line):
                self._refer(pen, box.place, rubric, row, text)

    def _tick(self, pen: Pen, box: Box, rubric: Rubric, row: int | None, value: Value) -> None:
        place = box.ticks.get(str(value)) if not isinstance(value, NoAnswer) else None
        if place is not None:
            pen.tick(place)
        elif value != "non":  # a form with a box for « oui » alone says « non » by leaving it empty
            self.annex.unplaced(rubric, row, in_words(rubric, value))

    def _parts(self, pen: Pen, box: Box, rubric: Rubric, row: int | None, value: Value) -> None:
        cut: dict[str, str] = {}
        if isinstance(value, date):
            cut = date_parts(value)
        elif isinstance(value, Money):
            cut = amount_parts(value)
        short = "year" in box.parts and 0 < box.parts["year"].cells < 4
        if short and cut:
            cut["year"] = cut["year"][-box.parts["year"].cells :]
        tried = [pen.write(box.parts[part], text, right=part == "euros", one_line=True) for part, text in cut.items()]
        if not tried or not all(tried):
            self.annex.unplaced(rubric, row, in_words(rubric, value))

    def _refer(self, pen: Pen, place: Place, rubric: Rubric, row: int | None, text: str) -> None:
        """Say in the box that the text is on the annex, by a number."""
        number = self.annex.refer(Entry(rubric, row, text))
        bare = Place(place.spots)
        small = Pen(pen.sheets, pen.typesetter, min(pen.size, 8.0), min(pen.floor, 4.0))
        for mark in _MARKS:
            written = mark.format(number)
            if pen.write(bare, written) or (mark == _MARKS[-1] and small.write(bare, written)):
                return
        self.annex.has_unreferred = True

    def _more_rows(self, pen: Pen) -> None:
        """Rows that the page has no room for go to a continuation sheet that the page names."""
        placed = self.template.placed()
        for table in TABLES.values():
            mapped = {row for name, row in placed if row is not None and name.startswith(f"{table.name}.")}
            count = table.count(self.facts)
            more = [row for row in range(count) if row not in mapped]
            if not more or (not mapped and table.name in self.template.ignored):
                continue
            number = self.annex.refer(Rows(table, tuple((row, self._row(table, row)) for row in more)))
            lines = plural(len(more), "autre ligne", "autres lignes")
            text = f"Suite : feuille annexe, renvoi n° {number} ({lines})"
            if not mapped:
                self.annex.has_unreferred = True
            elif table.name not in self.template.more or not pen.write(self.template.more[table.name], text):
                self._at_the_foot(pen, self._page_of(table), f"{table.wording}. {text}")

    def _row(self, table: Table, row: int) -> tuple[str, ...]:
        return tuple(in_words(column, column.value(self.facts, row)) for column in table.columns)

    def _page_of(self, table: Table) -> int:
        pages = [
            spot.page
            for box in self.template.boxes
            if box.rubrics[0][0].table == table.name
            for place in (box.place, *box.parts.values(), *box.ticks.values())
            if place is not None
            for spot in place.spots
        ]
        return max(pages, default=0)

    def _at_the_foot(self, pen: Pen, page: int, text: str) -> None:
        """A line at the foot of the page, on white, above those already there."""
        width, _ = self.blank.pages[page]
        rank = self.feet[page] = self.feet.get(page, 0) + 1
        spot = Spot(page, 24.0, 6.0 + (rank - 1) * _FOOT, width - 48.0, _FOOT)
        pen.sheets.turn_to(page)
        pen.sheets.current.operators.append(f"1 g {spot.x:.2f} {spot.y:.2f} {spot.width:.2f} {spot.height:.2f} re f")
        if not Pen(pen.sheets, pen.typesetter, 8.0, 4.0).write(Place((spot,)), text):
            self.annex.has_unreferred = True

    def _without_a_box(self) -> None:
        """What was told and has no box on this form; nothing is lost."""
        placed = self.template.placed()
        mapped_rows = {(name.partition(".*.")[0], row) for name, row in placed if row is not None}
        for rubric in RUBRICS:
            if rubric.kind in (Kind.PRINTED, Kind.SIGNATURE) or not of_form(rubric):
                continue
            if {rubric.name, rubric.table} & self.template.ignored:
                continue
            rows: list[int | None] = [None]
            if rubric.table:
                rows = [row for name, row in sorted(mapped_rows, key=str) if name == rubric.table]
            for row in rows:
                if (rubric.name, row) in placed:
                    continue
                value = self._value(rubric, row)
                if value is not None and value != "non":
                    self.annex.unplaced(rubric, row, in_words(rubric, value))

    def _joint(self) -> bool:
        """Whether something that belongs to both stands in one of the two columns."""
        case = self.facts.case
        owners = [income.owner for income in case.incomes] + [expense.owner for expense in case.expenses]
        owners += [account.owner for account in case.accounts if account.kind.is_savings]
        return self.facts.codeposant is not None and JOINT in owners
