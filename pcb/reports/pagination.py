"""Which page each block begins on: titles stay with what they announce, a table is not cut for a little white, and a
section does not end on a page that is almost empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pcb.reports.layout import Laid
from pcb.reports.sheets import BOTTOM, TOP, Sheets

_PAGE = float(TOP - BOTTOM)
_LOSS = _PAGE * 0.2
"""What may stay white at the foot of a page so that a table, with its heading, is not cut."""

_TIGHTER = 0.7
"""How much of the white between blocks and rows is left in a section that is drawn tighter."""

_SAVED = _PAGE * 0.08
"""About what that saves on each page."""

_SHORT = _PAGE * 0.25
"""A second page that holds less than this is worth the try: it may be there for one block that moved whole."""


def fill_pages(sheets: Sheets, blocks: list[Laid]) -> None:
    """Draw the blocks one after the other, on as many pages as needed. Each section starts a page; one whose last page
    would hold but a few lines is drawn tighter when that spares the page."""
    for section in _sections(blocks):
        first = len(sheets.sheets)
        used = _fill(sheets, section, _LOSS)
        count = len(sheets.sheets) - first
        if count == 1 or used > (_SHORT if count == 2 else _SAVED * (count - 1)):
            continue
        _again(sheets, section, first, _TIGHTER)
        _fill(sheets, section, 0.0)
        if len(sheets.sheets) - first == count:
            _again(sheets, section, first, 1 / _TIGHTER)
            _fill(sheets, section, _LOSS)


def _sections(blocks: list[Laid]) -> Iterator[list[Laid]]:
    section: list[Laid] = []
    for block in blocks:
        if block.new_page and any(before.rows for before in section):
            yield section
            section = []
        section.append(block)
    yield section


def _again(sheets: Sheets, section: list[Laid], first: int, gaps: float) -> None:
    sheets.withdraw(first)
    for block in section:
        block.again(gaps)


def _fill(sheets: Sheets, blocks: list[Laid], loss: float) -> float:
    """Draw a section and return what it uses of its last page. ``loss``: see :data:`_LOSS`."""
    sheets.new_page()
    top, fresh = sheets.top, True
    for position, block in enumerate(blocks):
        room = top - block.before - sheets.bottom
        if not fresh and (
            _needed(blocks, position) > room or (room < loss and _better_whole(blocks, position, room, sheets))
        ):
            sheets.new_page()
            top, fresh = sheets.top, True
        if not fresh:
            top -= block.before
        while True:
            top = block.draw(sheets, top, fresh)
            if block.done:
                break
            sheets.new_page()
            top, fresh = sheets.top, True
        fresh = fresh and not block.rows
        top -= block.after
    return float(sheets.top - top)


def _needed(blocks: list[Laid], position: int) -> float:
    """The height that a block needs here: its own beginning and, for a title, the beginning of what it announces."""
    return _together(_chain(blocks, position), lambda block: block.least)


def _better_whole(blocks: list[Laid], position: int, room: float, sheets: Sheets) -> bool:
    """Whether a table, with its heading, would be cut here and not on the next page."""
    if position and blocks[position - 1].keeps:
        return False
    chain = list(_chain(blocks, position))
    return bool(chain[-1].titles) and room < _together(chain, lambda block: block.height) <= sheets.top - sheets.bottom


def _together(blocks: Iterable[Laid], height: Callable[[Laid], float]) -> float:
    total = 0.0
    for block in blocks:
        total += height(block) + (block.before if total else 0.0) + (block.after if block.keeps else 0.0)
    return total


def _chain(blocks: list[Laid], position: int) -> Iterator[Laid]:
    for block in blocks[position:]:
        yield block
        if not block.keeps:
            return
