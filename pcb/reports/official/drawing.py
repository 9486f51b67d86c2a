"""Writing in a box of the form: as large as the box allows, never cut. What does not fit is told to be elsewhere.

One engine for every box, whether its place was measured on the page or comes from a field of the PDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pcb.domain.money import Money
from pcb.reports.fonts import main_face
from pcb.reports.official.blank import Spot
from pcb.reports.official.template import Place
from pcb.reports.sheets import Sheets
from pcb.reports.text import Line, Style, Typesetter, clean

_STEP = 0.5
_LEADING = 1.16
_SIDE = 2.0
"""White kept on the left and right of a text."""
_ASCENT, _CAPITALS = 0.74, 0.67
"""Height of the letters above the base line, with accents and without, in parts of the size."""
_UNBROKEN = 1e6


@dataclass(frozen=True, slots=True)
class Pen:
    """What draws: the pages, the typesetter, the ordinary size and the smallest."""

    sheets: Sheets
    typesetter: Typesetter
    size: float
    floor: float

    def write(self, place: Place, text: str, *, right: bool = False, size: float = 0.0, one_line: bool = False) -> bool:
        """Write the text on every spot of the place; nothing at all, and false, when it does not fit on one of them."""
        drawn = []
        for spot in place.spots:
            operators = None
            if place.cells and self._one_each(text):
                operators = self._in_cells(spot, place.cells, text, right)
            if operators is None:  # no cells, or too few of them: across the whole box
                operators = self._in_box(spot, text, right, size or self.size, one_line)
            if operators is None:
                return False
            drawn.append((spot, operators))
        for spot, operators in drawn:
            self.sheets.turn_to(spot.page)
            self.sheets.current.operators.extend(operators)
        return True

    def tick(self, place: Place) -> None:
        """A cross in the middle of each spot."""
        for spot in place.spots:
            size = max(4.0, min(spot.height / _CAPITALS, spot.width / 0.7, 14.0))
            style = Style(size, size, bold=True)
            line = self.typesetter.lay_out("X", style, _UNBROKEN)[0]
            x = spot.x + (spot.width - line.width) / 2
            base = spot.y + (spot.height - size * _CAPITALS) / 2
            self.sheets.turn_to(spot.page)
            self.sheets.current.operators.append(self.sheets.shown(line, style, x, base))

    def _one_each(self, text: str) -> bool:
        """Whether each character can stand in a cell of its own."""
        return main_face(False).drawable.issuperset(clean(text).replace("\u202f", "").replace("\u00a0", ""))

    def _in_cells(self, spot: Spot, cells: int, text: str, right: bool) -> list[str] | None:
        characters = [character for character in clean(text) if character not in "\u202f\u00a0\n"]
        if len(characters) > cells:
            return None
        first = cells - len(characters) if right else 0
        width = spot.width / cells
        size = min(self.size, spot.height / 1.05, width / 0.62)
        style = Style(size, size, tabular=True)
        base = _base(spot, size)
        operators = []
        for rank, character in enumerate(characters, first):
            if character == " ":
                continue
            line = self.typesetter.lay_out(character, style, _UNBROKEN)[0]
            operators.append(self.sheets.shown(line, style, spot.x + rank * width + (width - line.width) / 2, base))
        return operators

    def _in_box(self, spot: Spot, text: str, right: bool, size: float, one_line: bool) -> list[str] | None:
        found = self._fitted(spot, text, right, size, one_line)
        if found is None:
            return None
        style, lines = found
        height = len(lines) * style.leading - (style.leading - style.size)
        several = spot.height > 2.2 * style.leading
        first = spot.top - 3.0 - style.size * _ASCENT if several else _base(spot, style.size)
        if len(lines) > 1:
            slack = spot.height - height
            first = spot.top - min(3.0, slack / 2) - style.size * _ASCENT
        operators = []
        for rank, line in enumerate(lines):
            x = spot.right - _SIDE - line.width if right else spot.x + _SIDE
            operators.append(self.sheets.shown(line, style, x, first - rank * style.leading))
        return operators

    def _fitted(
        self, spot: Spot, text: str, right: bool, size: float, one_line: bool
    ) -> tuple[Style, tuple[Line, ...]] | None:
        """The largest size at which the text fits without a broken word; at the smallest, a word may be broken."""
        width = spot.width - 2 * _SIDE
        for tried in _sizes(size, self.floor):
            style = Style(tried, tried * _LEADING, tabular=right or one_line)
            lines = self.typesetter.lay_out(text, style, max(width, 1.0))
            height = len(lines) * style.leading - (style.leading - tried)
            spare = 2.0 if len(lines) > 1 else -0.5
            if height + spare > spot.height or (one_line and len(lines) > 1):
                continue
            if tried == self.floor or not self._breaks_a_word(text, style, width):
                return style, lines
        return None

    def _breaks_a_word(self, text: str, style: Style, width: float) -> bool:
        return any(
            line.width > width for word in set(text.split()) for line in self.typesetter.lay_out(word, style, _UNBROKEN)
        )


def _base(spot: Spot, size: float) -> float:
    """The base line of a text in the middle of a box."""
    return spot.y + (spot.height - size * _CAPITALS) / 2


def _sizes(size: float, floor: float) -> Iterator[float]:
    while size > floor:
        yield size
        size -= _STEP
    yield floor


def date_parts(day: date) -> dict[str, str]:
    return {"day": f"{day.day:02d}", "month": f"{day.month:02d}", "year": f"{day.year:04d}"}


def amount_parts(amount: Money) -> dict[str, str]:
    sign = "−" if amount.cents < 0 else ""
    return {"euros": f"{sign}{abs(amount.cents) // 100}", "cents": f"{abs(amount.cents) % 100:02d}"}
