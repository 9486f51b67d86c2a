"""What the pages of the declaration share: who files, tables of facts, and the continuation sheets that they fill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from pcb.domain.answers import Answer
from pcb.domain.case import Case, Person
from pcb.reports.blocks import Block, Cell, Column, Heading, Kind, Look, Part, Row, Table, Text
from pcb.reports.content.words import said
from pcb.reports.people import columns_of


@dataclass(frozen=True, slots=True)
class Continuation:
    """« Feuille annexe »: the rows of a table that its page has no room for."""

    number: int
    title: str
    table: Table


@dataclass(frozen=True, slots=True)
class Form:
    """A declaration being written. ``people`` are the columns of the form: the déposant, and the co-déposant if two
    people file or nobody said yet how they file; a partner who does not file is never one, even where budget advice
    reads the couple as one household. ``continuations`` are filled on the way."""

    case: Case
    day: date
    people: tuple[Person, ...]
    continuations: list[Continuation] = field(default_factory=list)

    @classmethod
    def of(cls, case: Case, day: date) -> Form:
        return cls(case, day, columns_of(case))

    @property
    def two(self) -> bool:
        return len(self.people) == 2

    def limited(self, title: str, page: int, table: Table, limit: int | None) -> tuple[Block, ...]:
        """The table within the rows that the form has; the others go to a continuation sheet that the page names.

        The last row stays on the page when it is a total: it counts the continuation sheet too.
        """
        closing = table.rows[-1:] if table.rows and table.rows[-1].kind is Kind.TOTAL else ()
        rows = table.rows[: len(table.rows) - len(closing)]
        if limit is None or len(rows) <= limit:
            return (table,)
        number = len(self.continuations) + 1
        rest = Table(table.columns, rows[limit:], table.row_titles, f"{title}, suite")
        self.continuations.append(Continuation(number, f"{title} (suite de la page {page})", rest))
        here = Table(table.columns, rows[:limit] + closing, table.row_titles, table.summary)
        count = len(rows) - limit
        lines = f"{count} autre{'s' if count > 1 else ''} ligne{'s' if count > 1 else ''}"
        counted = " Le total ci-dessus la comprend." if closing else ""
        return here, Text(f"Suite : feuille annexe n° {number} ({lines}).{counted}", Look.STRONG)

    def by_person(self, rows: tuple[tuple[str, Callable[[Person], str]], ...]) -> Table:
        """A table with one column for each person who files."""
        columns = (Column("Rubrique", 3.2), *(Column(person.role.label, 4) for person in self.people))
        return Table(
            columns,
            tuple(Row((_label(label), *(show(person) for person in self.people))) for label, show in rows),
        )


def page(number: int | str, title: str, new_page: bool = False) -> Heading:
    """The title of a page, or of pages, of the form."""
    word = "page" if isinstance(number, int) else "pages"
    return Heading(2, f"Formulaire, {word} {number} — {title}", new_page)


def pairs(*rows: tuple[str, Cell, str, Cell]) -> Table:
    """A table with two labels and their answers on each row."""
    columns = (Column("", 1.9), Column("", 3.2), Column("", 2), Column("", 2.9))
    return Table(
        columns,
        tuple(Row((_label(left), first, _label(right), second)) for left, first, right, second in rows),
        row_titles=(0, 2),
    )


def _label(text: str) -> Part:
    return Part(text, Look.SMALL)


def party(name: Answer[str], address: Answer[str], *more: str) -> tuple[Part, ...]:
    """A creditor, a bank, an insurer: name, then address, then what else is known, each on its own line."""
    return (
        Part(said(name), Look.STRONG),
        Part("Adresse : " + said(address), Look.FAINT),
        *(Part(text, Look.FAINT) for text in more if text),
    )
