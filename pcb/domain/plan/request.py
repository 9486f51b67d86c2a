"""From the facts of a household to what a plan is asked: which debts, in which class, for how much, at which rate, on
which capacity. Each choice is written in a line, so that the counsellor can see and change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from pcb.domain.answers import known
from pcb.domain.assessment import Assessment
from pcb.domain.case import JOINT, Case, Debt
from pcb.domain.income import filers
from pcb.domain.law import law_on
from pcb.domain.monthly import debt_label, monthly
from pcb.domain.plan.coming import Coming, coming
from pcb.domain.plan.model import (
    LEGAL_MONTHS,
    DebtClass,
    Imputation,
    PlanDebt,
    PlanNature,
    PlanRequest,
    SharingRule,
)
from pcb.domain.recevabilite import EXCLUDED
from pcb.domain.vocabulary.choice import Choice
from pcb.domain.vocabulary.debts import DebtKind, PastOutcome
from pcb.domain.vocabulary.people import Occupancy
from pcb.domain.wording import french_number
from pcb.errors import NoValueOnDay


class RateBasis(Choice):
    """The rate applied in the plan. A home loan kept always has that of its contract."""

    ZERO = "zero", "0 %, par décision spéciale et motivée (usage des commissions)"
    CONTRACT = "contract", "Taux des contrats, sans dépasser le taux légal dans des mesures imposées"


@dataclass(frozen=True, slots=True)
class BasisLine:
    """How one debt of the case is treated, and why. ``debt`` is None when it is left out of the plan."""

    label: str
    path: str
    why: str
    debt: PlanDebt | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan rests on. ``request`` is None when the capacity cannot be computed: ``missing`` says why."""

    request: PlanRequest | None
    lines: tuple[BasisLine, ...]
    coming: Coming | None = None
    missing: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """What the counsellor chooses; the rest follows from the facts. ``capacity`` and ``minimum`` are in cents a month;
    ``start`` is the day of the first payment (None: one month after the day of the assessment)."""

    nature: PlanNature = PlanNature.IMPOSED
    rates: RateBasis = RateBasis.ZERO
    rule: SharingRule = SharingRule.PRO_RATA_BALANCES
    start: date | None = None
    capacity: int | None = None
    minimum: int = 0
    length: int | None = None


def keeps_home(case: Case) -> bool:
    """An owner who wants to keep the main residence (L. 733-3 al. 2)."""
    return known(case.home.occupancy) is Occupancy.OWNER and case.filing.keep_main_residence is True


def class_of(case: Case, debt: Debt) -> DebtClass:
    """How a debt is treated: its kind decides (L. 711-4, L. 711-5, L. 711-6), and for a home loan whether the
    residence that it bought is kept (L. 733-3 al. 2)."""
    if debt.kind in EXCLUDED:
        return DebtClass.EXCLUDED
    if debt.kind is DebtKind.RENT:
        return DebtClass.LANDLORD
    if debt.kind is DebtKind.HOME_LOAN and debt.finances_main_residence is True and keeps_home(case):
        return DebtClass.HOME_LOAN
    return DebtClass.ORDINARY


def basis_of(case: Case, assessment: Assessment, choices: PlanChoices, known_coming: Coming | None = None) -> Basis:
    """What a plan would be asked for that household. ``known_coming`` spares computing it again for several plans."""
    start = choices.start or assessment.day + relativedelta(months=1)
    lines = tuple(_line(case, debt, assessment.day, choices) for debt in case.debts)
    notices = [*_notices(case), *_rate_notices(case, choices)]
    if assessment.capacity is None:
        return Basis(None, lines, None, assessment.missing, tuple(notices))
    future = known_coming or coming(case, assessment, start, LEGAL_MONTHS, choices.capacity)
    request = PlanRequest(
        start=start,
        decided_on=assessment.day,
        debts=tuple(line.debt for line in lines if line.debt is not None),
        capacity=future.steps,
        nature=choices.nature,
        rule=choices.rule,
        minimum=choices.minimum,
        months_used=months_used(case),
        length=choices.length,
        keeps_main_residence=keeps_home(case),
    )
    return Basis(request, lines, future, (), (*notices, *future.notices))


def months_used(case: Case) -> int:
    """Months of earlier measures that come off the 84; zero when none were told (:func:`basis_of` says so)."""
    return known(case.filing.earlier_months_used) or 0


@dataclass(frozen=True, slots=True)
class _Rate:
    rate: Fraction
    why: str = field(default="")


