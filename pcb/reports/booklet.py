"""A4 pages made smaller and laid two on a sheet, so that the sheets, folded together, make a booklet of A5 pages.

An A5 page is an A4 page divided by the square root of two: what is to be read at 14 points is set at 19,8. To be
printed on both sides, turned on the short edge. The structure tree follows the document, so a screen reader still
reads the first page first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import sqrt

from pcb.reports.sheets import HEIGHT, WIDTH, Sheet
from pcb.reports.tagging import Tag

ENLARGED = sqrt(2)
"""What is drawn on the page is this many times as large as it is read."""

_MARK = re.compile(r"(?<=<</MCID )\d+(?=>> BDC)")
_BOX = re.compile(r"/BBox\[([^]]*)\]")


def folded(pages: list[Sheet]) -> list[Sheet]:
    """The sheets to print, each side with two pages. ``pages`` have all been drawn; their elements follow them."""
    sides: list[Sheet] = []
    moved: dict[tuple[int, int], tuple[int, int]] = {}
    places: dict[int, float] = {}
    for pair in _pairs(len(pages)):
        side = Sheet(size=(HEIGHT, WIDTH))
        for place, number in enumerate(pair):
            if number < len(pages):
                left = place * HEIGHT / 2
                places[number] = left
                _laid(side, pages[number], left, moved, (number, len(sides)))
        if side.operators:
            sides.append(side)
    for tag in {id(tag): tag for page in pages for tag in page.owners}.values():
        first = next(child[0] for child in tag.children if not isinstance(child, Tag))
        tag.attributes = _moved_boxes(tag.attributes, places[first])
        tag.children = [child if isinstance(child, Tag) else moved[child] for child in tag.children]
    return sides


def _pairs(count: int) -> Iterator[tuple[int, int]]:
    """The pages of each side, from 0, left and right; those beyond the last are white."""
    last = -(-count // 4) * 4 - 1
    for leaf in range((last + 1) // 4):
        yield last - 2 * leaf, 2 * leaf
        yield 2 * leaf + 1, last - 2 * leaf - 1


def _laid(
    side: Sheet, page: Sheet, left: float, moved: dict[tuple[int, int], tuple[int, int]], numbers: tuple[int, int]
) -> None:
    first, (number, place) = len(side.owners), numbers
    side.operators.append(f"q {1 / ENLARGED:.5f} 0 0 {1 / ENLARGED:.5f} {left:.2f} 0 cm")
    side.operators += [_MARK.sub(lambda mark: str(int(mark[0]) + first), line) for line in page.operators]
    side.operators.append("Q")
    for mark in range(len(page.owners)):
        moved[number, mark] = (place, first + mark)
    side.owners += page.owners
    side.bookmarks += [(level, title, top / ENLARGED) for level, title, top in page.bookmarks]
    side.ranks += [number] * len(page.bookmarks)


def _moved_boxes(attributes: str, left: float) -> str:
    def moved(box: re.Match[str]) -> str:
        x0, y0, x1, y1 = (float(edge) / ENLARGED for edge in box[1].split())
        return f"/BBox[{x0 + left:.2f} {y0:.2f} {x1 + left:.2f} {y1:.2f}]"

    return _BOX.sub(moved, attributes)
