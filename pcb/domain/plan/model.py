"""Plan de remboursement (C. conso. art. L. 732-1, L. 733-1, L. 733-4): what is asked, what a plan is. No rule is here.

This is the contract between what builds a plan and what proves it: the two share these facts and nothing else.

* **Amounts are whole cents**, plain ``int``: a plan holds some fifteen thousand of them and a slider waits for it.
* **Months are numbered from 1**; month 1 falls on ``PlanRequest.start``. A list « in the order of the debts » has one
  item for each of ``PlanRequest.debts``, in that order.
* **Rates are per year**, exact fractions of one (``Fraction(262, 10_000)`` is 2,62 %).
* **What is owed on a debt has two parts**: the principal, which alone bears interest, and the interest not yet paid,
  which bears none (no anatocisme).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pcb.domain.law.reading import rule
from pcb.domain.vocabulary.choice import Choice

LEGAL_MONTHS: int = rule("measures.rescheduling").fields["max_months"]
"""Seven years, earlier measures included (L. 732-3, L. 733-1 1°, L. 733-3)."""

LONGEST_MONTHS = 420
"""Where no legal limit applies (main residence, amicable plan) a plan is still not searched beyond 35 years."""


class PlanNature(Choice):
    """In what frame the plan stands: it decides which limits apply.

    * ``AMICABLE``: offered to the creditors outside any procedure. No legal length, no rate cap.
    * ``AGREED``: plan conventionnel (L. 732-1 to L. 732-3). 84 months; rates are what the parties agree.
    * ``IMPOSED``: mesures imposées (L. 733-1, L. 733-4). 84 months; no rate above the legal rate of the day, but for
      what is paid apart (excluded debts, home loan kept at its contract).
    """

    AMICABLE = "amicable", "Plan amiable, hors procédure"
    AGREED = "agreed", "Plan conventionnel"
    IMPOSED = "imposed", "Mesures imposées"


class DebtClass(Choice):
    """How a debt is treated, in the order in which the classes are paid."""

    EXCLUDED = "excluded", "Dette hors procédure, payée à part et d’abord"
    HOME_LOAN = "home_loan", "Prêt de la résidence conservée, payé à part"
    LANDLORD = "landlord", "Bailleur, payé avant les établissements de crédit"
    ORDINARY = "ordinary", "Autre dette"


class Compounding(Choice):
    """How the rate of a year gives that of a month."""

    PROPORTIONAL = "proportional", "Taux proportionnel : un douzième du taux annuel"
    ACTUARIAL = "actuarial", "Taux actuariel : racine douzième"


class Imputation(Choice):
    """What a payment pays first: interest (C. civ. art. 1343-1), or principal where a measure says so (L. 733-1 2°)."""

    INTEREST_FIRST = "interest_first", "D’abord sur les intérêts"
    PRINCIPAL_FIRST = "principal_first", "D’abord sur le capital"


class SharingRule(Choice):
    """How the debts of one class share what is left for it in a month."""

    PRO_RATA_BALANCES = "pro_rata_balances", "En proportion de ce qui reste dû"
    PRO_RATA_PAYMENTS = "pro_rata_payments", "En proportion des mensualités des contrats"
    SMALLEST_FIRST = "smallest_first", "La plus petite d’abord"
    DEAREST_FIRST = "dearest_first", "La plus chère d’abord"
    BY_HAND = "by_hand", "Montants fixés par le conseiller"


class Rounding(Choice):
    """How interest is rounded to the cent."""

    HALF_UP = "half_up", "Au centime le plus proche, la moitié vers le haut"
    HALF_EVEN = "half_even", "Au centime le plus proche, la moitié vers le centime pair"


class PaymentMade(NamedTuple):
    """A payment received since the balance was stated: it comes off before the plan begins."""

    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class PlanDebt:
    """One debt as the plan treats it.

    ``balance`` is all that was owed on ``stated_on`` (None: not known, which is a fault and never zero), of which
    ``accrued`` is interest already due, that bears none. ``payments_made`` come off it, imputed as ``imputation`` says.
    ``rate`` is the one *applied in the plan*, not that of the contract. ``contract_payment`` is the monthly amount of
    the contract, insurance apart: the weight of :attr:`SharingRule.PRO_RATA_PAYMENTS`; for an excluded debt what the
    creditor asks each month (None: as fast as the capacity allows); for a home loan kept, what is paid (required).
    ``starts_at`` is the first month in which it may be paid. ``guarantor_paid``: a natural-person guarantor or
    co-debtor paid it, so that nothing of it is written off (L. 733-4).
    """

    id: str
    creditor: str
    debt_class: DebtClass
    balance: int | None
    rate: Fraction = Fraction(0)
    compounding: Compounding = Compounding.PROPORTIONAL
    imputation: Imputation = Imputation.PRINCIPAL_FIRST
    contract_payment: int | None = None
    accrued: int = 0
    stated_on: date | None = None
    payments_made: tuple[PaymentMade, ...] = ()
    starts_at: int = 1
    guarantor_paid: bool = False


@dataclass(frozen=True, slots=True)
class CapacityStep:
    """From ``first_month`` on, and until the next step, ``amount`` a month may go to debts. ``reason`` is shown."""

    first_month: int
    amount: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HandAmount:
    """The counsellor's own amount: that debt is paid exactly ``amount`` each month from ``first_month`` to
    ``last_month``, both included; less only in the month that settles it. Under every sharing rule it is taken before
    the class shares the rest; under :attr:`SharingRule.BY_HAND` debts of the classes that share get nothing else."""

    debt: str
    first_month: int
    last_month: int
    amount: int


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """All that decides a plan: the same request gives the same plan, to the cent.

    * ``start``: day of the first payment; ``day_of_month``: the fixed day of the others (None: that of ``start``),
      which falls on the last day of a shorter month.
    * ``decided_on``: the day whose law applies (rate cap); not after ``start``.
    * ``capacity``: steps by increasing month, the first on month 1. The capacity pays everything: excluded debts and
      home loan included.
    * ``months_used``: months of earlier measures, taken from the 84 (L. 733-3).
    * ``length``: a shorter plan than the law allows (None: as long as needed within it). Beyond the law: a fault.
    * ``keeps_main_residence``: L. 733-3 al. 2 applies: a plan may be longer than the months that remain if it repays
      every debt, home loan included. It is so when ``length`` asks for it, or when the months that remain would leave
      something to write off. Otherwise the plan ends within them and the home loan goes on by its contract.
    * ``minimum``: no payment under it, except the one that settles a debt.
    * ``order``: ids of debts to be paid in that order inside their class, under the two « first » rules; the others
      follow by the rule.
    """

    start: date
    decided_on: date
    debts: tuple[PlanDebt, ...]
    capacity: tuple[CapacityStep, ...]
    nature: PlanNature = PlanNature.IMPOSED
    rule: SharingRule = SharingRule.PRO_RATA_BALANCES
    minimum: int = 0
    months_used: int = 0
    length: int | None = None
    keeps_main_residence: bool = False
    order: tuple[str, ...] = ()
    by_hand: tuple[HandAmount, ...] = ()
    day_of_month: int | None = None
    rounding: Rounding = Rounding.HALF_UP


class ScheduleRow(NamedTuple):
    """One debt, one month, in cents.

    ``opening + interest - payment == closing``; ``payment == interest_part + principal_part``; ``opening`` is the
    ``closing`` of the month before; ``interest`` is that of the month on the principal of the opening, rounded;
    ``principal`` is the part of ``closing`` that bears interest.
    """

    opening: int
    interest: int
    payment: int
    interest_part: int
    principal_part: int
    closing: int
    principal: int


SETTLED = ScheduleRow(0, 0, 0, 0, 0, 0, 0)
"""The row of a debt that owes nothing any more."""


@dataclass(frozen=True, slots=True)
class Palier:
    """``months`` consecutive months from ``first_month`` in which each debt is paid the same amount every month:
    ``amounts``, in the order of the debts. Strictly the same: a last, smaller payment has a palier of its own."""

    first_month: int
    months: int
    amounts: tuple[int, ...]

    @property
    def last_month(self) -> int:
        return self.first_month + self.months - 1

    @property
    def total(self) -> int:
        """What the household pays each month of the palier."""
        return sum(self.amounts)


@dataclass(frozen=True, slots=True)
class Unused:
    """``amount`` a month of the capacity that pays nothing from ``first_month`` to ``last_month``, while a debt
    remains, and why."""

    first_month: int
    last_month: int
    amount: int
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that holds. Invariants, each for the checker to prove by its own means:

    1. Paliers follow one another from month 1 without gap; two neighbours never have the same amounts.
    2. ``schedules`` has, in the order of the debts, one row a month; the payment of a row is the amount of its palier.
    3. The payments of a month never exceed its capacity; those of ``by_hand`` are as asked.
    4. No more months than ``LEGAL_MONTHS - months_used`` (amicable: ``LONGEST_MONTHS``), nor than ``length``; with
       ``keeps_main_residence``, more if nothing at all is left at the end.
    5. Excluded debts with a ``contract_payment`` and home loans get exactly that amount each month from ``starts_at``,
       and less only to settle. Then come the other excluded debts, then the landlords, then the ordinary debts: a debt
       of a class is paid in a month only if every debt of the classes before it, whose ``starts_at`` has come and which
       is not paid by hand that month, owes nothing at the end of that month.
    6. No payment is under ``minimum`` unless it settles its debt. Excluded debts and home loans with a contract
       payment, and amounts by hand, are not concerned.
    7. Inside a class, in the first month of a palier (excluded debts without ``contract_payment`` always share in
       proportion of balances):

       * *In proportion* of what is owed at the opening of the palier, or of the contract payments. A share under
         ``minimum`` is raised to it, a share above what is owed is cut to it; of the other debts paid, each gets its
         exact share of what they get together, to less than one cent. A debt waits only if the minima of all cannot be
         paid: the smallest (by what they owe that month, interest included) are then paid, as many as can be.
       * *In order*: by ``order``, then by what was owed when the plan begins, or by the rate of a month (dearest
         first, then smallest). A debt is paid only if every debt before it is settled that month. Under *dearest
         first*, for debts that pay principal first and are not in ``order``, read « their principal is settled » as
         long as another principal of the class bears interest; interest left comes after all of these, with the debts
         without interest, in the same order.
         So that no money stays idle, one debt that would be settled may keep less than ``minimum`` to the next month,
         and the next debt in line then gets exactly ``minimum`` (or all it owes, if that is less).
    8. While a debt remains, the whole capacity of the month is used; what is not is in ``unused`` with the reason, and
       is under ``minimum`` when the minimum is the reason.
    9. ``effacement`` (L. 733-4) and ``remains_due`` add up to the last closing of each debt: the first for landlords
       and ordinary debts, the second for excluded debts, home loans and what a guarantor paid.
    """

    request: PlanRequest
    paliers: tuple[Palier, ...]
    schedules: tuple[tuple[ScheduleRow, ...], ...]
    effacement: tuple[int, ...]
    remains_due: tuple[int, ...]
    unused: tuple[Unused, ...] = ()

    @property
    def months(self) -> int:
        """Length of the plan."""
        return self.paliers[-1].last_month if self.paliers else 0

    @property
    def left(self) -> int:
        """All that is not paid at the end."""
        return sum(self.effacement) + sum(self.remains_due)


@dataclass(frozen=True, slots=True)
class Fault:
    """What forbids a plan: a French sentence, the article if there is one, and where: debt and month if they are known.

    ``code`` is stable, for tests and the screen.
    """

    code: str
    text: str
    article: str = ""
    debt: str | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class NoPlan:
    """No plan exists, and why: every reason found, never only the first."""

    request: PlanRequest
    faults: tuple[Fault, ...]
