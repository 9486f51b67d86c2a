"""Random requests for plans: from 1 to 60 debts, rates from 0 to 22 %, capacities from 0 to 5 000 €, which change;
earlier measures; every class of debt, rule, nature, imputation and minimum. The same seed gives the same household."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction

from pcb.domain.plan.model import (
    CapacityStep,
    Compounding,
    DebtClass,
    HandAmount,
    Imputation,
    PaymentMade,
    PlanDebt,
    PlanNature,
    PlanRequest,
    SharingRule,
)

DECIDED_ON = date(2026, 3, 16)
LEGAL_RATE = Fraction(262, 10_000)


def random_request(seed: int) -> PlanRequest:
    """One household, of any shape that may be met."""
    rng = random.Random(seed)
    nature = rng.choice(list(PlanNature))
    rule = rng.choice([rule for rule in SharingRule for _ in range(1 if rule is SharingRule.BY_HAND else 4)])
    keeps = rng.random() < 0.25
    imputation = rng.choice([*Imputation, Imputation.PRINCIPAL_FIRST])
    debts = tuple(_debt(rng, n, nature, imputation, keeps) for n in range(_number_of_debts(rng)))
    return PlanRequest(
        start=DECIDED_ON + timedelta(days=rng.randrange(0, 90)),
        decided_on=DECIDED_ON,
        debts=debts,
        capacity=_capacity(rng),
        nature=nature,
        rule=rule,
        minimum=rng.choice([0, 0, 500, 1000, 2000, 5000]),
        months_used=rng.choice([0, 0, 0, rng.randrange(0, 84)]),
        length=rng.choice([None, None, None, rng.randrange(1, 60)]),
        keeps_main_residence=keeps,
        by_hand=_by_hand(rng, debts, rule),
        order=tuple(rng.sample([debt.id for debt in debts], min(2, len(debts)))) if rng.random() < 0.1 else (),
        day_of_month=rng.choice([None, None, 5, 31]),
    )


def _number_of_debts(rng: random.Random) -> int:
    return rng.choice([rng.randint(1, 6), rng.randint(1, 12), rng.randint(1, 60)])


def _capacity(rng: random.Random) -> tuple[CapacityStep, ...]:
    def amount() -> int:
        return rng.choice([rng.randint(0, 60_000), rng.randint(0, 500_000), rng.randint(20, 600) * 100])

    months = sorted({1, *(rng.randrange(2, 84) for _ in range(rng.choice([0, 0, 1, 2, 5])))})
    return tuple(CapacityStep(month, 0 if rng.random() < 0.08 else amount()) for month in months)


def _debt(rng: random.Random, number: int, nature: PlanNature, imputation: Imputation, keeps: bool) -> PlanDebt:
    draw = rng.random()
    debt_class = DebtClass.ORDINARY
    if draw < 0.1:
        debt_class = DebtClass.LANDLORD
    elif draw < 0.15:
        debt_class = DebtClass.EXCLUDED
    elif draw < 0.2 and keeps:
        debt_class = DebtClass.HOME_LOAN
    balance = rng.choice([rng.randint(1_000, 200_000), rng.randint(10_000, 3_000_000)])
    highest = LEGAL_RATE if nature is PlanNature.IMPOSED else Fraction(22, 100)
    rate = rng.choice([Fraction(0), Fraction(rng.randrange(0, 2201), 10_000)])
    if debt_class is DebtClass.HOME_LOAN:
        balance, rate = rng.randint(2_000_000, 20_000_000), Fraction(rng.randrange(100, 500), 10_000)
    payment = max(1, balance // rng.randint(12, 240))
    if debt_class is DebtClass.EXCLUDED:
        payment = min(payment, 3_000)
    return PlanDebt(
        id=f"d{number}",
        creditor=f"Créancier inventé {number}",
        debt_class=debt_class,
        balance=balance,
        rate=rate if debt_class is DebtClass.HOME_LOAN else min(rate, highest),
        compounding=rng.choice([Compounding.PROPORTIONAL, Compounding.PROPORTIONAL, Compounding.ACTUARIAL]),
        imputation=imputation,
        contract_payment=None if debt_class is DebtClass.EXCLUDED and rng.random() < 0.5 else payment,
        accrued=rng.choice([0, 0, balance // 20]),
        stated_on=DECIDED_ON - timedelta(days=60),
        payments_made=(PaymentMade(DECIDED_ON - timedelta(days=9), balance // 7),) if rng.random() < 0.1 else (),
        starts_at=rng.choice([1] * 9 + [rng.randrange(1, 24)]),
        guarantor_paid=rng.random() < 0.03,
    )


def _priority(debt: PlanDebt) -> int:
    if debt.debt_class is DebtClass.EXCLUDED and debt.contract_payment is None:
        return 0
    return {DebtClass.LANDLORD: 1, DebtClass.ORDINARY: 2}.get(debt.debt_class, 3)


def _by_hand(rng: random.Random, debts: tuple[PlanDebt, ...], rule: SharingRule) -> tuple[HandAmount, ...]:
    if rule is not SharingRule.BY_HAND and rng.random() > 0.1:
        return ()
    # Only in the class that comes first: an amount by hand for a later one breaks the priorities, and is to be told so.
    first_class = min((_priority(debt) for debt in debts), default=0)
    chosen = [debt for debt in debts if _priority(debt) == first_class]
    if rule is not SharingRule.BY_HAND:
        chosen = rng.sample(chosen, 1)
    found = []
    for debt in chosen:
        first = debt.starts_at + rng.randrange(0, 12)
        found.append(HandAmount(debt.id, first, first + rng.randrange(0, 60), rng.randint(0, 6_000)))
    return tuple(found)
