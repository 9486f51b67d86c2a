"""The month as a line, in black on white: what the account holds each evening, zero, and the lowest evening ringed."""

from __future__ import annotations

from pcb.reports.facing import MonthDrawing
from pcb.reports.pictograms import circle
from pcb.reports.sheets import BODY_WIDTH, LEFT, Sheets
from pcb.reports.tagging import Tag
from pcb.reports.text import Style, Typesetter

HEIGHT_IN_LINES = 10.5
_WEEK = 7
_NEAR = 3
"""As many days as « 0 € » is wide."""


def draw_month(block: MonthDrawing, figure: Tag, typesetter: Typesetter, sheets: Sheets, top: float) -> None:
    """Steps from day to day. Its words are figures alone, so they are the same in every language."""
    size = block.size.body
    style, strong = Style(size, size * 1.3, tabular=True), Style(size, size * 1.3, bold=True, tabular=True)
    line = size * 1.32
    bottom = top - line * HEIGHT_IN_LINES
    figure.attributes = f"/O/Layout/Placement/Block/BBox[{LEFT:.0f} {bottom:.0f} {LEFT + BODY_WIDTH:.0f} {top:.0f}]"
    high, low = top - line * 0.8, bottom + line * 2.6
    cents: list[int] = [0, block.opening.cents, *(balance.cents for _, balance in block.evenings)]
    most, least = max(cents), min(cents)
    scale = (high - low) / (most - least or 1)
    width = BODY_WIDTH / (block.length + 1)

    def x_of(day: int) -> float:
        return float(LEFT + width * (day - 0.5))

    def y_of(amount: int) -> float:
        return low + (amount - least) * scale

    zero = y_of(0)
    operators = [f"0 G 0.8 w [3 3] 0 d {LEFT:.2f} {zero:.2f} m {LEFT + BODY_WIDTH:.2f} {zero:.2f} l S [] 0 d"]
    path, height = [f"{x_of(1) - width / 2:.2f} {y_of(block.opening.cents):.2f} m"], block.opening.cents
    for day, balance in block.evenings:
        path.append(f"{x_of(day.day):.2f} {y_of(height):.2f} l {x_of(day.day):.2f} {y_of(balance.cents):.2f} l")
        height = balance.cents
    path.append(f"{x_of(block.length) + width / 2:.2f} {y_of(height):.2f} l S")
    operators.append(f"0 G 2 w 1 j {' '.join(path)}")
    x, y = x_of(block.lowest_day.day), y_of(block.lowest.cents)
    operators.append(f"1.6 w {circle(x, y, 6)}")
    label = typesetter.lay_out(block.label, strong, BODY_WIDTH)[0]
    at = min(max(LEFT, x - label.width / 2), LEFT + BODY_WIDTH - label.width)
    operators.append(sheets.shown(label, strong, at, y - 8 - size))
    nought = typesetter.lay_out("0\u202f€", style, 200)[0]
    first = [block.opening.cents, *(balance.cents for day, balance in block.evenings if day.day <= _NEAR)]
    last = [height, *(balance.cents for day, balance in block.evenings if day.day > block.length - _NEAR)]
    places = [
        (x0, base)
        for x0, passed in ((LEFT, first), (LEFT + BODY_WIDTH - nought.width, last))
        for base in (zero + 3, zero - size)
        if (y_of(max(passed)) < base - 4 or y_of(min(passed)) > base + size + 4)  # the line does not run through it
        and not (abs(base - (y - 8 - size)) < size * 1.2 and at - 4 < x0 + nought.width and x0 < at + label.width + 4)
    ]
    operators.append(sheets.shown(nought, style, *(places or [(LEFT, zero + 3)])[0]))
    for each in range(1, block.length + 1, _WEEK):
        number = typesetter.lay_out(str(each), style, 100)[0]
        operators.append(
            f"0 G 0.8 w {x_of(each):.2f} {bottom + line:.2f} m {x_of(each):.2f} {bottom + line + 4:.2f} l S"
        )
        operators.append(sheets.shown(number, style, x_of(each) - number.width / 2, bottom + 2))
    operators.append(f"0.8 w {LEFT:.2f} {bottom + line:.2f} m {LEFT + BODY_WIDTH:.2f} {bottom + line:.2f} l S")
    sheets.figure(figure, operators)
