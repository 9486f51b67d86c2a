"""The two budgets of a month: the one lived by the household, and the one that the commission would retain."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.charges import Charges, RetainedLine
from pcb.domain.explain import Explained, Line, Source
from pcb.domain.income import (
    MonthlyIncome,
    Whose,
    filers,
    name_of,
    own_resources,
    partner_figure,
    silent_partner,
)
from pcb.domain.money import Money, total
from pcb.domain.monthly import MonthlyDebt, MonthlyExpense, debt_label
from pcb.domain.sharing import SHARING, partner_share

__all__ = ["LivedBudget", "RetainedBudget", "RetainedLine", "debt_label", "lived_budget", "retained_budget"]

RESOURCES = Source(
    article="C. conso. art. L. 731-1 ; service-public F1947", note="Toute ressource, saisissable ou non."
)
NO_RESOURCES = "Aucune ressource n’est connue : ni le reste du mois ni la capacité ne peuvent être calculés."
CONTRIBUTION = "Contribution aux charges du conjoint qui ne dépose pas"


@dataclass(frozen=True, slots=True)
class LivedBudget:
    """The household's own month. ``complete`` is false when an amount is not known or no resource was told: the totals
    are then those of what is known, and ``missing`` says what is not in them."""

    resources: Explained
    charges: Explained
    instalments: Explained
    remainder: Explained
    complete: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RetainedBudget:
    """The commission's month. ``own_resources`` is what the quotité is computed on: the resources of those who file,
    without the partner's contribution."""

    resources: Explained
    charges: Explained
    lines: tuple[RetainedLine, ...]
    own_resources: Money


def filers_resources(case: Case, incomes: tuple[MonthlyIncome, ...]) -> Money | None:
    """Monthly resources of those who file, on which the quotité is computed. None when nothing is known of them: no
    amount was told, and nobody said that there is none. A resource that has ended tells nothing of the present."""
    own = [i.amount for i in incomes if i.whose is Whose.FILERS and i.amount is not None and not i.ended]
    people = filers(case)
    figure = partner_figure(case, incomes)
    if figure is not None and figure[0] in people:
        own.append(figure[1])
    said_none = bool(people) and all(person.has_resources is False for person in people)
    return total(own) if own or said_none or case.declared.no_income is True else None


def lived_budget(
    case: Case,
    incomes: tuple[MonthlyIncome, ...],
    charges: tuple[MonthlyExpense, ...],
    debts: tuple[MonthlyDebt, ...],
) -> LivedBudget:
    """The budget as lived: resources of the couple, all charges as told, instalments due each month."""
    missing = [i.missing for i in incomes if i.is_missing and i.whose is not Whose.OTHERS]
    missing += [charge.missing for charge in charges if charge.amount is None]
    missing += [debt.missing for debt in debts if debt.lacks_instalment]
    if filers_resources(case, incomes) is None:
        missing.insert(0, NO_RESOURCES)
    warnings = tuple(missing)
    resources = _sum("Ressources du mois", _resource_lines(case, incomes, lived=True), RESOURCES, warnings)
    spent = _sum("Charges du mois", _charge_lines(charges), None, warnings)
    instalments = _sum("Mensualités de crédit et échéanciers", _instalment_lines(case, debts), None, warnings)
    lines = (
        Line("Ressources", resources.total),
        Line("Charges", -spent.total),
        Line("Mensualités", -instalments.total),
    )
    remainder = _sum("Reste après charges et mensualités", lines, None, warnings)
    return LivedBudget(resources, spent, instalments, remainder, not missing, tuple(missing))


@dataclass(frozen=True, slots=True)
class RetainedResult:
    """The commission's budget, or None and what prevents it in ``missing``; ``notices`` are open questions met.

    ``with_proofs``: resources and charges if every paper had been seen (the partner's share follows the charges).
    """

    budget: RetainedBudget | None
    missing: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    with_proofs: tuple[Money, Money] | None = None


