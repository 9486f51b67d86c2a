"""The shape of a plan: paliers that follow one another, one row a debt and a month, and a reason for each palier."""

from __future__ import annotations

from itertools import pairwise

from pcb.domain.money import Money
from pcb.domain.plan.checks.reading import Reading, legal_months
from pcb.domain.plan.checks.verdict import Check, Failure, Rule, judged
from pcb.domain.plan.model import Plan, SharingRule


def check_paliers(plan: Plan) -> Check:
    """Paliers from month 1 without gap, no two neighbours alike; one amount a debt, one row a debt and a month."""
    failures = []
    expected, before = 1, None
    size = len(plan.request.debts)
    for palier in plan.paliers:
        if palier.first_month != expected:
            failures.append(
                Failure(f"Un palier commence au mois {palier.first_month} au lieu de {expected}.", expected)
            )
        if palier.months < 1:
            failures.append(Failure("Un palier ne dure aucun mois.", palier.first_month))
        if len(palier.amounts) != size:
            failures.append(Failure("Un palier n’a pas un montant par dette.", palier.first_month))
        failures += [
            Failure("Un montant est négatif.", palier.first_month, debt.id, amount)
            for debt, amount in zip(plan.request.debts, palier.amounts, strict=False)
            if amount < 0
        ]
        if palier.amounts == before:
            failures.append(Failure("Deux paliers qui se suivent ont les mêmes montants.", palier.first_month))
        expected, before = palier.first_month + palier.months, palier.amounts
    lists = {"échéancier": plan.schedules, "effacement": plan.effacement, "reste dû": plan.remains_due}
    failures += [Failure(f"Il n’y a pas un {name} par dette.") for name, found in lists.items() if len(found) != size]
    for debt, rows in zip(plan.request.debts, plan.schedules, strict=False):
        if len(rows) != plan.months:
            text = f"L’échéancier a {len(rows)} mois, le plan {plan.months}."
            failures.append(Failure(text, min(len(rows), plan.months) + 1, debt.id))
    return judged(Rule.PALIERS, failures)


def check_constant(read: Reading) -> Check:
    """The payment of each row is the amount of its palier."""
    failures = []
    for palier in read.plan.paliers:
        first, last = palier.first_month, palier.last_month
        for debt, amount, payments in zip(read.debts, palier.amounts, read.payments, strict=True):
            paid = payments[first - 1 : last]
            if paid.count(amount) != palier.months:
                failures += [
                    Failure(
                        f"{read.when(month)} : {Money(found)} payés à {debt.creditor}, le palier dit {Money(amount)}.",
                        month,
                        debt.id,
                        found - amount,
                    )
                    for month, found in enumerate(paid, first)
                    if found != amount
                ]
    return judged(Rule.CONSTANT, failures)


def check_fewest(read: Reading) -> Check:
    """A palier begins for a reason: a debt owes less than the amount of the palier before, the capacity changes, a debt
    begins, an amount fixed by hand begins or ends, or the legal months are over (L. 733-3 al. 2). *Dearest first*, a
    principal that ends too."""
    legal = legal_months(read.request)
    reasons = {step.first_month for step in read.request.capacity}
    reasons |= {debt.starts_at for debt in read.debts} | (set() if legal is None else {legal + 1})
    for hand in read.request.by_hand:
        reasons |= {hand.first_month, hand.last_month + 1}
    if read.request.rule is SharingRule.DEAREST_FIRST:
        reasons |= _end_of_principals(read)
    failures = []
    for before, palier in pairwise(read.plan.paliers):
        month = palier.first_month
        if month not in reasons and all(amount <= read.due(i, month) for i, amount in enumerate(before.amounts)):
            failures.append(Failure(f"Rien ne change au {read.when(month)} : ce palier est de trop.", month))
    return judged(Rule.FEWEST, failures)


def _end_of_principals(read: Reading) -> set[int]:
    found: set[int] = set()
    for rows in read.plan.schedules:
        last = next((month for month, row in enumerate(rows, 1) if not row.principal), None)
        if last is not None:
            found |= {last, last + 1}
    return found
