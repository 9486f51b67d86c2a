"""What is left at the end: counted to the cent, and written off only where the law allows it (L. 733-4)."""

from __future__ import annotations

from pcb.domain.explain import Source
from pcb.domain.money import Money
from pcb.domain.plan.checks.reading import Reading
from pcb.domain.plan.checks.verdict import OF_THE_PLAN, Check, Failure, Rule, judged
from pcb.domain.plan.model import DebtClass, PlanNature

MAY_BE_WRITTEN_OFF = (DebtClass.LANDLORD, DebtClass.ORDINARY)
_BY_AGREEMENT = {
    PlanNature.AMICABLE: "Hors procédure, rien n’est effacé sans l’accord écrit du créancier.",
    PlanNature.AGREED: "Dans un plan conventionnel, la remise est celle que le créancier accepte.",
}


def check_remainder(read: Reading) -> Check:
    """Write-off and what remains due add up to the last balance of each debt, and both are positive."""
    failures = []
    for place, debt in enumerate(read.debts):
        written, due = read.plan.effacement[place], read.plan.remains_due[place]
        left = read.closings[place][-1] if read.months else read.start[place][0]
        if written + due != left:
            text = f"{debt.creditor} : {Money(written + due)} comptés à la fin, {Money(left)} restent."
            failures.append(Failure(text, read.months or None, debt.id, written + due - left))
        failures += [
            Failure(f"{debt.creditor} : une somme restante est négative.", None, debt.id, amount)
            for amount in (written, due)
            if amount < 0
        ]
    return judged(Rule.REMAINDER, failures)


def check_write_off(read: Reading) -> Check:
    """Only landlords and ordinary debts are written off; of theirs nothing remains due, unless a guarantor paid."""
    failures = []
    for place, debt in enumerate(read.debts):
        written, due = read.plan.effacement[place], read.plan.remains_due[place]
        may = debt.debt_class in MAY_BE_WRITTEN_OFF
        if written and not may:
            text = f"{debt.creditor} : {Money(written)} effacés, alors que cette dette ne peut pas l’être."
            failures.append(Failure(text, None, debt.id, written))
        if due and may and not debt.guarantor_paid:
            text = f"{debt.creditor} : {Money(due)} dits restant dus, alors que le plan les efface."
            failures.append(Failure(text, None, debt.id, due))
    nature = read.request.nature
    source = Source(OF_THE_PLAN) if nature is PlanNature.AMICABLE else None
    return judged(Rule.WRITE_OFF, failures, _BY_AGREEMENT.get(nature, ""), source)


def check_guarantor(read: Reading) -> Check:
    """Nothing is written off of what a natural-person guarantor or co-debtor paid in the debtor's place (L. 733-4)."""
    failures = [
        Failure(
            f"{debt.creditor} : {Money(written)} effacés, alors qu’une caution a payé à la place du foyer.",
            None,
            debt.id,
            written,
        )
        for debt, written in zip(read.debts, read.plan.effacement, strict=True)
        if debt.guarantor_paid and written
    ]
    return judged(Rule.GUARANTOR, failures)
