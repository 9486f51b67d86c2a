"""Important: one debt declared twice, by its creditor and by the agency that collects it, or on two lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pcb.domain.answers import known
from pcb.domain.case import Debt
from pcb.domain.completeness.contradiction import contradiction
from pcb.domain.completeness.examined import Examined, written
from pcb.domain.completeness.finding import Finding
from pcb.domain.folding import fold
from pcb.domain.money import Money
from pcb.domain.monthly import debt_label

AGENCY_COSTS = Fraction(1, 4)
"""By how much the agency's figure may exceed the creditor's: costs, interest and penalties since the assignment."""
SHORTEST_REFERENCE = 5
"""Letters and figures of a reference that cannot be the same by chance."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A debt as it is compared: its words folded once."""

    debt: Debt
    creditor: str
    collector: str
    reference: str
    told: str
    amount: Money | None


def doubles(examined: Examined) -> Iterator[Finding]:
    """Each line that may be the same debt as an earlier one, told once."""
    lines = [_line(debt) for debt in examined.case.debts]
    for place, second in enumerate(lines):
        told = next(((first, why) for first in lines[:place] if (why := _why(first, second))), None)
        if told is not None:
            first, why = told
            yield contradiction(
                f"double-{first.debt.id}-{second.debt.id}",
                f"Peut-être une seule dette : « {debt_label(first.debt)} » et « {debt_label(second.debt)} »",
                f"{why} Déclarée deux fois, une dette fausse le total et l’inventaire des créanciers.",
                "Si c’est la même, gardez une ligne : le créancier d’origine, avec qui recouvre à sa place.",
                f"debts.{second.debt.id}.creditor",
            )


def _line(debt: Debt) -> _Line:
    creditor, reference = fold(written(debt.creditor)), fold(written(debt.reference))
    plain = reference.replace(" ", "")
    told = f" {fold(written(debt.nature))} {creditor} {reference} "
    long = len(plain) >= SHORTEST_REFERENCE and any(c.isdigit() for c in plain)
    amount = known(debt.balance) or known(debt.unpaid)
    return _Line(debt, creditor, fold(written(debt.collector)), plain if long else "", told, amount)


def _why(first: _Line, second: _Line) -> str:
    same_reference = first.reference != "" and first.reference == second.reference
    same_creditor = first.creditor != "" and first.creditor == second.creditor
    if _collects(first, second) or _collects(second, first):
        if same_reference or _close(first, second) or _names(first, second) or _names(second, first):
            return "Le créancier de l’une recouvre l’autre, et les montants ou les références se ressemblent."
    elif same_reference and not same_creditor:
        return "Deux créanciers donnent la même référence."
    elif same_creditor and first.debt.kind is second.debt.kind and first.amount == second.amount is not None:
        told_apart = first.reference and second.reference and not same_reference
        return "" if told_apart else "Le créancier, le genre et le montant sont les mêmes."
    return ""


def _collects(agency: _Line, origin: _Line) -> bool:
    """Whether the creditor of one line is who recovers the other."""
    return agency.creditor != "" and agency.creditor == origin.collector and agency.creditor != origin.creditor


def _names(one: _Line, other: _Line) -> bool:
    """Whether one line names the creditor of the other (« pour Avance Plus »)."""
    return other.creditor != "" and f" {other.creditor} " in one.told


def _close(first: _Line, second: _Line) -> bool:
    if not first.amount or not second.amount:
        return False
    least, most = sorted((first.amount.cents, second.amount.cents))
    return most <= least * (1 + AGENCY_COSTS)
