"""« Inventaire des créanciers »: one line for each debt, in the order of the declaration, with the sums."""

from __future__ import annotations

from pcb.domain.answers import known
from pcb.domain.case import Case, Debt
from pcb.domain.money import total
from pcb.domain.vocabulary.debts import DebtTable
from pcb.reports.blocks import Block, Cell, Column, Heading, Kind, Look, Part, Row, Table, Text
from pcb.reports.content import dossier as words
from pcb.reports.content.words import joined, nothing, optional, owner_label, said, sum_with_unknown

_COLUMNS = (
    Column("N°", 24),
    Column("Créancier : nom et adresse", 158),
    Column("Nature et référence", 125),
    Column("Restant dû", 70, right=True),
    Column("Impayé", 70, right=True),
    Column("Poursuites", 58),
)


def compose(case: Case, anchor: str) -> tuple[Block, ...]:
    """The inventory on a page of its own."""
    title = Heading(1, words.INVENTORY, new_page=True, anchor=anchor)
    if not case.debts:
        return title, Text(words.NO_CREDITOR + nothing(case.declared.no_debt))
    rows: list[Row] = []
    number = 0
    for table in DebtTable:
        debts = [debt for debt in case.debts if debt.kind.table is table]
        if not debts:
            continue
        rows.append(Row((table.label,), Kind.GROUP))
        for debt in debts:
            number += 1
            rows.append(_line(case, number, debt))
        if len(debts) > 1:
            rows.append(Row(("", "Sous-total", "", _sum(debts, "balance"), _sum(debts, "unpaid"), ""), Kind.TOTAL))
    every = list(case.debts)
    rows.append(
        Row(
            (
                "",
                f"Total des {number} dettes" if number > 1 else "Total",
                "",
                _sum(every, "balance"),
                _sum(every, "unpaid"),
                "",
            ),
            Kind.TOTAL,
        )
    )
    return title, Text(words.INVENTORY_NOTE), Table(_COLUMNS, tuple(rows), row_titles=(1,), summary=words.INVENTORY)


def _line(case: Case, number: int, debt: Debt) -> Row:
    collector = joined(optional("recouvré par ", debt.collector), optional("", debt.collector_address), by=", ")
    return Row(
        (
            str(number),
            (
                Part(said(debt.creditor), Look.STRONG),
                Part(said(debt.creditor_address), Look.FAINT),
                Part(collector, Look.FAINT),
            ),
            (
                Part(joined(debt.kind.label, optional("", debt.nature), by=" — "), Look.SMALL),
                Part(f"réf. {said(debt.reference)}", Look.FAINT),
                Part(f"débiteur : {owner_label(case, debt.owner)}", Look.FAINT),
            ),
            said(debt.balance),
            said(debt.unpaid),
            said(debt.pursued),
        )
    )


def _sum(debts: list[Debt], field: str) -> Cell:
    values = [known(getattr(debt, field)) for debt in debts]
    return sum_with_unknown(total(v for v in values if v is not None), values.count(None))
