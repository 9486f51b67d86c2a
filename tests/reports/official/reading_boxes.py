"""Reads a filled form back by its places, with another library than the one that filled it (PDFium)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

from pcb.reports.official.blank import Spot
from tests.reports.reading import normal


class Pages:
    """The pages of a filled form as they are shown."""

    def __init__(self, pdf: pypdfium2.PdfDocument) -> None:
        self._pdf = pdf
        self._texts = [page.get_textpage() for page in pdf]

    def within(self, spot: Spot) -> str:
        """The text that stands in a rectangle of a page, as it is shown."""
        page = self._pdf[spot.page]
        left, bottom, right, top = page.get_cropbox()
        corners = [_unturned(page.get_rotation(), x, y, right - left, top - bottom) for x, y in
                   ((spot.x, spot.y), (spot.right, spot.top))]  # fmt: skip
        xs, ys = sorted(left + x for x, _ in corners), sorted(bottom + y for _, y in corners)
        found = self._texts[spot.page].get_text_bounded(xs[0] - 1, ys[0] - 1, xs[1] + 1, ys[1] + 1)
        return normal(found.replace("\ufffe", "").replace("\x00", ""))

    def ink(self, spot: Spot) -> int:
        """How many dark points a rectangle of a page holds, as it is shown."""
        picture = self._pdf[spot.page].render(scale=2).to_pil().convert("L")
        box = (spot.x * 2, picture.height - spot.top * 2, spot.right * 2, picture.height - spot.y * 2)
        return sum(point < 128 for point in picture.crop(tuple(map(int, box))).tobytes())

    def whole(self, page: int) -> str:
        return normal(self._texts[page].get_text_range())

    def __len__(self) -> int:
        return len(self._texts)


def _unturned(turned: int, x: float, y: float, width: float, height: float) -> tuple[float, float]:
    """Where a point of the page as shown is on the page before it was turned."""
    match turned:
        case 90:
            return width - y, x
        case 180:
            return width - x, height - y
        case 270:
            return y, height - x
    return x, y


@contextmanager
def opened(content: bytes) -> Iterator[Pages]:
    pdf = pypdfium2.PdfDocument(content)
    try:
        yield Pages(pdf)
    finally:
        pdf.close()
