"""Blocks set out as rows of cells of lines, and cut where a page ends. Nothing is ever shortened: a row that does not
fit goes to the next page; a row taller than a good part of the page is cut between two lines. Which page a block begins
on is for :mod:`pcb.reports.pagination`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

from pcb.reports.sheets import BODY_WIDTH, BOTTOM, LEFT, TOP, Sheets
from pcb.reports.tagging import Tag
from pcb.reports.text import Line, Style

_WHOLE = 110.0
"""A block no higher than this is never cut."""

_TALL = (TOP - BOTTOM) * 0.3
"""A row higher than this may be cut by the end of a page; a smaller one moves whole."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, its style and the element that it belongs to."""

    line: Line
    style: Style
    tag: Tag


@dataclass(frozen=True, slots=True)
class LaidCell:
    x: float
    width: float
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class LaidRow:
    """Cells side by side. ``fill`` is a grey behind them, ``rule`` the thickness of the line above them; a row that
    ``leads`` does not stay alone at the foot of a page; one that is ``together`` with the next goes where it goes.
    ``drawing``, given the top of the row, adds a picture before its text, and ``closing`` after it."""

    cells: tuple[LaidCell, ...]
    padding: float = 0.0
    fill: float | None = None
    rule: float = 0.0
    leads: bool = False
    together: bool = False
    at_least: float = 0.0
    drawing: Callable[[Sheets, float], None] | None = None
    closing: Callable[[Sheets, float], None] | None = None
    drawn: list[int] = field(default_factory=list)  # how many lines of each cell are on paper
    _whole: float = -1.0  # the height before anything is drawn, once it was asked

    def __post_init__(self) -> None:
        self.rewind()

    def rewind(self) -> None:
        """Be ready to be drawn again, as the column titles are on each page."""
        self.drawn = [0] * len(self.cells)

    @property
    def height(self) -> float:
        """What is still to be drawn, with its padding."""
        if any(self.drawn):
            return self._height()
        if self._whole < 0:
            self._whole = self._height()
        return self._whole

    def _height(self) -> float:
        lines = (
            sum(entry.style.leading for entry in cell.entries[done:])
            for cell, done in zip(self.cells, self.drawn, strict=True)
        )
        return max(max(lines, default=0.0), self.at_least) + 2 * self.padding

    def again(self, gaps: float) -> None:
        """Be ready to be drawn anew, with the white above and below its text times ``gaps``."""
        self.rewind()
        self.padding *= gaps
        self._whole = -1.0

    @property
    def least(self) -> float:
        """The height without which it is not worth beginning."""
        height = self.height
        return height if height <= _TALL else 3 * 14 + 2 * self.padding


@dataclass(slots=True)
class Laid:
    """A block ready to be drawn. ``titles`` are the rows repeated on each page; ``keeps`` it with the next block; one
    that ``opens`` starts the numbering of the pages again."""

    rows: list[LaidRow]
    titles: list[LaidRow] = field(default_factory=list)
    before: float = 0.0
    after: float = 0.0
    keeps: bool = False
    new_page: bool = False
    bar: bool = False
    closing_rule: float = 0.0
    bookmark: tuple[int, str] | None = None
    anchor: str = ""
    opens: bool = False
    index: int = 0
    titled: bool = False

    @property
    def height(self) -> float:
        """The height of the whole block, as if no page ended."""
        return sum(row.height for row in (*self.titles, *self.rows))

    @property
    def least(self) -> float:
        """The height below which it must not begin on this page."""
        if not self.rows:
            return 0.0
        height = sum(row.height for row in self.rows)
        return sum(row.height for row in self.titles) + (height if height <= _WHOLE else self._with_follower(0))

    def _with_follower(self, index: int) -> float:
        row = self.rows[index]
        if row.together:
            return self._whole_item(index)
        follower = index + 1 < len(self.rows) and (row.leads or index + 2 == len(self.rows))
        return row.least + (self.rows[index + 1].least if follower else 0.0)

    def _whole_item(self, index: int) -> float:
        """The height of the rows that go together, but of no more than part of a page."""
        height = 0.0
        for row in self.rows[index:]:
            height += row.least
            if not row.together or height > _TALL * 2:
                break
        return height

    def draw(self, sheets: Sheets, top: float, fresh: bool) -> float:
        """Draw what fits above the bottom margin and return where it ended. ``fresh``: nothing is on this page yet."""
        start = top
        if self.index == 0:
            if self.bookmark:
                sheets.bookmark(*self.bookmark, top)
            if self.anchor:
                sheets.anchor(self.anchor)
            if self.opens:
                sheets.current.opens = True
        for row in self.titles:
            top = _drawn_row(sheets, row, top, row.height, as_artifact=self.titled)
            row.rewind()
        self.titled = True
        while self.index < len(self.rows):
            row = self.rows[self.index]
            room = top - sheets.bottom
            if row.height <= room and (fresh or self._with_follower(self.index) <= room):
                top = _drawn_row(sheets, row, top, row.height)
                self.index += 1
                fresh = False
                continue
            if row.height > _TALL and (fresh or room >= row.least):
                if not row.cells and row.height > room and fresh:
                    raise ValueError(f"un dessin de {row.height:.0f} points ne tient sur aucune page")
                top = _drawn_row(sheets, row, top, room)
            break
        if self.bar:
            sheets.box(LEFT, start, 3, start - top, 0.15)
        if self.done and self.closing_rule:
            sheets.rule(LEFT, top, BODY_WIDTH, grey=0.3, thickness=self.closing_rule)
        return top

    @property
    def done(self) -> bool:
        return self.index >= len(self.rows)

    def again(self, gaps: float) -> None:
        """Be ready to be drawn again from the start, with the white around the block and in its rows times ``gaps``."""
        self.index, self.titled = 0, False
        self.before, self.after = self.before * gaps, self.after * gaps
        for row in (*self.titles, *self.rows):
            row.again(gaps)


def _drawn_row(sheets: Sheets, row: LaidRow, top: float, room: float, as_artifact: bool = False) -> float:
    """Draw the part of a row that fits in ``room`` and return the new top."""
    parts = [
        _fitting(cell.entries, done, room - 2 * row.padding) for cell, done in zip(row.cells, row.drawn, strict=True)
    ]
    used = max(max((height for _, height in parts), default=0.0), row.at_least) + 2 * row.padding
    if row.fill is not None:
        sheets.box(LEFT, top, BODY_WIDTH, used, row.fill)
    if row.rule:
        sheets.rule(LEFT, top, BODY_WIDTH, grey=0.7 if row.rule < 0.6 else 0.2, thickness=row.rule)
    begins = not any(row.drawn)
    if row.drawing and begins:
        row.drawing(sheets, top - row.padding)
    for index, (cell, (end, _)) in enumerate(zip(row.cells, parts, strict=True)):
        y = top - row.padding
        for tag, group in groupby(cell.entries[row.drawn[index] : end], key=lambda entry: entry.tag):
            lines = [(entry.line, entry.style) for entry in group]
            sheets.lines(None if as_artifact else tag, lines, cell.x, y, cell.width)
            y -= sum(style.leading for _, style in lines)
        row.drawn[index] = end
    if row.closing and begins:
        row.closing(sheets, top - row.padding)
    return top - used


def _fitting(entries: tuple[Entry, ...], start: int, room: float) -> tuple[int, float]:
    """Where the lines that fit in ``room`` end, and their height; always one line at least."""
    height, end = 0.0, start
    while end < len(entries) and (end == start or height + entries[end].style.leading <= room + 0.01):
        height += entries[end].style.leading
        end += 1
    return end, height
