"""Tables of text and amounts, each a single element whatever its length (an open page must stay light).

Values given to the browser are tuples: NiceGUI would wrap lists in observers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from nicegui.element import Element


@dataclass(frozen=True, slots=True)
class Badge:
    """A short mark beside a text. ``level`` is ``""``, ``good``, ``doubtful`` or ``urgent``: never the only sign."""

    text: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One of several links in a cell; ``href`` is an internal address."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: text, and beneath it a ``note``. ``href`` is an internal address, ``explain`` the name of a figure."""

    text: str = ""
    note: str = ""
    badges: tuple[Badge, ...] = ()
    href: str = ""
    explain: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column; amounts are aligned to the right in tabular figures, ``short`` texts are never broken."""

    key: str
    label: str
    amount: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its first cell is its header. ``level`` is ``""``, ``total``, ``quiet``, ``part`` or ``doubtful``."""

    key: str
    cells: dict[str, Cell] = field(default_factory=dict)
    level: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; no heading when ``title`` is empty."""

    key: str
    rows: tuple[Row, ...]
    title: str = ""


class FactsTable(Element, component="static/facts_table.js"):
    """The table on the page: a caption, columns and groups of rows, all of it shown as text."""

    def __init__(
        self, caption: str, columns: tuple[Column, ...], groups: Iterable[Group], *, empty: str = "", shown: bool = True
    ) -> None:
        super().__init__()
        self._props["caption"] = caption
        self._props["columns"] = tuple(asdict(column) for column in columns)
        self._props["empty"] = empty
        self._props["caption-shown"] = shown
        self.show(groups)

    def show(self, groups: Iterable[Group]) -> None:
        """Replace the rows."""
        self._props["groups"] = tuple(_light(asdict(group)) for group in groups if group.rows)
        self.update()


def _light(group: dict[str, Any]) -> dict[str, Any]:
    """Without the empty parts of its cells: an open page keeps what it shows."""
    for row in group["rows"]:
        row["cells"] = {key: {name: part for name, part in cell.items() if part} for key, cell in row["cells"].items()}
    return group
