"""What a document is made of, before anyone decides how it looks: headings, texts, lists, tables, signatures.

A document is a tuple of blocks. Texts are plain strings, never markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from pcb.reports.facing import Facing, FacingHeading, FacingTable, Furniture, MonthDrawing, Ruled


class Look(Enum):
    """How a piece of text is set."""

    BODY = "body"
    STRONG = "strong"
    SMALL = "small"
    FAINT = "faint"
    AMOUNT = "amount"
    TOTAL = "total"
    LETTER = "letter"


class Kind(Enum):
    """What a row of a table is."""

    ORDINARY = "ordinary"
    DETAIL = "detail"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of a cell or of a boxed notice."""

    text: str
    look: Look = Look.BODY


Cell: TypeAlias = str | Part | tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of level 1 to 3, which is also a bookmark. A level 1 starts a page when ``new_page``. ``anchor`` is the
    name by which :class:`Contents` finds its page."""

    level: int
    text: str
    new_page: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. One that ``keeps`` stays on the page of what follows it."""

    text: str
    look: Look = Look.BODY
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list. ``labels`` stand before the items, one each, instead of the dots."""

    items: tuple[str, ...]
    labels: tuple[str, ...] = ()
    look: Look = Look.BODY


@dataclass(frozen=True, slots=True)
class Notice:
    """A box that must not be missed, such as a value that is not official."""

    title: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, its share of the width, and whether its figures are set to the right."""

    title: str
    share: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row. A row of kind GROUP holds one cell that spans the table."""

    cells: tuple[Cell, ...]
    kind: Kind = Kind.ORDINARY


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column titles, which are repeated on each page. ``row_titles`` are the columns, from 0, whose cells
    name what follows them in the row."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_titles: tuple[int, ...] = (0,)
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Boxes to sign in, one a person."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line to tick on paper, with what explains it."""

    text: str
    ticked: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Ticks:
    items: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart. ``part`` is its share of the longest."""

    label: str
    value: str
    part: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars. ``description`` says in words what the picture shows."""

    bars: tuple[Bar, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """The head of a letter: who writes, to whom (placed for the window of an envelope), the place and the day, the
    references, the object. It starts a page, a numbering and a bookmark. A sheet has no recipient."""

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    dated: str
    references: tuple[str, ...]
    subject: str
    bookmark: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the contents: what it names, and the anchor of the page where that begins. A ``detail`` is smaller."""

    label: str
    anchor: str
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document contains; the page numbers are known once it is paginated."""

    lines: tuple[ContentsLine, ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """A page that comes from elsewhere, on a page of its own: page ``page`` (from 0) of the file named ``source``,
    ``width`` by ``height`` points. It is made a little smaller so that ``stamp``, below it, covers nothing; without a
    stamp it fills the page. ``alt`` says in words what it is. ``bookmark``, ``anchor`` and ``level`` are as
    for a heading."""

    source: str
    page: int
    width: float
    height: float
    alt: str
    stamp: str = ""
    bookmark: str = ""
    anchor: str = ""
    level: int = 2


Block: TypeAlias = (
    Heading
    | Text
    | Bullets
    | Notice
    | Table
    | Signatures
    | Ticks
    | Chart
    | Envelope
    | PageBreak
    | Contents
    | Plate
    | FacingHeading
    | Facing
    | FacingTable
    | MonthDrawing
    | Ruled
)


@dataclass(frozen=True, slots=True)
class Document:
    """A paper: its title, what its header says, the day it is made for, and its blocks. ``mark`` freezes it: it is said
    whole at the foot of each page. Those that are ``letters`` have no header, and each is numbered apart, when it has
    several pages. One that has ``furniture`` takes its margins, its head and its foot from it. ``languages`` are those
    it holds beside French."""

    title: str
    header: str
    reference: str
    day: date
    blocks: tuple[Block, ...]
    subject: str = ""
    mark: str = ""
    letters: bool = False
    furniture: Furniture | None = None
    languages: tuple[str, ...] = ()