def _line(case: Case, debt: Debt, day: date, choices: PlanChoices) -> BasisLine:
    label, path = debt_label(debt), f"debts.{debt.id}.balance"
    left_out = _left_out(case, debt)
    if left_out:
        return BasisLine(label, path, left_out)
    debt_class = class_of(case, debt)
    rate = _rate(debt, debt_class, day, choices)
    balance = known(debt.sale_balance) or known(debt.balance)
    each = known(debt.instalment)
    payment = monthly(each, debt.period).cents if each is not None and each.cents > 0 else None
    found = PlanDebt(
        id=debt.id,
        creditor=known(debt.creditor) or debt.kind.label,
        debt_class=debt_class,
        balance=None if balance is None else balance.cents,
        rate=rate.rate,
        imputation=Imputation.INTEREST_FIRST if choices.nature is PlanNature.AMICABLE else Imputation.PRINCIPAL_FIRST,
        contract_payment=payment,
        stated_on=_stated_on(debt, day),
    )
    unknown = "" if balance is not None else "Le solde n’est pas connu : aucun plan ne peut être fait sans lui. "
    return BasisLine(label, path, f"{unknown}{debt_class.label}. {rate.why}", found)


def _stated_on(debt: Debt, day: date) -> date | None:
    stated = known(debt.statement_date)
    return stated if stated is not None and stated <= day else None


def _left_out(case: Case, debt: Debt) -> str:
    owner = known(debt.owner)
    if owner not in (None, JOINT) and owner not in [person.id for person in filers(case)]:
        return "Dette d’une personne qui ne dépose pas : hors du plan."
    balance = known(debt.sale_balance) or known(debt.balance)
    if balance is not None and balance.cents <= 0:
        return "Rien ne reste dû : hors du plan."
    if debt.kind is DebtKind.GUARANTEE and not (debt.due_in_full is True or debt.pursued is True):
        return "Caution donnée, qui n’est pas encore appelée : à déclarer, rien à payer pour le moment."
    return ""


def _rate(debt: Debt, debt_class: DebtClass, day: date, choices: PlanChoices) -> _Rate:
    percent = known(debt.rate)
    contract = None if percent is None else Fraction(percent) / 100
    if debt_class is DebtClass.HOME_LOAN:
        if contract is None:
            return _Rate(Fraction(0), "Taux du contrat inconnu : compté à 0 %, le coût réel sera plus élevé.")
        return _Rate(contract, f"Prêt gardé à son contrat : {_percent(contract)}.")
    if choices.rates is RateBasis.ZERO or debt_class is DebtClass.EXCLUDED:
        return _Rate(Fraction(0), "Compté à 0 %.")
    if contract is None:
        credit = debt.kind.is_credit
        return _Rate(Fraction(0), "Taux du contrat inconnu : compté à 0 %." if credit else "Sans taux : compté à 0 %.")
    if choices.nature is not PlanNature.IMPOSED:
        return _Rate(contract, f"Taux du contrat : {_percent(contract)}.")
    try:
        legal = law_on(day).value("taux_legal")["other"] / 100
    except NoValueOnDay as lack:
        return _Rate(Fraction(0), f"Compté à 0 % : {lack}")
    if contract > legal:
        return _Rate(legal, f"Taux légal du jour, {_percent(legal)}, au lieu de {_percent(contract)} (L. 733-1).")
    return _Rate(contract, f"Taux du contrat : {_percent(contract)}, sous le taux légal.")


def _percent(rate: Fraction) -> str:
    return f"{french_number(rate * 100, 4)} %"


def _notices(case: Case) -> Iterator[str]:
    if case.filing.filed_before is not False and known(case.filing.earlier_months_used) is None:
        past = known(case.filing.earlier_outcome)
        if past not in (PastOutcome.INADMISSIBLE, PastOutcome.PERSONAL_RECOVERY):
            yield (
                "Mois de mesures déjà utilisés inconnus : le plan est calculé comme s’il n’y en avait pas, il peut "
                f"être trop long (ils comptent dans {LEGAL_MONTHS}, L. 733-3)."
            )
    for debt in case.debts:
        name = debt_label(debt)
        if debt.contested is True:
            yield f"{name} : dette contestée, comptée en entier ; demander sa vérification."
        if debt.kind is DebtKind.TAX:
            # DROIT : les impôts dont les majorations ne peuvent être remises (CGI art. 1756 II) sont hors procédure
            # (L. 711-4) ; rien dans les faits ne les distingue.
            yield f"{name} : dette ordinaire ici ; certaines dettes fiscales sont hors procédure (L. 711-4)."
        if known(debt.guarantor):
            yield f"{name} : la caution a-t-elle payé ? Ce qu’elle a payé ne peut pas être effacé (L. 733-4)."
        if debt.kind is DebtKind.HOME_LOAN and keeps_home(case) and debt.finances_main_residence is None:
            yield f"{name} : finance-t-il la résidence principale ? Compté comme une dette ordinaire."


def _rate_notices(case: Case, choices: PlanChoices) -> Iterator[str]:
    if choices.rates is RateBasis.ZERO:
        return
    unknown = [debt_label(d) for d in case.debts if d.kind.is_credit and known(d.rate) is None]
    if unknown:
        yield f"Taux inconnus, comptés à 0 %, le coût réel sera plus élevé : {', '.join(unknown)}."
