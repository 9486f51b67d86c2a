"""« Sommaire »: what a document contains, each line with the number of the page where it begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from pcb.reports.blocks import Contents, ContentsLine
from pcb.reports.layout import Entry, Laid, LaidCell, LaidRow
from pcb.reports.sheets import BODY_WIDTH, LEFT, Sheets
from pcb.reports.tagging import Tag
from pcb.reports.text import Style, Typesetter

_LINE, _DETAIL = Style(10, 13.5), Style(9, 12)
_NUMBER = 34.0
_INDENT = 14.0


def set_contents(block: Contents, root: Tag, typesetter: Typesetter) -> Laid:
    """The lines, each an item of a table of contents (ISO 32000-1, 14.8.4.2)."""
    listed = root.child("TOC")
    return Laid([_row(line, listed.child("TOCI"), typesetter) for line in block.lines], before=3, after=7)


def _row(line: ContentsLine, item: Tag, typesetter: Typesetter) -> LaidRow:
    style = _DETAIL if line.detail else _LINE
    indent = _INDENT if line.detail else 0.0
    width = BODY_WIDTH - _NUMBER - indent
    named = item.child("P")
    lines = typesetter.lay_out(line.label, style, width - 12)
    entries = tuple(Entry(laid, style, named) for laid in lines)
    number = item.child("P")
    closing = partial(_number, line, number, style, len(lines), typesetter)
    return LaidRow((LaidCell(LEFT + indent, width, entries),), padding=1 if line.detail else 2.5, closing=closing)


def _number(
    line: ContentsLine, tag: Tag, style: Style, lines: int, typesetter: Typesetter, sheets: Sheets, top: float
) -> None:
    """The page number at the end of the last line of the label, and a thin rule that leads to it."""
    top -= style.leading * (lines - 1)
    base = top - style.leading + 3.0
    sheets.rule(LEFT, top - style.leading - 0.5, BODY_WIDTH, grey=0.85, thickness=0.4)
    sheets.later(tag, _settled(line, style, base, typesetter, sheets))


def _settled(
    line: ContentsLine, style: Style, base: float, typesetter: Typesetter, sheets: Sheets
) -> Callable[[Mapping[str, int]], list[str]]:
    def draw(pages: Mapping[str, int]) -> list[str]:
        laid = typesetter.lay_out(str(pages[line.anchor]), Style(style.size, style.leading, tabular=True), _NUMBER)[0]
        return [sheets.shown(laid, style, LEFT + BODY_WIDTH - laid.width, base)]

    return draw
