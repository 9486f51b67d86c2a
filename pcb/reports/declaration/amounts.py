"""Tables of monthly amounts, one column for each owner: resources (page 3) and charges (page 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pcb.domain.answers import Answer, NoAnswer
from pcb.domain.case import JOINT
from pcb.domain.money import ZERO, Money, total
from pcb.reports.blocks import Cell, Column, Kind, Look, Part, Row, Table
from pcb.reports.content.words import NOTHING_ON_LINE, joined, nothing, said, sum_with_unknown
from pcb.reports.declaration.form import Form

_ELSEWHERE = "elsewhere"
"""The column of what belongs to nobody who files, or whose owner is not known: the detail says which."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One resource or charge: the line of the form it goes on, its own label, whose it is, what it comes to in a month,
    what is said of it. ``month`` is None when the amount is not known, and ``stated`` then says why."""

    line: str
    label: str
    owner: Answer[str]
    month: Money | None
    stated: Answer[Money]
    detail: str
    counts: bool = True


def table_of_amounts(form: Form, lines: Iterable[str], amounts: list[Amount], none: Answer[bool], what: str) -> Table:
    """All lines of the form in their order, with their amounts by owner, and the total."""
    owners = _owners(form, amounts)
    titles = [title for _, title in owners] + (["Total"] if len(owners) > 1 else [])
    width = len(titles)
    share = 72 if width < 4 else 66
    columns = [Column(what, 505 - share * width), *(Column(title, share, right=True) for title in titles)]
    rows: list[Row] = []
    for line in lines:
        here = [amount for amount in amounts if amount.line == line]
        if not here:
            empty = Part(NOTHING_ON_LINE if amounts else nothing(none), Look.FAINT)
            rows.append(Row((line, *("" for _ in range(width - 1)), empty)))
        elif len(here) == 1:
            only = here[0]
            named = "" if line.startswith(only.label) else only.label
            label = (Part(line), Part(joined(named, only.detail), Look.FAINT))
            rows.append(Row((label, *_cells(form, owners, here))))
        else:
            rows.append(Row((line, *_cells(form, owners, here))))
            rows += [
                Row((joined(amount.label, amount.detail), *_cells(form, owners, [amount], Kind.DETAIL)), Kind.DETAIL)
                for amount in here
            ]
    if amounts:
        rows.append(Row(("Total par mois", *_cells(form, owners, amounts, Kind.TOTAL)), Kind.TOTAL))
    return Table(tuple(columns), tuple(rows), summary=f"{what} par mois et par personne")


def _owner(form: Form, amount: Amount) -> str:
    if amount.owner is None or isinstance(amount.owner, NoAnswer):
        return form.people[0].id if not form.two and amount.owner is None else _ELSEWHERE
    if amount.owner == JOINT or amount.owner in {person.id for person in form.people}:
        return amount.owner
    return _ELSEWHERE


def _owners(form: Form, amounts: list[Amount]) -> list[tuple[str, str]]:
    """The columns in use: those who file, then what is joint, then the rest."""
    found = {_owner(form, amount) for amount in amounts}
    owners = [(person.id, person.role.label) for person in form.people]
    extra = ((JOINT, "Les deux"), (_ELSEWHERE, "Autre, ou non précisé"))
    return owners + [pair for pair in extra if pair[0] in found]


def _cells(form: Form, owners: list[tuple[str, str]], amounts: list[Amount], kind: Kind = Kind.ORDINARY) -> list[Cell]:
    cells: list[Cell] = []
    for key, _ in owners:
        cells.append(_cell([a for a in amounts if _owner(form, a) == key], kind))
    if len(owners) > 1:
        cells.append("" if kind is Kind.DETAIL else _cell(amounts, kind))
    if kind is Kind.TOTAL and not cells[-1]:  # nothing counts any more, such as resources that have all ended
        cells[-1] = str(ZERO)
    return cells


def _cell(amounts: list[Amount], kind: Kind) -> Cell:
    counted = [amount for amount in amounts if amount.counts or kind is Kind.DETAIL]
    if not counted:
        return ""
    unknown = [amount for amount in counted if amount.month is None]
    if len(counted) == 1 and unknown:
        return Part(said(unknown[0].stated), Look.FAINT)
    look = Look.TOTAL if kind is Kind.TOTAL else Look.AMOUNT
    return sum_with_unknown(total(a.month for a in counted if a.month is not None), len(unknown), look)
