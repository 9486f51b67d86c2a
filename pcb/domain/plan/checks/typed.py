"""A plan typed in from a commission's letter: paliers and amounts by creditor, and what else the letter tells.

The same rules as for a plan computed here, where the letter allows it; elsewhere the rule is « impossible à vérifier »
and says what is missing. A letter has no schedule line by line: what is left is found within the roundings that a
schedule may have made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product

from pcb.domain.explain import Source
from pcb.domain.money import Money
from pcb.domain.plan.checks.ledger import interest_of, month_rate
from pcb.domain.plan.checks.limits import LENGTH_ARTICLE, NO_CAP, NO_LEGAL_LENGTH, rate_cap
from pcb.domain.plan.checks.priority import OUTSIDE
from pcb.domain.plan.checks.remainder import MAY_BE_WRITTEN_OFF
from pcb.domain.plan.checks.verdict import OF_THE_PLAN, Check, Failure, Rule, judged, unknown
from pcb.domain.plan.model import LEGAL_MONTHS, Compounding, DebtClass, Imputation, Palier, PlanNature, Rounding


@dataclass(frozen=True, slots=True)
class TypedDebt:
    """One creditor of the letter. Amounts in cents; ``rate`` is of a year; None is what the letter does not tell."""

    creditor: str
    balance: int | None = None
    rate: Fraction | None = None
    debt_class: DebtClass | None = None
    written_off: int | None = None
    guarantor_paid: bool | None = None


@dataclass(frozen=True, slots=True)
class TypedPlan:
    """What the letter says. The amounts of each palier are in the order of ``debts``; month 1 falls on
    ``first_payment``. ``capacity`` is the monthly capacity that the commission retained."""

    debts: tuple[TypedDebt, ...]
    paliers: tuple[Palier, ...]
    nature: PlanNature = PlanNature.IMPOSED
    first_payment: date | None = None
    decided_on: date | None = None
    capacity: int | None = None
    months_used: int | None = None
    keeps_main_residence: bool | None = None

    @property
    def months(self) -> int:
        return max((palier.last_month for palier in self.paliers), default=0)


def check_typed(plan: TypedPlan) -> tuple[Check, ...]:
    """The rules that a letter may be judged by, in the order of :class:`Rule`. Nothing follows from a wrong shape."""
    facts, shape = _facts(plan), _shape(plan)
    if not (facts.passed and shape.passed):
        return (facts, shape)
    return (
        facts,
        shape,
        _capacity(plan),
        _length(plan),
        _rates(plan),
        _landlord(plan),
        _remainder(plan),
        _write_off(plan),
        _guarantor(plan),
    )


def _facts(plan: TypedPlan) -> Check:
    failures = []
    if plan.first_payment and plan.decided_on and plan.decided_on > plan.first_payment:
        failures.append(Failure("La décision est après le premier paiement.", 1))
    if plan.months_used is not None and not 0 <= plan.months_used <= LEGAL_MONTHS:
        failures.append(Failure(f"Mois déjà utilisés : il en faut de 0 à {LEGAL_MONTHS} (C. conso. art. L. 733-3)."))
    if plan.capacity is not None and plan.capacity < 0:
        failures.append(Failure("La capacité est négative.", cents=plan.capacity))
    for debt in plan.debts:
        if any(amount is not None and amount < 0 for amount in (debt.balance, debt.written_off)):
            failures.append(Failure(f"{debt.creditor} : un montant est négatif.", debt=debt.creditor))
        if debt.rate is not None and debt.rate < 0:
            failures.append(Failure(f"{debt.creditor} : le taux est négatif.", debt=debt.creditor))
    return judged(Rule.FACTS, failures)


def _shape(plan: TypedPlan) -> Check:
    failures, expected = [], 1
    if not plan.paliers:
        failures.append(Failure("La lettre ne donne aucun palier."))
    for palier in plan.paliers:
        if palier.first_month != expected or palier.months < 1:
            text = f"Un palier commence au mois {palier.first_month} au lieu de {expected}, ou ne dure aucun mois."
            failures.append(Failure(text, expected))
        if len(palier.amounts) != len(plan.debts) or min(palier.amounts, default=0) < 0:
            failures.append(Failure("Il faut un montant par créancier, jamais négatif.", palier.first_month))
        expected = palier.first_month + palier.months
    return judged(Rule.PALIERS, failures)


def _capacity(plan: TypedPlan) -> Check:
    may = plan.capacity
    if may is None:
        return unknown(Rule.CAPACITY, "La capacité retenue par la commission n’est pas connue.")
    failures = [
        Failure(
            f"Mois {p.first_month} à {p.last_month} : {Money(p.total)} par mois pour une capacité de {Money(may)}.",
            p.first_month,
            None,
            p.total - may,
        )
        for p in plan.paliers
        if p.total > may
    ]
    return judged(Rule.CAPACITY, failures)


def _length(plan: TypedPlan) -> Check:
    source = Source(LENGTH_ARTICLE[plan.nature])
    if plan.nature is PlanNature.AMICABLE:
        return judged(Rule.LENGTH, (), NO_LEGAL_LENGTH, source)
    legal = LEGAL_MONTHS - (plan.months_used or 0)
    beyond = _paid_beyond(plan, legal)
    if plan.months <= legal or not beyond:
        if plan.months_used is None:
            why = (
                f"Le plan dure {plan.months} mois ; les mois déjà utilisés, qui comptent dans {LEGAL_MONTHS}, sont "
                "inconnus."
            )
            return unknown(Rule.LENGTH, why, source)
        return judged(Rule.LENGTH, (), "", source)
    text = f"Le plan dure {plan.months} mois ; la loi en laisse {legal}."
    if plan.keeps_main_residence is False:
        return judged(Rule.LENGTH, (Failure(text, legal + 1, None, sum(beyond.values())),), "", source)
    if plan.keeps_main_residence is None:
        why = f"{text} Il faut savoir s’il évite la vente de la résidence principale (L. 733-3, alinéa 2)."
        return unknown(Rule.LENGTH, why, source)
    others = {p: paid for p, paid in beyond.items() if plan.debts[p].debt_class is not DebtClass.HOME_LOAN}
    left = [_left(plan, place) for place in range(len(plan.debts))]
    if not others or all(found is not None and found[0] <= 0 for found in left):
        return judged(Rule.LENGTH, (), "Durée permise pour conserver la résidence (L. 733-3, alinéa 2).", source)
    if None in left or any(plan.debts[p].debt_class is None for p in others):
        why = f"{text} Soldes, taux ou nature des dettes manquent pour savoir si toutes sont remboursées."
        return unknown(Rule.LENGTH, why, source)
    failures = [
        Failure(f"{plan.debts[p].creditor} est payé au-delà de {legal} mois.", legal + 1, plan.debts[p].creditor, paid)
        for p, paid in others.items()
    ]
    return judged(Rule.LENGTH, failures, "", source)


def _paid_beyond(plan: TypedPlan, legal: int) -> dict[int, int]:
    """What each creditor (its place) is paid after the legal months."""
    found: dict[int, int] = {}
    for palier in plan.paliers:
        months = palier.last_month - max(legal, palier.first_month - 1)
        for place, amount in enumerate(palier.amounts):
            if months > 0 and amount:
                found[place] = found.get(place, 0) + amount * months
    return found


def _rates(plan: TypedPlan) -> Check:
    if plan.nature is not PlanNature.IMPOSED:
        return judged(Rule.RATE_CAP, (), NO_CAP)
    apart = (DebtClass.EXCLUDED, DebtClass.HOME_LOAN)
    concerned = [debt for debt in plan.debts if debt.debt_class not in apart]
    told = [(debt.creditor, debt.creditor, debt.rate) for debt in concerned if debt.rate is not None]
    found = rate_cap(told, plan.decided_on)
    missing = [debt.creditor for debt in concerned if debt.rate is None]
    if found.passed and missing:
        return unknown(Rule.RATE_CAP, f"Taux inconnus : {', '.join(missing)}.", found.source)
    return found


def _landlord(plan: TypedPlan) -> Check:
    """A landlord still owed at the end of a palier in which others are paid (L. 711-6)."""
    if plan.nature is PlanNature.AMICABLE:
        return judged(Rule.LANDLORD, (), OUTSIDE, Source(OF_THE_PLAN))
    if any(debt.debt_class is None for debt in plan.debts):
        return unknown(Rule.LANDLORD, "On ne sait pas quelles créances sont celles d’un bailleur.")
    failures, unsure = [], []
    for place, debt in enumerate(plan.debts):
        if debt.debt_class is not DebtClass.LANDLORD:
            continue
        for palier in plan.paliers:
            others = sum(
                amount
                for amount, other in zip(palier.amounts, plan.debts, strict=True)
                if other.debt_class is DebtClass.ORDINARY
            )
            left = _left(plan, place, palier.first_month)
            if others and left is None:
                unsure.append(debt.creditor)
            elif others and left is not None and left[0] > 0:
                text = (
                    f"Mois {palier.first_month} : {Money(others)} payés à d’autres alors que {debt.creditor}, "
                    f"bailleur, attend encore {Money(left[0])}."
                )
                failures.append(Failure(text, palier.first_month, debt.creditor, others))
    if unsure and not failures:
        return unknown(Rule.LANDLORD, f"Solde ou taux inconnu : {', '.join(dict.fromkeys(unsure))}.")
    return judged(Rule.LANDLORD, failures)


def _remainder(plan: TypedPlan) -> Check:
    """Balance, payments and write-off of each creditor add up, to the cent without interest; none is paid too much."""
    failures, unsure = [], []
    for place, debt in enumerate(plan.debts):
        left = _left(plan, place)
        if left is None:
            unsure.append(debt.creditor)
            continue
        low, high = left
        told = 0 if high < 0 else debt.written_off
        if told is None:
            unsure.append(debt.creditor)
        elif not low <= told <= high:
            nearest = low if told < low else high
            what = f"payé {Money(-high)} de trop" if high < 0 else f"{Money(told)} effacés, {Money(nearest)} restent"
            failures.append(Failure(f"{debt.creditor} : {what}.", plan.months, debt.creditor, told - nearest))
    if unsure and not failures:
        why = f"Solde, taux ou effacement inconnu : {', '.join(unsure)}."
        return unknown(Rule.REMAINDER, why)
    return judged(Rule.REMAINDER, failures)


def _write_off(plan: TypedPlan) -> Check:
    erased = [debt for debt in plan.debts if debt.written_off]
    failures = [
        Failure(f"{debt.creditor} : dette qui ne peut pas être effacée.", None, debt.creditor, debt.written_off)
        for debt in erased
        if debt.debt_class is not None and debt.debt_class not in MAY_BE_WRITTEN_OFF
    ]
    unsure = [debt.creditor for debt in erased if debt.debt_class is None]
    if unsure and not failures:
        return unknown(Rule.WRITE_OFF, f"Nature de la dette inconnue : {', '.join(unsure)}.")
    return judged(Rule.WRITE_OFF, failures)


def _guarantor(plan: TypedPlan) -> Check:
    erased = [debt for debt in plan.debts if debt.written_off]
    failures = [
        Failure(f"{debt.creditor} : effacé, alors qu’une caution a payé.", None, debt.creditor, debt.written_off)
        for debt in erased
        if debt.guarantor_paid
    ]
    unsure = [debt.creditor for debt in erased if debt.guarantor_paid is None]
    if unsure and not failures:
        return unknown(Rule.GUARANTOR, f"Une caution a-t-elle payé ? {', '.join(unsure)}.")
    return judged(Rule.GUARANTOR, failures)


def _left(plan: TypedPlan, place: int, until: int | None = None) -> tuple[int, int] | None:
    """The least and the most that may be left on a debt at the end of month ``until`` (the last by default): exact
    without interest; with a rate, over the four ways to compute a month. Negative: paid too much. None: not known."""
    debt = plan.debts[place]
    if debt.balance is None or debt.rate is None:
        return None
    last = until or plan.months
    payments = [p.amounts[place] for p in plan.paliers for _ in range(p.months)][:last]
    found = [
        _run(debt.balance, payments, month_rate(debt.rate, compounding), imputation)
        for compounding, imputation in product(Compounding, Imputation)
    ]
    slack = last if debt.rate else 0  # one cent a month at most between two ways of rounding
    return min(found) - slack, max(found) + slack


def _run(balance: int, payments: list[int], rate: tuple[int, int], imputation: Imputation) -> int:
    principal, interest = balance, 0
    for payment in payments:
        interest += interest_of(max(0, principal), *rate, Rounding.HALF_UP)
        on_interest = min(payment, interest) if imputation is Imputation.INTEREST_FIRST else 0
        if imputation is Imputation.PRINCIPAL_FIRST and payment > principal:
            on_interest = payment - max(0, principal)
        interest -= on_interest
        principal -= payment - on_interest
    return principal + interest
