"""Blocks in two languages: the French on the left and the other language on the right, idea by idea; or one under the
other where the type is too large for two columns. With no other language they are set on the whole width.

Each block carries its own sizes of type, so that nothing of a paper in large type is small.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from pcb.domain.money import Money
from pcb.reports.pictograms import Pictogram


@dataclass(frozen=True, slots=True)
class TypeSize:
    """Sizes in points on the page drawn. ``columns``: two languages stand side by side."""

    body: float
    small: float
    heading: float
    title: float
    columns: bool = True

    def enlarged(self, times: float) -> TypeSize:
        """The same, for a page that is made smaller afterwards."""
        sizes = (self.body, self.small, self.heading, self.title)
        body, small, heading, title = (size * times for size in sizes)
        return replace(self, body=body, small=small, heading=heading, title=title)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph in one language (ISO 639-1)."""

    text: str
    language: str = "fr"
    strong: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One idea: in French, and in the other language. ``other`` is None for French alone, on the whole width.
    What is the same in both is said ``once`` where one language stands under the other."""

    french: Passage
    other: Passage | None = None
    once: bool = False

    def facing(self, columns: bool) -> Passage | None:
        """What is said in the other language."""
        return None if self.once and not columns else self.other


class Sign(Enum):
    """What stands before an item."""

    NONE = "none"
    DOT = "dot"
    SQUARE = "square"


@dataclass(frozen=True, slots=True)
class FacingHeading:
    """A title of level 1 or 2, with a drawing before it and what that shows. It is also a bookmark, in French."""

    level: int
    pair: Pair
    size: TypeSize
    picture: Pictogram | None = None
    alt: str = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Facing:
    """Paragraphs, or the items of a list: an item is several ideas that stay together. ``boxed``: on a grey that must
    not be missed."""

    items: tuple[tuple[Pair, ...], ...]
    size: TypeSize
    sign: Sign = Sign.NONE
    boxed: bool = False
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Ruled:
    """White lines to write on by hand, each after its sign. They say nothing, so they are not in the structure tree."""

    count: int
    size: TypeSize
    sign: Sign = Sign.NONE


@dataclass(frozen=True, slots=True)
class FacingRow:
    """A row of a table: what it is about, then its amounts, the same for both languages."""

    label: tuple[Pair, ...]
    amounts: tuple[str, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class FacingTable:
    """``titles`` name the columns of amounts. ``blank`` names a last column, left white to be written in by hand."""

    title: Pair
    titles: tuple[Pair, ...]
    rows: tuple[FacingRow, ...]
    size: TypeSize
    blank: Pair | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class MonthDrawing:
    """What the account holds each evening, as a line; the lowest evening is ringed. The table beside it has the same
    figures; ``alt`` says them."""

    evenings: tuple[tuple[date, Money], ...]
    length: int
    opening: Money
    lowest_day: date
    lowest: Money
    label: str
    alt: str
    size: TypeSize


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands at the head and at the foot of each page of a paper in its own size of type. ``foot`` is said in
    several languages. ``booklet``: the pages are made smaller and laid two on a sheet."""

    size: TypeSize
    foot: tuple[Passage, ...] = ()
    booklet: bool = False
