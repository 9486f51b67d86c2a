"""Tableau d’amortissement: the schedule of a loan as its contract makes it, before any measure, to the cent.

Interest of a month is the monthly rate times what is owed at its opening, rounded once. The level payment is rounded
once too; what the roundings leave falls on the last payment, which settles the loan. Banks differ by a few cents (days
counted, rounding of each line): where their paper says otherwise, their line is a :class:`BankLine`, and it wins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pcb.domain.money import Money
from pcb.domain.plan.model import Compounding, Rounding
from pcb.domain.plan.schedule import due_date, monthly_rate, rounded
from pcb.domain.vocabulary.choice import Choice
from pcb.errors import PcbError

LONGEST_REVOLVING = 600
"""A revolving credit that is not repaid in fifty years never is."""


class NeverRepaid(PcbError):
    """The payments of the contract do not cover its interest: the sentence says which."""


class Deferral(Choice):
    """What is paid while the amortization has not begun."""

    PARTIAL = "partial", "Différé partiel : les intérêts et l’assurance sont payés"
    TOTAL = "total", "Différé total : seule l’assurance est payée, les intérêts s’ajoutent au capital"


class InsuranceBasis(Choice):
    """On what the premium of a month is counted."""

    INITIAL = "initial", "Sur le capital emprunté"
    REMAINING = "remaining", "Sur le capital restant dû"


@dataclass(frozen=True, slots=True)
class Insurance:
    """The premium of each month: ``rate`` a year on ``basis``, or a fixed ``amount`` in cents."""

    rate: Fraction = Fraction(0)
    basis: InsuranceBasis = InsuranceBasis.INITIAL
    amount: int = 0


@dataclass(frozen=True, slots=True)
class BankLine:
    """A line of the bank’s own table, for ``month``; what it does not say (None) is computed. ``closing`` wins over the
    rest, and the following months go on from it."""

    month: int
    interest: int | None = None
    principal: int | None = None
    insurance: int | None = None
    closing: int | None = None


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan as signed, in cents. ``months`` counts the deferral; ``payment`` is the instalment without insurance once
    the amortization has begun (None: the level payment). A ``payment`` above the level one ends the loan sooner; under
    it, the last payment settles what is left. ``balloon`` is due on top of the last instalment; when it is the whole
    principal, the loan is *in fine*."""

    principal: int
    rate: Fraction
    months: int
    first_due: date
    payment: int | None = None
    balloon: int = 0
    deferral: Deferral | None = None
    deferred_months: int = 0
    insurance: Insurance = Insurance()
    compounding: Compounding = Compounding.PROPORTIONAL
    rounding: Rounding = Rounding.HALF_UP
    day_of_month: int | None = None
    bank_lines: tuple[BankLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Revolving:
    """A revolving credit used no more: each month ``share`` of what is owed and at least ``floor``, interest included,
    insurance apart."""

    balance: int
    rate: Fraction
    first_due: date
    floor: int
    share: Fraction = Fraction(0)
    insurance: Insurance = Insurance()
    compounding: Compounding = Compounding.ACTUARIAL
    rounding: Rounding = Rounding.HALF_UP
    day_of_month: int | None = None


class ContractRow(NamedTuple):
    """One month: ``opening + interest - (payment - insurance) == closing``, unless the bank’s own line says otherwise
    (``from_bank``); ``principal`` is the part of the payment that repays, negative when interest is added to it."""

    month: int
    due: date
    opening: int
    interest: int
    principal: int
    insurance: int
    payment: int
    closing: int
    from_bank: bool = False


def level_payment(principal: int, rate: Fraction, months: int, balloon: int = 0) -> Fraction:
    """The exact constant payment, in cents, that repays ``principal`` in ``months`` at the *monthly* ``rate`` but for
    ``balloon``, due with the last. Raises ``ValueError`` under one month."""
    if months < 1:
        raise ValueError("un mois au moins")
    if not rate:
        return Fraction(principal - balloon, months)
    growth = (1 + rate) ** months
    return (principal * growth - balloon) * rate / (growth - 1)


def loan_schedule(loan: Loan) -> tuple[ContractRow, ...]:
    """The months of a loan until it is settled. Raises ``ValueError`` for terms that make no loan, and
    :class:`NeverRepaid` when the instalments do not cover the interest."""
    _check(loan)
    rate, even = monthly_rate(loan.rate, loan.compounding), loan.rounding is Rounding.HALF_EVEN
    bank = {line.month: line for line in loan.bank_lines}
    owed, payment = loan.principal, loan.payment
    rows: list[ContractRow] = []
    for month in range(1, loan.months + 1):
        interest = _cents(rate * owed, even)
        if month > loan.deferred_months:
            if payment is None:
                payment = _cents(level_payment(owed, rate, loan.months - month + 1, loan.balloon), even)
            if loan.payment is not None and payment <= interest and loan.balloon < owed and payment < owed:
                raise NeverRepaid(_not_covered(payment, interest, month))
            last = month == loan.months or payment >= owed + interest
            principal = owed if last else payment - interest
        else:
            principal = 0 if loan.deferral is Deferral.PARTIAL else -interest
        insurance = _premium(loan.insurance, loan.principal, owed, even)
        row = _row(loan, month, owed, (interest, principal, insurance), bank.get(month))
        rows.append(row)
        owed = row.closing
        if not owed:
            break
    return tuple(rows)


def revolving_schedule(credit: Revolving) -> tuple[ContractRow, ...]:
    """The months of a revolving credit until it is settled. Raises :class:`NeverRepaid`."""
    rate, even = monthly_rate(credit.rate, credit.compounding), credit.rounding is Rounding.HALF_EVEN
    owed = credit.balance
    rows: list[ContractRow] = []
    while owed:
        month = len(rows) + 1
        interest = _cents(rate * owed, even)
        asked = max(credit.floor, _cents(credit.share * owed, even))
        if asked <= interest or month > LONGEST_REVOLVING:
            raise NeverRepaid(_not_covered(asked, interest, month))
        principal = min(owed, asked - interest)
        insurance = _premium(credit.insurance, credit.balance, owed, even)
        rows.append(_row(credit, month, owed, (interest, principal, insurance), None))
        owed = rows[-1].closing
    return tuple(rows)


def paid_in_all(rows: Iterable[ContractRow]) -> int:
    """Everything that the household pays, insurance included."""
    return sum(row.payment for row in rows)


def _check(loan: Loan) -> None:
    if loan.principal <= 0 or loan.rate < 0 or loan.months < 1:
        raise ValueError("un prêt a un capital, un taux positif ou nul et un mois au moins")
    if not 0 <= loan.deferred_months < loan.months or (loan.deferral is None) != (loan.deferred_months == 0):
        raise ValueError("le différé est plus court que le prêt, et il est dit partiel ou total")
    if not 0 <= loan.balloon <= loan.principal:
        raise ValueError("le dernier versement ne dépasse pas le capital")
    months = [line.month for line in loan.bank_lines]
    if len(set(months)) != len(months) or any(not 1 <= month <= loan.months for month in months):
        raise ValueError("une ligne de la banque par mois du prêt")


def _row(
    terms: Loan | Revolving, month: int, owed: int, computed: tuple[int, int, int], line: BankLine | None
) -> ContractRow:
    interest, principal, insurance = computed
    due = due_date(terms.first_due, month, terms.day_of_month)
    if line is None:
        paid = interest + principal + insurance
        return ContractRow(month, due, owed, interest, principal, insurance, paid, owed - principal)
    if line.interest is not None:
        # Where only the interest differs, the instalment stays and the principal takes the difference, but the last.
        if owed != principal and principal > 0:
            principal -= line.interest - interest
        interest = line.interest
    if line.principal is not None:
        principal = line.principal
    elif line.closing is not None:
        principal = owed - line.closing
    insurance = insurance if line.insurance is None else line.insurance
    closing = owed - principal if line.closing is None else line.closing
    return ContractRow(
        month, due, owed, interest, principal, insurance, interest + principal + insurance, closing, from_bank=True
    )


def _premium(insurance: Insurance, initial: int, owed: int, half_even: bool) -> int:
    basis = initial if insurance.basis is InsuranceBasis.INITIAL else owed
    return insurance.amount + _cents(insurance.rate * basis / 12, half_even)


def _cents(exact: Fraction, half_even: bool) -> int:
    return rounded(exact.numerator, exact.denominator, half_even)


def _not_covered(payment: int, interest: int, month: int) -> str:
    return (
        f"Mois {month} : la mensualité de {Money(payment)} ne couvre pas les intérêts de {Money(interest)}, ce crédit "
        "n’est jamais remboursé."
    )
