"""Quotité saisissable (C. trav. art. R. 3252-2, R. 3252-3; C. conso. art. L. 731-1): what of the resources may go to
debts, on the scale of seizures.

Computed on the year with exact fractions, divided by 12, rounded once to the cent, half up. Rounding each monthly
bracket, as payroll sites do, drifts by one to three cents.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from pcb.domain.explain import Explained, Line
from pcb.domain.law import QuotiteScale
from pcb.domain.money import Money
from pcb.domain.vocabulary.choice import Choice
from pcb.domain.wording import not_official, plural

LABEL = "Quotité saisissable"


class Reading(Choice):
    """How the resources enter the quotité. Both are seen in rulings (TJ Vannes 19/06/2025 works to the cent)."""

    COMMISSION = "commission", "Lecture de la commission : ressources ramenées à l’euro inférieur"
    JUDGE = "judge", "Lecture du juge : ressources au centime"


def assessed_resources(monthly: Money, reading: Reading) -> Money:
    """The monthly resources on which the quotité is computed: cut to whole euros by the commissions (Paris 2025:
    381,94 € on 1 855 €; Somme 2024: 546,61 € on 2 082 € for 2 082,52 € declared), whole for the judge."""
    return monthly.whole_euros if reading is Reading.COMMISSION else monthly


def quotite_saisissable(monthly: Money, dependents: int, scale: QuotiteScale, reading: Reading) -> Explained:
    """Quotité saisissable of ``monthly`` resources, in euros a month (C. trav. art. R. 3252-2).

    Each of the six thresholds is raised by ``dependents`` times the amount of R. 3252-3. One line a bracket, on the
    year, then the year's total; these lines are steps, not a sum. Raises ``ValueError`` for a negative count.
    """
    if dependents < 0:
        raise ValueError("le nombre de personnes à charge ne peut pas être négatif")
    assessed = assessed_resources(monthly, reading)
    year = Money(max(0, assessed.cents) * 12)
    raised = scale.per_dependent * dependents
    limits = (Money(0), *(threshold + raised for threshold in scale.thresholds))
    lines = []
    yearly = Fraction(0)
    for number, (share, (low, high)) in enumerate(zip(scale.shares, _brackets(limits), strict=True), 1):
        inside = max(0, (year.cents if high is None else min(year.cents, high.cents)) - low.cents)
        part = share * inside
        yearly += part
        label = f"Tranche {number}, au-delà de {low}" if high is None else f"Tranche {number}, de {low} à {high}"
        reason = f"{Money(inside)}, en totalité" if share == 1 else f"{Money(inside)} × {share}"
        lines.append(Line(label, Money.rounded(part / 100), reason, source=scale.source))
    result = Money.rounded(yearly / 1200)
    lines.append(
        Line(
            "Total des tranches sur l’année", Money.rounded(yearly / 100), "somme exacte, arrondie ici pour l’affichage"
        )
    )
    steps = (
        _resources_step(monthly, assessed, reading),
        f"Sur l’année : {assessed} × 12 = {Money(assessed.cents * 12)}.",
        _dependents_step(dependents, scale, raised),
        f"Total de l’année divisé par 12, arrondi une seule fois au centime : {result} par mois.",
    )
    warnings = () if scale.source.is_official else (not_official("Barème de la quotité saisissable", scale.source),)
    return Explained(LABEL, result, tuple(lines), scale.source, is_sum=False, steps=steps, warnings=warnings)


def _brackets(limits: tuple[Money, ...]) -> tuple[tuple[Money, Money | None], ...]:
    return (*pairwise(limits), (limits[-1], None))


def _dependents_step(dependents: int, scale: QuotiteScale, raised: Money) -> str:
    if not dependents:
        return "Aucune personne à charge au sens de R. 3252-3 : les seuils ne sont pas relevés."
    people = plural(dependents, "personne", "personnes")
    return (
        f"{people} à charge au sens de R. 3252-3 : chaque seuil est relevé de {dependents} × {scale.per_dependent} = "
        f"{raised} par an."
    )


def _resources_step(monthly: Money, assessed: Money, reading: Reading) -> str:
    if reading is Reading.COMMISSION:
        return f"Ressources du mois : {monthly}, ramenées à l’euro inférieur par la commission : {assessed}."
    return f"Ressources du mois : {assessed}, au centime (lecture du juge)."
