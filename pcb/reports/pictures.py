"""What is drawn rather than written: boxes to tick, frames to sign in, bars. It reads in black and white."""

from __future__ import annotations

from pcb.reports.blocks import Chart
from pcb.reports.sheets import BODY_WIDTH, LEFT, Sheets
from pcb.reports.tagging import Tag
from pcb.reports.text import Style, Typesetter

_LABEL = Style(9, 12)
_VALUE = Style(9, 12, bold=True, tabular=True)
_BAR_PITCH, _BAR_HEIGHT = 22.0, 13.0
_LABEL_WIDTH, _VALUE_WIDTH = 190.0, 80.0


def draw_square(sheets: Sheets, top: float, ticked: bool) -> None:
    """A box to tick; one that is ticked already holds a smaller black square."""
    sheets.frame(LEFT + 4, top - 1.5, 9, 9, grey=0.15)
    if ticked:
        sheets.box(LEFT + 6, top - 3.5, 5, 5, grey=0.15)


def draw_frames(sheets: Sheets, top: float, lefts: tuple[float, ...], width: float, height: float) -> None:
    """Frames side by side; ``top`` is the top of what is written in them."""
    for left in lefts:
        sheets.frame(left, top + 5, width, height)


def chart_height(chart: Chart) -> float:
    return len(chart.bars) * _BAR_PITCH


def draw_chart(chart: Chart, figure: Tag, typesetter: Typesetter, sheets: Sheets, top: float) -> None:
    """Horizontal bars: label, bar, value. The table beside it holds the same figures."""
    bottom = top - chart_height(chart)
    figure.attributes = f"/O/Layout/Placement/Block/BBox[{LEFT:.0f} {bottom:.0f} {LEFT + BODY_WIDTH:.0f} {top:.0f}]"
    room = BODY_WIDTH - _LABEL_WIDTH - _VALUE_WIDTH
    operators = []
    for index, bar in enumerate(chart.bars):
        base = top - index * _BAR_PITCH - _BAR_HEIGHT
        length = max(1.0, room * bar.part)
        label = typesetter.lay_out(bar.label, _LABEL, _LABEL_WIDTH - 8)[0]
        value = typesetter.lay_out(bar.value, _VALUE, _VALUE_WIDTH)[0]
        operators.append(sheets.shown(label, _LABEL, LEFT, base + 3.5))
        operators.append(f"0.35 g {LEFT + _LABEL_WIDTH:.2f} {base:.2f} {length:.2f} {_BAR_HEIGHT:g} re f")
        operators.append(sheets.shown(value, _VALUE, LEFT + _LABEL_WIDTH + length + 6, base + 3.5))
    sheets.figure(figure, operators)
