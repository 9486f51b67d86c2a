"""What forbids a plan before it is built: each fault is a French sentence, with its article where there is one.

Nothing is corrected in silence: a fault tells the debt or the month it is about, and all of them are told at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from pcb.domain.law import law_on
from pcb.domain.money import Money
from pcb.domain.plan.model import (
    LEGAL_MONTHS,
    LONGEST_MONTHS,
    DebtClass,
    Fault,
    HandAmount,
    PlanDebt,
    PlanNature,
    PlanRequest,
    SharingRule,
)
from pcb.domain.wording import french_date, french_number, plural
from pcb.errors import NoValueOnDay

LENGTH = "C. conso. art. L. 733-1 1°, L. 733-3"
AGREED_LENGTH = "C. conso. art. L. 732-3"
RATE = "C. conso. art. L. 733-1 3° ; CMF art. L. 313-2"
CAPACITY = "C. conso. art. L. 731-1, L. 731-2"
NO_CAPACITY = "C. conso. art. L. 724-1, L. 733-1 4°"
CIVIL_IMPUTATION = "C. civ. art. 1343-1"
RESIDENCE = "C. conso. art. L. 733-3 al. 2"


def legal_rate(day: date) -> Fraction:
    """Taux de l’intérêt légal, « tous autres cas », as a fraction a year: the highest rate of imposed measures.

    Raises :class:`pcb.errors.NoValueOnDay` where none is on file: it is never guessed.
    """
    return law_on(day).value("taux_legal")["other"] / 100


def months_allowed(request: PlanRequest) -> int:
    """The months that remain to a plan: 84 less those of earlier measures; an amicable plan has no legal length."""
    if request.nature is PlanNature.AMICABLE:
        return LONGEST_MONTHS
    return max(0, LEGAL_MONTHS - request.months_used)


def faults_of(request: PlanRequest) -> tuple[Fault, ...]:
    """Every fault of the request; empty when a plan may be built."""
    found = [*_dates(request), *_length(request), *_capacity(request), *_hand(request), *_order(request)]
    if not request.debts:
        found.append(Fault("no_debt", "Aucune dette n’est inscrite au plan."))
    for name, times in Counter(debt.id for debt in request.debts).items():
        if times > 1:
            found.append(Fault("same_debt", f"La dette « {name} » est inscrite {times} fois.", debt=name))
    for debt in request.debts:
        found += [*_balance(debt, request), *_payments(debt, request), *_treatment(debt, request)]
    return (*found, *_rates(request))


def _dates(request: PlanRequest) -> Iterator[Fault]:
    if request.start < request.decided_on:
        yield Fault(
            "start_before_decision",
            f"Dates dans le désordre : le premier versement ({french_date(request.start)}) précède le jour de la "
            f"décision ({french_date(request.decided_on)}).",
        )
    if request.day_of_month is not None and not 1 <= request.day_of_month <= 31:
        yield Fault("day_of_month", f"Le jour des versements ({request.day_of_month}) n’est pas un jour du mois.")


def _length(request: PlanRequest) -> Iterator[Fault]:
    article = AGREED_LENGTH if request.nature is PlanNature.AGREED else LENGTH
    allowed, length = months_allowed(request), request.length
    if request.months_used < 0:
        yield Fault("months_used", "Les mois de mesures déjà utilisés ne peuvent pas être négatifs.")
    if length is not None and length < 1:
        yield Fault("length", f"La durée demandée ({length} mois) est trop courte : un mois au moins.")
    if request.nature is PlanNature.AMICABLE or request.keeps_main_residence:
        if length is not None and length > LONGEST_MONTHS:
            yield Fault("too_long", f"La durée demandée ({length} mois) dépasse {LONGEST_MONTHS} mois (35 ans).")
        return
    used = plural(request.months_used, "mois de mesures déjà utilisé", "mois de mesures déjà utilisés")
    if not allowed:
        text = f"Il ne reste aucun mois : {used} sur {LEGAL_MONTHS}."
        yield Fault("no_month_left", text, article)
    elif length is not None and length > allowed:
        less = f" ({LEGAL_MONTHS} moins {used})" if request.months_used else ""
        text = f"La durée demandée ({length} mois) dépasse les {allowed} mois possibles{less}."
        yield Fault("too_long", text, article)


def _capacity(request: PlanRequest) -> Iterator[Fault]:
    steps = request.capacity
    if not steps or steps[0].first_month != 1:
        yield Fault("capacity_start", "La capacité de remboursement du premier mois n’est pas connue.", CAPACITY)
    for before, after in pairwise(steps):
        if after.first_month <= before.first_month:
            yield Fault(
                "capacity_order",
                f"Changements de capacité dans le désordre : le mois {after.first_month} suit le mois "
                f"{before.first_month}.",
                month=after.first_month,
            )
    for step in steps:
        if step.amount < 0:
            text = f"La capacité du mois {step.first_month} est négative ({Money(step.amount)})."
            yield Fault("capacity_negative", text, CAPACITY, month=step.first_month)
    if request.minimum < 0:
        yield Fault("minimum", f"Le versement minimum ({Money(request.minimum)}) est négatif.")
    highest = max((step.amount for step in steps), default=0)
    if steps and highest == 0:
        text = (
            "La capacité de remboursement est nulle : aucun plan ne peut payer les dettes. Voir la suspension ou le "
            "rétablissement personnel."
        )
        yield Fault("no_capacity", text, NO_CAPACITY)


def _hand(request: PlanRequest) -> Iterator[Fault]:
    known = {debt.id: debt for debt in request.debts}
    last: dict[str, HandAmount] = {}
    for hand in sorted(request.by_hand, key=lambda hand: hand.first_month):
        if hand.debt not in known:
            text = f"Montant fixé à la main pour une dette qui n’est pas au plan : « {hand.debt} »."
            yield Fault("hand_unknown", text, debt=hand.debt)
        if not 1 <= hand.first_month <= hand.last_month:
            text = f"Montant fixé à la main : mois dans le désordre (du mois {hand.first_month} au {hand.last_month})."
            yield Fault("hand_months", text, debt=hand.debt, month=hand.first_month)
        if hand.debt in known and hand.first_month < known[hand.debt].starts_at:
            text = f"Montant fixé à la main au mois {hand.first_month}, avant le premier mois choisi pour cette dette."
            yield Fault("hand_before_start", text, debt=hand.debt, month=hand.first_month)
        if hand.amount < 0:
            text = f"Montant fixé à la main négatif : {Money(hand.amount)}."
            yield Fault("hand_negative", text, debt=hand.debt, month=hand.first_month)
        before = last.get(hand.debt)
        if before is not None and hand.first_month <= before.last_month:
            text = f"Deux montants fixés à la main pour la même dette au mois {hand.first_month}."
            yield Fault("hand_twice", text, debt=hand.debt, month=hand.first_month)
        last[hand.debt] = hand


def _order(request: PlanRequest) -> Iterator[Fault]:
    known = {debt.id for debt in request.debts}
    for name, times in Counter(request.order).items():
        if name not in known:
            yield Fault(
                "order_unknown", f"L’ordre choisi nomme une dette qui n’est pas au plan : « {name} ».", debt=name
            )
        if times > 1:
            yield Fault("order_twice", f"L’ordre choisi nomme {times} fois la dette « {name} ».", debt=name)


def _balance(debt: PlanDebt, request: PlanRequest) -> Iterator[Fault]:
    if debt.balance is None:
        text = f"« {debt.creditor} » : le solde restant dû n’est pas connu. Il est à demander au créancier."
        yield Fault("balance_unknown", text, debt=debt.id)
    elif debt.balance <= 0:
        text = f"« {debt.creditor} » : le solde restant dû est de {Money(debt.balance)}, il n’y a rien à payer."
        yield Fault("balance_not_positive", text, debt=debt.id)
    elif not 0 <= debt.accrued <= debt.balance:
        text = f"« {debt.creditor} » : les intérêts échus ({Money(debt.accrued)}) ne sont pas compris dans le solde."
        yield Fault("accrued", text, debt=debt.id)
    if debt.stated_on is not None and debt.stated_on > request.start:
        text = (
            f"« {debt.creditor} » : dates dans le désordre, le solde est arrêté au {french_date(debt.stated_on)}, "
            f"après le premier versement ({french_date(request.start)})."
        )
        yield Fault("stated_after_start", text, debt=debt.id)


def _payments(debt: PlanDebt, request: PlanRequest) -> Iterator[Fault]:
    for payment in debt.payments_made:
        if payment.amount <= 0:
            text = f"« {debt.creditor} » : versement de {Money(payment.amount)} le {french_date(payment.day)}."
            yield Fault("payment_not_positive", text, debt=debt.id)
        if payment.day > request.start or (debt.stated_on is not None and payment.day < debt.stated_on):
            text = (
                f"« {debt.creditor} » : dates dans le désordre, le versement du {french_date(payment.day)} n’est pas "
                "entre le jour du solde et le premier versement du plan."
            )
            yield Fault("payment_out_of_order", text, debt=debt.id)
    paid = sum(payment.amount for payment in debt.payments_made)
    if debt.balance is not None and 0 < debt.balance <= paid:
        text = f"« {debt.creditor} » : {Money(paid)} déjà versés pour un solde de {Money(debt.balance)}."
        yield Fault("already_paid", text, debt=debt.id)


def _treatment(debt: PlanDebt, request: PlanRequest) -> Iterator[Fault]:
    if debt.starts_at < 1:
        yield Fault("starts_at", f"« {debt.creditor} » : premier mois {debt.starts_at}.", debt=debt.id)
    longest = LONGEST_MONTHS if request.keeps_main_residence else months_allowed(request)
    last = min(request.length or longest, longest)
    if debt.starts_at > last > 0:
        text = f"« {debt.creditor} » : premier versement au mois {debt.starts_at}, après la fin du plan ({last} mois)."
        yield Fault("starts_after_end", text, debt=debt.id)
    if debt.contract_payment is not None and debt.contract_payment <= 0:
        text = f"« {debt.creditor} » : la mensualité est de {Money(debt.contract_payment)}."
        yield Fault("contract_payment_not_positive", text, debt=debt.id)
    if debt.debt_class is DebtClass.HOME_LOAN:
        if not request.keeps_main_residence:
            text = f"« {debt.creditor} » : un prêt immobilier n’est payé à part que si la résidence est conservée."
            yield Fault("residence_not_kept", text, RESIDENCE, debt.id)
        if debt.contract_payment is None:
            text = f"« {debt.creditor} » : la mensualité du prêt de la résidence n’est pas connue."
            yield Fault("contract_payment_unknown", text, debt=debt.id)
    elif (
        request.rule is SharingRule.PRO_RATA_PAYMENTS
        and debt.contract_payment is None
        and debt.debt_class is not DebtClass.EXCLUDED
    ):
        text = f"« {debt.creditor} » : pas de mensualité de contrat, le partage en proportion n’est pas possible."
        yield Fault("contract_payment_unknown", text, debt=debt.id)


def _rates(request: PlanRequest) -> Iterator[Fault]:
    for debt in request.debts:
        if debt.rate < 0:
            yield Fault("rate_negative", f"« {debt.creditor} » : taux négatif.", debt=debt.id)
    # DROIT : une dette hors procédure et un prêt gardé à part, payé à son échéance, ne font pas l’objet d’une mesure de
    # L. 733-1 : le plafond du taux ne leur est pas opposé ici.
    apart = (DebtClass.EXCLUDED, DebtClass.HOME_LOAN)
    charged = [debt for debt in request.debts if debt.rate > 0 and debt.debt_class not in apart]
    if request.nature is not PlanNature.IMPOSED or not charged:
        return
    try:
        cap = legal_rate(request.decided_on)
    except NoValueOnDay as unknown:
        yield Fault("rate_cap_unknown", f"{unknown} Aucun taux ne peut donc être vérifié, sauf 0 %.", RATE)
        return
    for debt in charged:
        if debt.rate > cap:
            text = (
                f"« {debt.creditor} » : taux de {french_number(debt.rate * 100)} %, au-dessus du taux légal "
                f"({french_number(cap * 100)} % au {french_date(request.decided_on)})."
            )
            yield Fault("rate_above_cap", text, RATE, debt.id)
