"""Important: one debt declared twice, by its creditor and by the agency that collects it, or on two lines."""

from __future__ import annotations

from collections.abc import Iterator
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


def doubles(examined: Examined) -> Iterator[Finding]:
    """Each line that may be the same debt as an earlier one, told once."""
    debts = examined.case.debts
    for place, second in enumerate(debts):
        told = next(((first, why) for first in debts[:place] if (why := _why(first, second))), None)
        if told is not None:
            first, why = told
            yield contradiction(
                f"double-{first.id}-{second.id}",
                f"Peut-être une seule dette : « {debt_label(first)} » et « {debt_label(second)} »",
                f"{why} Déclarée deux fois, une dette fausse le total et l’inventaire des créanciers.",
                "Si c’est la même, gardez une ligne : le créancier d’origine, avec qui recouvre à sa place.",
                f"debts.{second.id}.creditor",
            )


def _why(first: Debt, second: Debt) -> str:
    same_reference = _reference(first) != "" and _reference(first) == _reference(second)
    same_creditor = _same(written(first.creditor), written(second.creditor))
    close = _close(first, second)
    if _collects(first, second) or _collects(second, first):
        if same_reference or close or _names(first, second):
            return "Le créancier de l’une recouvre l’autre, et les montants ou les références se ressemblent."
    elif same_reference and not same_creditor:
        return "Deux créanciers donnent la même référence."
    elif same_creditor and first.kind is second.kind and _amount(first) == _amount(second) is not None:
        told_apart = _reference(first) and _reference(second) and not same_reference
        return "" if told_apart else "Le créancier, le genre et le montant sont les mêmes."
    return ""


def _collects(agency: Debt, origin: Debt) -> bool:
    """Whether the creditor of one line is who recovers the other."""
    return _same(written(agency.creditor), written(origin.collector)) and not _same(
        written(agency.creditor), written(origin.creditor)
    )


def _names(first: Debt, second: Debt) -> bool:
    """Whether one line names the creditor of the other (« pour Avance Plus »)."""
    for one, other in ((first, second), (second, first)):
        told = fold(f"{written(one.nature)} {written(one.creditor)} {written(one.reference)}")
        name = fold(written(other.creditor))
        if name and f" {name} " in f" {told} ":
            return True
    return False


def _same(one: str, other: str) -> bool:
    return bool(one) and fold(one) == fold(other)


def _reference(debt: Debt) -> str:
    plain = fold(written(debt.reference)).replace(" ", "")
    return plain if len(plain) >= SHORTEST_REFERENCE and any(c.isdigit() for c in plain) else ""


def _amount(debt: Debt) -> Money | None:
    return known(debt.balance) or known(debt.unpaid)


def _close(first: Debt, second: Debt) -> bool:
    one, other = _amount(first), _amount(second)
    if not one or not other:
        return False
    least, most = sorted((one.cents, other.cents))
    return most <= least * (1 + AGENCY_COSTS)
