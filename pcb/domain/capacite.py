"""Capacité de remboursement (C. conso. art. L. 731-1, L. 731-2, R. 731-1 to R. 731-3).

``max(0, min(resources − charges, quotité saisissable, resources − RSA montant forfaitaire))``: the lower of the sums
is taken (TJ Vannes 19/06/2025), and what is left is never under the RSA floor.
"""

from __future__ import annotations

from pcb.domain.explain import Explained, Line, Source
from pcb.domain.money import ZERO, Money

LABEL = "Capacité de remboursement"
SOURCE = Source(article="C. conso. art. L. 731-1, L. 731-2, R. 731-1 à R. 731-3")
BUDGET, QUOTITE, FLOOR = "Ressources − charges", "Quotité saisissable", "Ressources − RSA du foyer"


def capacite(
    resources: Money,
    charges: Money,
    quotite: Money,
    rsa: Money,
    *,
    quotite_lifted: bool = False,
    label: str = LABEL,
    warnings: tuple[str, ...] = (),
) -> Explained:
    """What may go to debts each month. The three lines are compared, not added; the one that decides says so.

    ``quotite_lifted``: with the debtor's agreement, to avoid the sale of the main residence, the quotité no longer
    caps (L. 731-2 al. 2); the floor still holds.
    """
    limits = [
        Line(
            BUDGET, resources - charges, f"{resources} − {charges}", source=Source("C. conso. art. L. 731-1, R. 731-2")
        ),
        Line(
            QUOTITE,
            quotite,
            "C. trav. art. R. 3252-2",
            source=Source("C. conso. art. L. 731-1"),
            counts=not quotite_lifted,
        ),
        Line(FLOOR, resources - rsa, f"{resources} − {rsa}", source=Source("C. conso. art. L. 731-2, R. 731-1")),
    ]
    binding = min((line for line in limits if line.counts), key=lambda line: line.amount)
    total = max(ZERO, binding.amount)
    lines = tuple(_said(line, line is binding) for line in limits)
    steps = [f"La plus faible de ces sommes est retenue : « {binding.label} », {binding.amount}."]
    if quotite_lifted:
        steps.append(
            "Avec l’accord du débiteur et pour éviter la vente de la résidence principale, la quotité saisissable ne "
            "plafonne plus (L. 731-2, alinéa 2) ; le plancher du RSA demeure."
        )
    if binding.amount < ZERO:
        steps.append("Cette somme est négative : la capacité de remboursement est nulle.")
    return Explained(label, total, lines, SOURCE, is_sum=False, steps=tuple(steps), warnings=warnings)


def _said(line: Line, binds: bool) -> Line:
    reason = line.reason
    if binds:
        reason += " ; c’est la plus faible : elle est retenue"
    elif not line.counts:
        reason += " ; écartée pour conserver la résidence principale (L. 731-2, alinéa 2)"
    return Line(line.label, line.amount, reason, line.path, line.source, line.counts)
