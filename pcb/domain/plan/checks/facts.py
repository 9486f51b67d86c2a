"""The facts from which a plan starts: a debt without balance, dates out of order, amounts that cannot be.

Each is named with its debt; nothing is corrected, and nothing unknown is taken for zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pcb.domain.money import Money
from pcb.domain.plan.checks.verdict import Check, Failure, Rule, judged
from pcb.domain.plan.model import LEGAL_MONTHS, DebtClass, PlanDebt, PlanRequest
from pcb.domain.wording import french_date


def check_facts(request: PlanRequest) -> Check:
    """Everything that a plan takes for granted."""
    failures = [*_dates(request), *_capacity(request), *_hands(request)]
    for debt in request.debts:
        failures += _debt(request, debt)
    ids = [debt.id for debt in request.debts]
    failures += [
        Failure("Deux dettes portent le même identifiant.", debt=i) for i in sorted(set(ids)) if ids.count(i) > 1
    ]
    strangers = [i for i in request.order if i not in ids]
    failures += [Failure("L’ordre choisi nomme une dette qui n’est pas dans le plan.", debt=i) for i in strangers]
    if len(set(request.order)) != len(request.order):
        failures.append(Failure("L’ordre choisi nomme deux fois la même dette."))
    return judged(Rule.FACTS, failures)


def _dates(request: PlanRequest) -> Iterator[Failure]:
    if request.decided_on > request.start:
        yield Failure(
            f"La décision ({french_date(request.decided_on)}) est après le premier paiement "
            f"({french_date(request.start)})."
        )
    if request.day_of_month is not None and not 1 <= request.day_of_month <= 31:
        yield Failure(f"Le jour du paiement ({request.day_of_month}) n’est pas un jour du mois.")
    if not 0 <= request.months_used <= LEGAL_MONTHS:
        yield Failure(
            f"Mois déjà utilisés : {request.months_used} ; il en faut de 0 à {LEGAL_MONTHS} (C. conso. art. L. 733-3)."
        )
    if request.length is not None and request.length < 1:
        yield Failure(f"La durée demandée ({request.length} mois) n’est pas possible.")
    if request.minimum < 0:
        yield Failure("Le versement minimum est négatif.", cents=request.minimum)


def _capacity(request: PlanRequest) -> Iterator[Failure]:
    steps = request.capacity
    if not steps or steps[0].first_month != 1:
        yield Failure("La capacité du premier mois n’est pas connue.", month=1)
    for before, after in pairwise(steps):
        if after.first_month <= before.first_month:
            yield Failure("Les changements de capacité ne sont pas dans l’ordre des mois.", month=after.first_month)
    for step in steps:
        if step.amount < 0:
            yield Failure("La capacité est négative.", month=step.first_month, cents=step.amount)


def _hands(request: PlanRequest) -> Iterator[Failure]:
    ids = {debt.id: debt for debt in request.debts}
    for place, hand in enumerate(request.by_hand):
        if hand.debt not in ids:
            yield Failure("Un montant est fixé pour une dette qui n’est pas dans le plan.", debt=hand.debt)
        elif hand.first_month < ids[hand.debt].starts_at:
            yield Failure("Un montant est fixé avant le premier mois de la dette.", hand.first_month, hand.debt)
        if not 1 <= hand.first_month <= hand.last_month:
            yield Failure("Un montant est fixé pour des mois qui ne se suivent pas.", hand.first_month, hand.debt)
        if hand.amount < 0:
            yield Failure("Un montant fixé est négatif.", hand.first_month, hand.debt, hand.amount)
        for other in request.by_hand[:place]:
            if (
                other.debt == hand.debt
                and other.first_month <= hand.last_month
                and hand.first_month <= other.last_month
            ):
                yield Failure("Deux montants sont fixés pour les mêmes mois.", hand.first_month, hand.debt)


def _debt(request: PlanRequest, debt: PlanDebt) -> Iterator[Failure]:
    name, owed = debt.id, debt.balance
    if owed is None:
        yield Failure(f"Ce qui reste dû à {debt.creditor} n’est pas connu.", debt=name)
        return
    paid = sum(made.amount for made in debt.payments_made)
    if owed < 0:
        yield Failure(f"Le solde dû à {debt.creditor} est négatif.", debt=name, cents=owed)
    if not 0 <= debt.accrued <= max(owed, 0):
        yield Failure("Les intérêts échus ne sont pas compris dans le solde.", debt=name, cents=debt.accrued)
    if paid > owed:
        yield Failure(f"Les paiements faits dépassent le solde de {Money(paid - owed)}.", debt=name, cents=paid - owed)
    if debt.rate < 0:
        yield Failure("Le taux est négatif.", debt=name)
    if debt.starts_at < 1:
        yield Failure("Le premier mois est avant le début du plan.", debt.starts_at, name)
    if debt.contract_payment is not None and debt.contract_payment < 0:
        yield Failure("La mensualité du contrat est négative.", debt=name, cents=debt.contract_payment)
    if debt.debt_class is DebtClass.HOME_LOAN and not debt.contract_payment:
        yield Failure("La mensualité du prêt de la résidence conservée n’est pas connue.", debt=name)
    if debt.stated_on is not None and debt.stated_on > request.start:
        yield Failure(f"Le solde est arrêté après le premier paiement ({french_date(debt.stated_on)}).", debt=name)
    for made in debt.payments_made:
        if made.amount < 0:
            yield Failure("Un paiement fait est négatif.", debt=name, cents=made.amount)
        if debt.stated_on is not None and made.day < debt.stated_on:
            yield Failure(
                f"Un paiement ({french_date(made.day)}) est avant le jour du solde ({french_date(debt.stated_on)}) : "
                "il y est déjà compté.",
                debt=name,
            )
        if made.day > request.start:
            yield Failure(f"Un paiement ({french_date(made.day)}) est après le début du plan.", debt=name)
