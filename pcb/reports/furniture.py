"""The head and the foot of the pages of a paper in its own size of type: nothing there is smaller than the rest says.

They are artifacts: what they say is also in the document.
"""

from __future__ import annotations

from pcb.reports.blocks import Document
from pcb.reports.facing import Furniture
from pcb.reports.facing_setting import passage_style
from pcb.reports.sheets import BODY_WIDTH, HEIGHT, LEFT, Sheets
from pcb.reports.text import Line, Style, Typesetter

_EDGE = 26.0
_HEAD_LINES = 2
"""Of each side of the head: a reference of 2 000 characters is whole on the first page."""

_PAGE_WIDTH = 5.5
"""Of the size of type: the room for « 12 / 14 »."""


def margins(furniture: Furniture, document: Document, typesetter: Typesetter) -> tuple[float, float]:
    """Top and bottom of what the blocks fill."""
    style = _style(furniture)
    head = max(len(lines) for lines in _head(furniture, document, typesetter))
    foot = sum(style.leading for style, _ in _foot(furniture, typesetter))
    return HEIGHT - _EDGE - head * style.leading - 8, _EDGE + foot + 10


def furnish(sheets: Sheets, furniture: Furniture, document: Document, typesetter: Typesetter) -> None:
    """Draw the head and the foot of each page."""
    style, (left, right) = _style(furniture), _head(furniture, document, typesetter)
    foot, count = _foot(furniture, typesetter), len(sheets.sheets)
    half, numbers = BODY_WIDTH / 2, furniture.size.small * _PAGE_WIDTH
    under = _EDGE + sum(one.leading for one, _ in foot)
    ends = Style(style.size, style.leading, tabular=True, right=True)
    for number in range(count):
        sheets.turn_to(number)
        sheets.lines(None, [(line, style) for line in left], LEFT, HEIGHT - _EDGE, half - 6)
        sheets.lines(None, [(line, ends) for line in right], LEFT + half + 6, HEIGHT - _EDGE, half - 6)
        sheets.rule(LEFT, under + 2, BODY_WIDTH, grey=0.3)
        top = under
        for own, line in foot:
            sheets.lines(None, [(line, own)], LEFT, top, BODY_WIDTH)
            top -= own.leading
        page = typesetter.lay_out(f"{number + 1} / {count}", ends, numbers)
        sheets.lines(None, [(line, ends) for line in page], LEFT + BODY_WIDTH - numbers, under, numbers)


def _style(furniture: Furniture) -> Style:
    return Style(furniture.size.small, furniture.size.small * 1.3)


def _head(
    furniture: Furniture, document: Document, typesetter: Typesetter
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    style, half = _style(furniture), BODY_WIDTH / 2 - 6
    left = typesetter.lay_out(document.header, style, half)[:_HEAD_LINES]
    right = typesetter.lay_out(document.reference, style, half)[:_HEAD_LINES]
    return left, right


def _foot(furniture: Furniture, typesetter: Typesetter) -> list[tuple[Style, Line]]:
    """The lines of the foot; the first leaves room for the number of the page."""
    lines: list[tuple[Style, Line]] = []
    for number, passage in enumerate(furniture.foot):
        style = passage_style(passage, furniture.size)
        width = BODY_WIDTH if number else BODY_WIDTH - furniture.size.small * _PAGE_WIDTH
        lines += [(style, line) for line in typesetter.lay_out(passage.text, style, width)]
    return lines
