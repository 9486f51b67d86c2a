"""The limits of the law: capacity, length, rate of the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from pcb.domain.explain import Source
from pcb.domain.law import law_on
from pcb.domain.money import Money
from pcb.domain.plan.checks.reading import Reading, legal_months
from pcb.domain.plan.checks.verdict import OF_THE_PLAN, Check, Failure, Rule, judged, unknown
from pcb.domain.plan.model import LEGAL_MONTHS, LONGEST_MONTHS, DebtClass, PlanNature
from pcb.domain.wording import french_date, french_number, not_official
from pcb.errors import NoValueOnDay

LENGTH_ARTICLE = {
    PlanNature.AMICABLE: OF_THE_PLAN,
    PlanNature.AGREED: "C. conso. art. L. 732-3",
    PlanNature.IMPOSED: "C. conso. art. L. 733-1, L. 733-3",
}
NO_LEGAL_LENGTH = f"Hors procédure, aucune durée légale ; un plan n’est pas cherché au-delà de {LONGEST_MONTHS} mois."
NO_CAP = "Les taux sont ceux que les parties acceptent : le taux légal ne les plafonne pas."
NO_INTEREST = "Aucun taux n’est appliqué : le plafond est respecté quel que soit le taux légal du jour."


def check_capacity(read: Reading) -> Check:
    """What is paid each month, all debts together, never exceeds the capacity of that month (L. 731-1, L. 731-2)."""
    failures = [
        Failure(f"{read.when(month)} : {Money(paid)} payés pour une capacité de {Money(may)}.", month, None, paid - may)
        for month, (paid, may) in enumerate(zip(read.paid, read.capacity, strict=True), 1)
        if paid > may
    ]
    return judged(Rule.CAPACITY, failures)


def check_length(read: Reading) -> Check:
    """84 months less those used (L. 732-3, L. 733-1, L. 733-3), but for L. 733-3 al. 2: to keep the main residence,
    the loan that bought it may be paid longer, or every debt is repaid in full. And never longer than was asked."""
    source = Source(LENGTH_ARTICLE[read.request.nature])
    legal, asked = legal_months(read.request), read.request.length
    failures = list(_beyond(read, legal))
    if asked is not None and read.months > asked:
        failures.append(Failure(f"Le plan dure {read.months} mois ; la durée demandée est de {asked}.", asked + 1))
    if legal is None:
        if read.months > LONGEST_MONTHS:
            failures.append(Failure(f"Le plan dure {read.months} mois, plus de {LONGEST_MONTHS}.", LONGEST_MONTHS + 1))
        return judged(Rule.LENGTH, failures, NO_LEGAL_LENGTH, source)
    if asked is not None and asked > legal and not read.request.keeps_main_residence:
        failures.append(
            Failure(f"La durée demandée, {asked} mois, dépasse les {legal} mois que la loi laisse.", legal + 1)
        )
    return judged(Rule.LENGTH, failures, _left(legal, read.request.months_used), source)


def _left(legal: int, used: int) -> str:
    return f"{LEGAL_MONTHS} mois, moins {used} déjà utilisés : il en reste {legal}." if used else ""


def _beyond(read: Reading, legal: int | None) -> Iterator[Failure]:
    if legal is None or read.months <= legal:
        return
    if not read.request.keeps_main_residence:
        text = f"Le plan dure {read.months} mois ; la loi en laisse {legal}."
        yield Failure(text, legal + 1, None, sum(read.paid[legal:]))
        return
    if all(closings[-1] == 0 for closings in read.closings):
        return
    for debt, payments in zip(read.debts, read.payments, strict=True):
        paid = sum(payments[legal:])
        if paid and debt.debt_class is not DebtClass.HOME_LOAN:
            month = legal + 1 + next(n for n, amount in enumerate(payments[legal:]) if amount)
            text = (
                f"{debt.creditor} est encore payé au {read.when(month)} : au-delà de {legal} mois, seul le prêt de la "
                "résidence conservée peut l’être, ou toutes les dettes sont remboursées (L. 733-3, alinéa 2)."
            )
            yield Failure(text, month, debt.id, paid)


def check_rate_cap(read: Reading) -> Check:
    """No debt rescheduled by imposed measures bears more than the legal rate of the day of the decision, « other »
    column (L. 733-1 3°). What is paid apart by its contract is not rescheduled."""
    if read.request.nature is not PlanNature.IMPOSED:
        return judged(Rule.RATE_CAP, (), NO_CAP)
    rates = [(d.id, d.creditor, d.rate) for d, r in zip(read.debts, read.ranks, strict=True) if r >= 2]
    return rate_cap(rates, read.request.decided_on)


def rate_cap(rates: list[tuple[str, str, Fraction]], day: date | None) -> Check:
    """The cap on rates (debt, creditor, rate of a year) of imposed measures decided on ``day``."""
    if not any(rate for _, _, rate in rates):
        return judged(Rule.RATE_CAP, (), NO_INTEREST)
    if day is None:
        return unknown(Rule.RATE_CAP, "Le jour de la décision n’est pas connu : le taux légal à appliquer non plus.")
    try:
        legal = law_on(day).value("taux_legal")
    except NoValueOnDay as lack:
        return unknown(Rule.RATE_CAP, str(lack))
    cap = legal["other"] / 100
    source = Source(
        Rule.RATE_CAP.source.article, legal.source.status, legal.source.in_force_since, note=legal.source.article
    )
    failures = [
        Failure(f"{creditor} : {percent(rate)} au lieu de {percent(cap)} au plus.", debt=debt)
        for debt, creditor, rate in rates
        if rate > cap
    ]
    why = f"Taux légal au {french_date(day)} : {percent(cap)}."
    if not legal.source.is_official:
        why += f" {not_official('Taux légal', legal.source)}"
    return judged(Rule.RATE_CAP, failures, why, source)


def percent(rate: Fraction) -> str:
    """« 2,62 % »."""
    return f"{french_number(rate * 100, 4)} %"
