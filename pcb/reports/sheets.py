"""The pages being filled: marked text, rules, boxes and bookmarks, as PDF operators. Coordinates are points from the
bottom left corner of an A4 page; ``top`` is the upper edge of what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pcb.reports.tagging import Tag, text_string
from pcb.reports.text import Line, Style

WIDTH, HEIGHT = A4
LEFT, RIGHT = 45.0, WIDTH - 45.0
TOP, BOTTOM = HEIGHT - 70.0, 58.0
BODY_WIDTH = RIGHT - LEFT

_ASCENT = 0.76
"""Where the base line stands below the top of a line, in parts of the size, for the leadings in use."""


Settle = Callable[[Mapping[str, int]], list[str]]
"""From the page of each anchor, counted from 1, to the operators that were waiting for it."""


@dataclass(slots=True)
class Sheet:
    """One page: its operators, and the element that owns each marked content. One that ``opens`` is the first page of a
    letter."""

    operators: list[str] = field(default_factory=list)
    owners: list[Tag] = field(default_factory=list)
    bookmarks: list[tuple[int, str, float]] = field(default_factory=list)
    ranks: list[int] = field(default_factory=list)  # of the bookmarks, when the pages are not in the order of reading
    anchors: list[str] = field(default_factory=list)
    pending: list[tuple[int, Settle]] = field(default_factory=list)  # places kept for what is not known yet
    size: tuple[float, float] = (WIDTH, HEIGHT)  # in points
    plate: tuple[str, int, str] | None = None  # source, page from 0, stamp
    opens: bool = False


class Sheets:
    """All pages of a document, in order. They are written to the canvas at the end, when their number is known. Blocks
    fill each page from ``top`` down to ``bottom``."""

    def __init__(self, canvas: Canvas, size: tuple[float, float] = (WIDTH, HEIGHT)) -> None:
        self.top, self.bottom = TOP, BOTTOM
        self._canvas = canvas
        self._size = size  # of the canvas, and of a page unless it is given another
        self._pdf = canvas._doc
        self._names: dict[tuple[str, int], str] = {}
        self.sheets: list[Sheet] = []
        self._current = -1

    def new_page(self) -> None:
        self.sheets.append(Sheet(size=self._size))
        self._current = len(self.sheets) - 1

    def withdraw(self, first: int) -> None:
        """Take back the pages from ``first``, counted from 0: their elements own nothing there any more."""
        for tag in {id(tag): tag for sheet in self.sheets[first:] for tag in sheet.owners}.values():
            tag.children = [child for child in tag.children if isinstance(child, Tag) or child[0] < first]
        del self.sheets[first:]

    def turn_to(self, number: int) -> None:
        """Go back to a page, counted from 0, to draw its header and footer."""
        self._current = number

    @property
    def current(self) -> Sheet:
        return self.sheets[self._current]

    def bookmark(self, level: int, title: str, top: float) -> None:
        self.current.bookmarks.append((level, title, top))

    def lines(self, tag: Tag | None, lines: Iterable[tuple[Line, Style]], x: float, top: float, width: float) -> None:
        """Draw lines one under the other as one marked content of ``tag``; as an artifact when there is none."""
        operators = [self._opening(tag), "BT"]
        for line, style in lines:
            left = x + width - line.width if style.right else x
            base = top - (style.leading - style.size) / 2 - style.size * _ASCENT
            operators.append(f"{style.grey:g} g 1 0 0 1 {left:.2f} {base:.2f} Tm")
            operators.append(self._shown(line, style))
            top -= style.leading
        operators.append("ET EMC")
        self.current.operators.extend(operators)

    def anchor(self, name: str) -> None:
        """Name the current page, for the contents."""
        self.current.anchors.append(name)

    def later(self, tag: Tag, draw: Settle) -> None:
        """Keep the place of one marked content of ``tag``, which is drawn when every page is known."""
        sheet = self.current
        sheet.pending.append((len(sheet.operators) + 1, draw))
        sheet.operators.extend([self._opening(tag), "", "EMC"])

    def settle(self) -> None:
        """Draw what waited for the page numbers."""
        pages = {name: number for number, sheet in enumerate(self.sheets, 1) for name in sheet.anchors}
        for sheet in self.sheets:
            for place, draw in sheet.pending:
                sheet.operators[place] = "\n".join(draw(pages))

    def figure(self, tag: Tag, operators: Sequence[str]) -> None:
        """Draw a picture as one marked content of its Figure element."""
        self.current.operators.extend([self._opening(tag), *operators, "EMC"])

    def shown(self, line: Line, style: Style, x: float, base: float) -> str:
        """Operators that draw one line inside a picture."""
        return f"BT {style.grey:g} g 1 0 0 1 {x:.2f} {base:.2f} Tm {self._shown(line, style)} ET"

    def box(self, x: float, top: float, width: float, height: float, grey: float) -> None:
        self._artifact(f"{grey:g} g {x:.2f} {top - height:.2f} {width:.2f} {height:.2f} re f")

    def frame(self, x: float, top: float, width: float, height: float, grey: float = 0.4) -> None:
        self._artifact(f"{grey:g} G 0.7 w {x:.2f} {top - height:.2f} {width:.2f} {height:.2f} re S")

    def rule(self, x: float, y: float, width: float, grey: float = 0.7, thickness: float = 0.5) -> None:
        self._artifact(f"{grey:g} G {thickness:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")

    def dots(self, x: float, y: float, width: float) -> None:
        """A dotted line to write on."""
        self._artifact(f"0 G 0.9 w 1 J [0.1 3] 0 d {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S [] 0 d 0 J")

    def _artifact(self, operators: str) -> None:
        self.current.operators.append(f"/Artifact BMC {operators} EMC")

    def _opening(self, tag: Tag | None) -> str:
        if tag is None:
            return "/Artifact BMC"
        mark = len(self.current.owners)
        self.current.owners.append(tag)
        tag.children.append((self._current, mark))
        return f"/{tag.kind} <</MCID {mark}>> BDC"

    def _shown(self, line: Line, style: Style) -> str:
        shown = " ".join(
            f"{self._font(face.font, subset)} {style.size:g} Tf <{codes.hex()}> Tj"
            for face, text in line.runs
            for subset, codes in face.font.splitString(text, self._pdf)
        )
        if line.actual is None:
            return shown
        return f"/Span <</ActualText {text_string(line.actual)}>> BDC {shown} EMC"

    def _font(self, font: Any, subset: int) -> str:
        key = (font.fontName, subset)
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = font.getSubsetInternalName(subset, self._pdf)
        return name

    def write(self) -> None:
        """Send every page to the canvas, with its bookmarks."""
        size = self._size
        outline: list[tuple[int, str, str, int]] = []
        for number, sheet in enumerate(self.sheets):
            if sheet.size != size:
                size = sheet.size
                self._canvas.setPageSize(size)
            for index, (level, title, top) in enumerate(sheet.bookmarks):
                key = f"p{number}-{index}"
                self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=round(top + 8, 2))
                outline.append((sheet.ranks[index] if sheet.ranks else number, title, key, level))
            self._canvas.addLiteral("\n".join(sheet.operators))
            self._canvas.showPage()
        for _, title, key, level in sorted(outline, key=lambda entry: entry[0]):
            self._canvas.addOutlineEntry(title, key, level, closed=level >= 1)
