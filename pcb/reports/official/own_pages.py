"""Our own layout of the form, set out from the registry: what its twelve pages draw, and where each box is.

It is a blank form like another: a template of our own fills it. It shows how one is made, and serves to try.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from pcb.reports.official.blank import Spot
from pcb.reports.rubrics import BY_NAME, RUBRICS, TABLES, Kind, Rubric, Table, of_form
from pcb.reports.rubrics.rubric import CODEPOSANT, DEPOSANT, ROLES

WIDTH, HEIGHT = 595.28, 841.89
_LEFT, _RIGHT, _TOP = 40.0, WIDTH - 40.0, HEIGHT - 66.0
_ALL = _RIGHT - _LEFT
_LABEL = 160.0
_ROW, _GAP = 16.0, 2.0
_PITCH = 28.0
"""Height of one line of a row that has several."""
_TALL = {"p11.cause": 110.0}
_CODES = {"p1.adresse.code_postal": 5}
"""Boxes with one cell a character."""

_ROWS = {
    "p3.autre_personne": 3,
    "p4.autre_personne": 3,
    "p4.vehicule": 3,
    "p4.compte": 4,
    "p5.autre_epargne": 2,
    "p5.autre_patrimoine": 3,
    "p7.diverses": 6,
    "p7.penales": 5,
    "p8.decouvert": 4,
    "p8.location": 3,
    "p9.immobilier": 4,
    "p11.autre_pret": 2,
    "p11.caution": 2,
}
"""Rows of our own where the number of the official form is not known."""

_SPLIT = {"p10.consommation": ((10, 1, 6), (11, 7, 2))}
"""Tables on two pages: page, first row, how many."""

_BEFORE = frozenset(name for name, table in TABLES.items() if table.wording.startswith("Patrimoine immobilier"))
"""Tables that come before the single rubrics of their page."""

_WIDTHS = {Kind.TEXT: 92.0, Kind.AMOUNT: 66.0, Kind.DATE: 60.0, Kind.NUMBER: 48.0, Kind.TICK: 66.0}
_WIDER = {"adresse": 152.0, "assureur_adresse": 150.0, "creancier": 120.0, "banque": 120.0, "iban": 300.0}


@dataclass(frozen=True, slots=True)
class Label:
    """A text of the blank form: ``x`` and base line ``y``; ``width`` to stay within."""

    text: str
    page: int
    x: float
    y: float
    width: float
    size: float = 8.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class OwnBox:
    """A box of the blank form. ``row`` is counted from 0; ``ticks`` are the squares of a choice."""

    rubric: Rubric
    row: int | None
    spot: Spot
    ticks: tuple[tuple[str, Spot], ...] = ()
    cells: int = 0


@dataclass(frozen=True, slots=True)
class OwnTable:
    """The rows of a table on one page, ``step`` points apart, and the place that says that it goes on."""

    table: Table
    first: int
    rows: int
    step: float
    columns: tuple[OwnBox, ...]
    more: Spot


@dataclass(slots=True)
class OwnPages:
    """What the blank form is made of."""

    labels: list[Label] = field(default_factory=list)
    boxes: list[OwnBox] = field(default_factory=list)
    tables: list[OwnTable] = field(default_factory=list)
    rules: list[Spot] = field(default_factory=list)


def own_pages() -> OwnPages:
    """The twelve pages, set out."""
    pages = OwnPages()
    for number in range(1, 13):
        _Page(pages, number).set_out()
    return pages


@dataclass(slots=True)
class _Page:
    pages: OwnPages
    number: int
    y: float = _TOP

    def set_out(self) -> None:
        self._say(f"Déclaration de surendettement — page {self.number} sur 12", _LEFT, HEIGHT - 44, 11, True)
        mine = [r for r in RUBRICS if r.page == self.number and of_form(r) and not r.table]
        tables = [t for t in TABLES.values() if t.page == self.number]
        for page, first, rows in _SPLIT["p10.consommation"]:
            if page == self.number:
                self._table(TABLES["p10.consommation"], first, rows)
        tables = [table for table in tables if table.name not in _SPLIT]
        before = [table for table in tables if table.name in _BEFORE]
        for table in before:
            self._table(table, 1, table.limit or _ROWS[table.name])
        for section, group in groupby(mine, key=lambda rubric: rubric.section):
            self._heading(section)
            for rubric in group:
                self._single(rubric)
        for table in tables:
            if table not in before:
                self._table(table, 1, table.limit or _ROWS[table.name])

    @property
    def _tight(self) -> bool:
        """Page 5 has many short tables."""
        return self.number == 5

    def _say(self, text: str, x: float, y: float, size: float = 8.0, bold: bool = False, width: float = _ALL) -> None:
        self.pages.labels.append(Label(text, self.number - 1, x, y, width, size, bold))

    def _heading(self, text: str) -> None:
        self.y -= 11 if self._tight else 15
        self._say(text, _LEFT, self.y, 9.5, True)
        self.y -= 4 if self._tight else 5
        self.pages.rules.append(Spot(self.number - 1, _LEFT, self.y + 1, _ALL, 0))

    def _single(self, rubric: Rubric) -> None:
        if rubric.kind is Kind.PRINTED:
            self._printed(rubric)
            return
        if f".{CODEPOSANT}." in rubric.name:
            return  # set beside that of the déposant
        twin = (
            BY_NAME.get(rubric.name.replace(f".{DEPOSANT}.", f".{CODEPOSANT}."))
            if f".{DEPOSANT}." in rubric.name
            else None
        )
        width = (_ALL - _LABEL - 6) / 2 if twin is not None else _ALL - _LABEL
        height = self._height(rubric, width)
        self.y -= height + _GAP
        label = rubric.wording.removesuffix(f" ({ROLES[0][1].lower()})")
        if rubric.kind is Kind.SIGNATURE:
            label = "Signature"
        self._say(label, _LEFT, self.y + height - 11, 8, width=_LABEL - 6)
        for rank, one in enumerate(one for one in (rubric, twin) if one is not None):
            spot = Spot(self.number - 1, _LEFT + _LABEL + rank * (width + 6), self.y, width, height)
            if twin is not None:
                self._whose(one, rank, spot)
            self._box(one, None, spot)

    def _whose(self, rubric: Rubric, rank: int, spot: Spot) -> None:
        """The two columns are named once under each heading."""
        named = [x for x in self.pages.labels if x.page == spot.page and x.text == ROLES[rank][1]]
        headings = [x.y for x in self.pages.labels if x.page == spot.page and x.size == 9.5]
        if not named or named[-1].y > headings[-1] + 1:
            self._say(ROLES[rank][1], spot.x, headings[-1], 8, True)

    def _printed(self, rubric: Rubric) -> None:
        self._say(rubric.wording, _LEFT, self.y - 12, 8, True)
        self._say(str(rubric.value(None, 0)), _LEFT, self.y - 26, 9)  # type: ignore[arg-type]
        self.y -= 62

    def _height(self, rubric: Rubric, width: float) -> float:
        if rubric.kind is Kind.SIGNATURE:
            return 44.0
        if rubric.kind is Kind.TICK:
            return max(_ROW, 12.0 * (1 + max(line for _, line, _ in _choices(rubric, width))) + 2)
        return _TALL.get(rubric.name, 14.0 if self._tight else _ROW)

    def _box(self, rubric: Rubric, row: int | None, spot: Spot) -> OwnBox:
        ticks: list[tuple[str, Spot]] = []
        if rubric.kind is Kind.TICK:
            for (code, words), (x, line, room) in zip(rubric.choices, _choices(rubric, spot.width), strict=True):
                y = spot.top - 10.5 - line * 12.0
                ticks.append((code, Spot(spot.page, spot.x + x, y, 8.0, 8.0)))
                self._say(words, spot.x + x + 10.5, y + 1.2, 7, width=room)
        box = OwnBox(rubric, row, spot, tuple(ticks), _CODES.get(rubric.name, 0))
        if row is None:
            self.pages.boxes.append(box)
        return box

    def _table(self, table: Table, first: int, rows: int) -> None:
        self._heading(table.wording + (" (suite)" if first > 1 else ""))
        lines = list(_in_lines(table))
        alone = len(lines) == 1
        step = 17.0 if self._tight else 22.0 if alone else len(lines) * _PITCH + 5
        height = 15.0 if self._tight else 19.0
        start = self.y - (9 if self._tight else 11 if alone else 2)
        columns: list[OwnBox] = []
        for row in range(rows):
            top = start - row * step
            self._say(str(first + row), _LEFT, top - 12, 7)
            for rank, line in enumerate(lines):
                for column, x, width in line:
                    under = top if alone else top - rank * _PITCH - 8
                    spot = Spot(self.number - 1, x, under - height, width, height)
                    box = self._box(column, row, spot)
                    if row == 0:
                        columns.append(box)
                    if not alone or row == 0:
                        self._say(column.wording, x, (start + 2 if alone else under + 1.5), 6.2, width=width)
        self.y = start - rows * step
        more = Spot(self.number - 1, _LEFT + 14, self.y - 9, _ALL - 14, 9.0)
        self.y -= 9 if self._tight else 11
        self.pages.tables.append(OwnTable(table, first, rows, step, tuple(columns), more))
        for row in range(1, rows):
            self.pages.boxes += [
                OwnBox(
                    box.rubric, row, box.spot.lower(row * step), tuple((c, s.lower(row * step)) for c, s in box.ticks)
                )
                for box in columns
            ]
        self.pages.boxes += columns


def _in_lines(table: Table) -> Iterator[list[tuple[Rubric, float, float]]]:
    """The columns of a table on as many lines as they need, with the left edge and the width of each."""
    room = _ALL - 14
    lines: list[list[tuple[Rubric, float]]] = [[]]
    used = 0.0
    for column in table.columns:
        width = _WIDER.get(column.name.rpartition(".")[2], _WIDTHS[column.kind])
        if lines[-1] and used + width > room:
            lines.append([])
            used = 0.0
        lines[-1].append((column, width))
        used += width
    for line in lines:
        stretched = (room - 3 * (len(line) - 1)) / sum(width for _, width in line)
        x, placed = _LEFT + 14, []
        for column, width in line:
            placed.append((column, x, width * stretched))
            x += width * stretched + 3
        yield placed


def _choices(rubric: Rubric, width: float) -> list[tuple[float, int, float]]:
    """For each choice: how far from the left of the box, on which line, the room of its words."""
    placed: list[tuple[float, int, float]] = []
    x, line = 3.0, 0
    for _, words in rubric.choices:
        room = 4.1 * len(words) + 2
        if placed and x + room + 10 > width:
            x, line = 3.0, line + 1
        placed.append((x, line, room))
        x += room + 16
    return placed
