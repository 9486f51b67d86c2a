"""What the counsellor decides and notes about the repayment plan: its settings, the offers, the plan of the commission.

Records are named by the debt that they are about, as in :mod:`pcb.domain.noted`: one that is blank is the same as none,
and one about a debt that was removed is kept but counts for nothing. Rates are in percent a year, as typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pcb.domain.answers import Answer
from pcb.domain.money import Money
from pcb.domain.plan.model import DebtClass, PlanNature, SharingRule
from pcb.domain.vocabulary.plans import MeasureKind, OfferAnswer


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """The settings of the plan. What is not chosen is as the case and the law say: see :mod:`pcb.usecases.plans`.

    ``monthly`` is what the household pays each month to all its debts (``None``: its capacité de remboursement).
    ``pursued`` is the way that the counsellor marks, and ``why``.
    """

    nature: Answer[PlanNature] = None
    start: Answer[date] = None
    day_of_month: Answer[int] = None
    monthly: Answer[Money] = None
    rule: Answer[SharingRule] = None
    minimum: Answer[Money] = None
    length: Answer[int] = None  # months
    pursued: Answer[MeasureKind] = None
    why: Answer[str] = None


@dataclass(frozen=True, slots=True)
class DebtChoices:
    """The counsellor's own terms for one debt; ``id`` is that of the debt.

    ``amount`` is paid each month from ``from_month`` (1 when not said) to ``to_month`` (the end when not said).
    ``starts_at`` is the first month in which it may be paid, ``rank`` its place in its class.
    """

    id: str
    amount: Answer[Money] = None
    from_month: Answer[int] = None
    to_month: Answer[int] = None
    starts_at: Answer[int] = None
    rank: Answer[int] = None
    rate: Answer[Fraction] = None  # in the plan, in percent a year


@dataclass(frozen=True, slots=True)
class OfferNote:
    """An amicable offer to the creditor of one debt, and what became of it; ``id`` is that of the debt. Amounts are per
    month."""

    id: str
    amount: Answer[Money] = None
    sent_on: Answer[date] = None
    answer: Answer[OfferAnswer] = None
    counter: Answer[Money] = None
    months: Answer[int] = None  # how long the counter-offer holds; to the end when not said
    answered_on: Answer[date] = None


@dataclass(frozen=True, slots=True)
class ReceivedPlan:
    """The plan that the household received from the commission, as its letter says. ``capacity`` is per month."""

    nature: Answer[PlanNature] = None
    decided_on: Answer[date] = None
    first_payment: Answer[date] = None
    capacity: Answer[Money] = None
    months_used: Answer[int] = None
    keeps_main_residence: Answer[bool] = None


@dataclass(frozen=True, slots=True)
class ReceivedDebt:
    """One creditor of that letter; ``id`` is that of the debt."""

    id: str
    balance: Answer[Money] = None
    rate: Answer[Fraction] = None  # in percent a year
    debt_class: Answer[DebtClass] = None
    written_off: Answer[Money] = None
    guarantor_paid: Answer[bool] = None


@dataclass(frozen=True, slots=True)
class ReceivedPalier:
    """One palier of that letter; ``id`` is its number, from ``1``."""

    id: str
    months: Answer[int] = None


@dataclass(frozen=True, slots=True)
class ReceivedAmount:
    """What one debt is paid each month of one palier; ``id`` is the number of the palier, a hyphen, the debt."""

    id: str
    amount: Answer[Money] = None
