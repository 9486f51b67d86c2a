"""A blank form under a grid, to find positions: points from the top left corner, as a template counts them by default.

Fields are framed, with their names. It is printed or looked at, never filed.
"""

from __future__ import annotations

from pcb.reports.official.blank import Blank
from pcb.reports.official.laying import laid_over
from pcb.reports.render import drawn_over
from pcb.reports.sheets import Sheets
from pcb.reports.text import Style, Typesetter

_FINE, _STRONG = 10, 50
_LABEL = Style(5.5, 7, tabular=True)
_NAME = Style(4.5, 5.5, bold=True)


def with_grid(content: bytes, blank: Blank) -> bytes:
    """The form with its grid and the names of its fields."""

    def draw(sheets: Sheets, typesetter: Typesetter) -> None:
        for number, (width, height) in enumerate(blank.pages):
            sheets.turn_to(number)
            _lines(sheets, typesetter, width, height)
        for field in blank.fields:
            spot = field.spot
            sheets.turn_to(spot.page)
            operators = sheets.current.operators
            operators.append(f"0.8 0.1 0.1 RG 0.6 w {spot.x:.2f} {spot.y:.2f} {spot.width:.2f} {spot.height:.2f} re S")
            name = f"{field.name} = {field.state}" if field.state else field.name
            line = typesetter.lay_out(name, _NAME, 1e6)[0]
            operators.append(sheets.shown(line, _NAME, spot.x + 0.5, spot.top - 4.5))

    width = max(page[0] for page in blank.pages)
    height = max(page[1] for page in blank.pages)
    return laid_over(content, drawn_over(len(blank.pages), width, height, draw), "Grille")


def _lines(sheets: Sheets, typesetter: Typesetter, width: float, height: float) -> None:
    operators = sheets.current.operators
    for at in range(0, int(max(width, height)) + 1, _FINE):
        strong = at % _STRONG == 0
        pen = "0.1 0.35 0.8 RG 0.5 w" if strong else "0.55 0.7 0.95 RG 0.15 w"
        label = typesetter.lay_out(str(at), _LABEL, 1e6)[0] if strong else None
        if at <= width:
            operators.append(f"{pen} {at} 0 m {at} {height:.2f} l S")
            if label is not None:
                operators.append(sheets.shown(label, _LABEL, at + 1, height - 6))
        if at <= height:
            y = height - at
            operators.append(f"{pen} 0 {y:.2f} m {width:.2f} {y:.2f} l S")
            if label is not None:
                operators.append(sheets.shown(label, _LABEL, 1, y + 1))