def retained_budget(case: Case, incomes: tuple[MonthlyIncome, ...], charges: Charges) -> RetainedResult:
    """The commission's budget.

    Resources are those of who files; when one of a couple does not, a line adds that partner's share of the charges.
    """
    own = filers_resources(case, incomes)
    if own is None:
        return RetainedResult(None, (NO_RESOURCES,))
    missing = tuple(i.missing for i in incomes if i.is_missing and i.whose is Whose.FILERS)
    unknown = _unknown_partner(case, incomes)
    if unknown:
        return RetainedResult(None, (*missing, unknown))
    lines = _resource_lines(case, incomes, lived=False)
    notices: tuple[str, ...] = ()
    share = Fraction(0)
    partner = silent_partner(case)
    if partner is not None:
        found = partner_share(case, partner, own_resources(incomes, partner), own)
        missing, notices = (*missing, *found.missing), found.notices
        if found.share is None:
            return RetainedResult(None, missing, notices)
        share = found.share
        reason = f"{charges.total} de charges retenues, {found.why}"
        amount = Money.rounded(charges.total.euros * share)
        lines = (*lines, Line(CONTRIBUTION, amount, reason, "filing.charge_sharing", SHARING))
    resources = _sum("Ressources retenues", lines, RESOURCES, (*missing, *notices))
    retained = Explained(
        "Charges retenues",
        charges.total,
        tuple(Line(c.label, c.retained, c.reason, c.path, c.source) for c in charges.lines),
        charges.lines[0].source,
        warnings=charges.notices,
    )
    proved = charges.total_with_proofs
    with_proofs = (own + Money.rounded(proved.euros * share), proved)
    return RetainedResult(RetainedBudget(resources, retained, charges.lines, own), missing, notices, with_proofs)


def _unknown_partner(case: Case, incomes: tuple[MonthlyIncome, ...]) -> str:
    """When nobody files the couple is read as one household: without what the partner earns, nothing can be said."""
    partner = case.partner
    if partner is None or partner not in filers(case) or partner.has_resources is not True:
        return ""
    if own_resources(incomes, partner).amount is not None:
        return ""
    return f"Ressources de {name_of(partner)} inconnues : la capacité du foyer ne peut pas être calculée."


def _sum(label: str, lines: tuple[Line, ...], source: Source | None, warnings: tuple[str, ...]) -> Explained:
    counted = total(line.amount for line in lines if line.counts)
    return Explained(label, counted, lines, source, warnings=warnings)


def _resource_lines(case: Case, incomes: tuple[MonthlyIncome, ...], *, lived: bool) -> tuple[Line, ...]:
    lines = []
    for item in incomes:
        if item.amount is None:
            continue
        counts, reason = item.whose is Whose.FILERS, _how(item)
        if item.ended:
            counts, reason = False, item.since_when_ended
        elif item.whose is Whose.PARTNER:
            counts = lived
            if not lived:
                reason = "ressource du conjoint qui ne dépose pas : elle compte par sa contribution aux charges"
        elif item.whose is Whose.OTHERS:
            reason = "ressource d’une autre personne du foyer, pour information"
        label = f"{item.label} — {name_of(item.owner)}" if item.owner else item.label
        lines.append(Line(label, item.amount, reason, item.path, counts=counts))
    figure = partner_figure(case, incomes)
    if figure is not None and (lived or figure[0] in filers(case)):
        partner, amount = figure
        path = f"persons.{partner.id}.own_resources"
        lines.append(Line(f"Ressources de {name_of(partner)}", amount, "montant global déclaré", path))
    return tuple(lines)


def _how(item: MonthlyIncome) -> str:
    income = item.income
    amount = known(income.amount)
    if amount is None or amount == item.amount:
        return ""
    return f"{amount} {income.period.label}"


def _charge_lines(charges: tuple[MonthlyExpense, ...]) -> tuple[Line, ...]:
    return tuple(Line(c.label, c.amount, c.how, c.path) for c in charges if c.amount is not None)


def _instalment_lines(case: Case, debts: tuple[MonthlyDebt, ...]) -> tuple[Line, ...]:
    lines = []
    for debt in debts:
        if debt.amount is not None:
            reason = "assurance comprise" if known(debt.debt.insurance) else ""
            lines.append(Line(debt.label, debt.amount, reason, debt.path))
    for proceeding in case.proceedings:
        withheld = known(proceeding.withheld)
        if withheld is not None:
            label = f"{proceeding.kind.label} (retenue)"
            reason = "pour information : déjà retenue si la ressource notée est celle qui est versée"
            lines.append(Line(label, withheld, reason, f"proceedings.{proceeding.id}.withheld", counts=False))
    return tuple(lines)
