"""« Feuilles annexes » of a filled form: each renvoi whole, by its number, and what has no box on this form."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from pcb.reports.blocks import Block, Column, Heading, Look, Part, Row, Text
from pcb.reports.blocks import Table as Grid
from pcb.reports.rubrics import Kind, Rubric, Table

TITLE = "Feuilles annexes du formulaire"
_SHARES = {Kind.TEXT: 3.0, Kind.AMOUNT: 2.0}
_WIDEST = 5
"""A table of more columns is told row by row."""

_JOINT = (
    "Le formulaire n’a que deux colonnes : ce qui appartient aux deux déposants, ou qu’ils paient ensemble, y est "
    "porté en entier dans la colonne du déposant."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A text that its box has no room for."""

    rubric: Rubric
    row: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that the page has no room for: the number of each, from 0, and its cells."""

    table: Table
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(slots=True)
class Annex:
    """Filled while the form is. ``has_unreferred``: something of it is named in no box of the form."""

    form: str
    joint: bool = False
    has_unreferred: bool = False
    _renvois: list[Entry | Rows] = field(default_factory=list)
    _unplaced: list[Entry] = field(default_factory=list)

    def refer(self, entry: Entry | Rows) -> int:
        """The number of the renvoi."""
        self._renvois.append(entry)
        return len(self._renvois)

    def unplaced(self, rubric: Rubric, row: int | None, text: str) -> None:
        """An answer that this form has no box for."""
        self._unplaced.append(Entry(rubric, row, text))
        self.has_unreferred = True

    def blocks(self) -> tuple[Block, ...]:
        """What the annex says; nothing when the form says it all."""
        if not self._renvois and not self._unplaced and not self.joint:
            return ()
        blocks: list[Block] = [Heading(1, TITLE, new_page=True)]
        if self.form:
            blocks.append(Text(f"Suite du formulaire « {self.form} ».", Look.FAINT))
        if self.joint:
            blocks.append(Text(_JOINT))
        numbered = list(enumerate(self._renvois, 1))
        for is_text, group in groupby(numbered, key=lambda pair: isinstance(pair[1], Entry)):
            here = list(group)
            if is_text:
                blocks += _texts([(number, one) for number, one in here if isinstance(one, Entry)])
            else:
                for number, one in here:
                    if isinstance(one, Rows):
                        blocks += _rows(number, one)
        if self._unplaced:
            blocks.append(Heading(2, "Réponses qui n’ont pas de case sur ce formulaire"))
            columns = (Column("Rubrique", 3), Column("Réponse", 5))
            rows = tuple(Row((_named(one), one.text)) for one in self._unplaced)
            blocks.append(Grid(columns, rows))
        return tuple(blocks)


def _named(entry: Entry) -> tuple[Part, ...]:
    where = f"{entry.rubric.section}, ligne {entry.row + 1}" if entry.row is not None else entry.rubric.section
    return Part(entry.rubric.wording), Part(where, Look.FAINT)


def _texts(entries: list[tuple[int, Entry]]) -> list[Block]:
    first, last = entries[0][0], entries[-1][0]
    title = f"Renvoi n° {first}" if first == last else f"Renvois n° {first} à {last}"
    columns = (Column("N°", 0.7), Column("Rubrique", 3), Column("Texte entier", 6))
    rows = tuple(Row((str(number), _named(one), one.text)) for number, one in entries)
    return [Heading(2, title), Grid(columns, rows, row_titles=(0, 1))]


def _column(rubric: Rubric) -> Column:
    return Column(rubric.wording, _SHARES.get(rubric.kind, 1.6), right=rubric.kind is Kind.AMOUNT)


def _rows(number: int, rows: Rows) -> list[Block]:
    table = rows.table
    blocks: list[Block] = [Heading(2, f"Renvoi n° {number} — {table.wording} (suite)")]
    if len(table.columns) <= _WIDEST:
        columns = (Column("Ligne", 0.9), *(_column(column) for column in table.columns))
        return [*blocks, Grid(columns, tuple(Row((str(row + 1), *cells)) for row, cells in rows.rows))]
    for row, cells in rows.rows:
        told = tuple(
            Row((Part(column.wording, Look.SMALL), cell))
            for column, cell in zip(table.columns, cells, strict=True)
            if cell
        )
        blocks += [Heading(3, f"Ligne {row + 1}"), Grid((Column("Rubrique", 2), Column("Réponse", 5)), told)]
    return blocks
