"""Important: a loan whose figures do not agree with its rate and its dates.

A loan of constant instalments is one equation between capital, rate, length and instalment, and another between the
instalment, what remains of the length, and what remains due. Real loans differ from it: insurance inside the
instalment, a first broken month, a deferral, steps. So the tolerances are wide: what they catch is a digit moved, a
yearly figure for a monthly one, a date of another loan.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from pcb.domain.answers import known
from pcb.domain.case import Debt
from pcb.domain.completeness.contradiction import contradiction
from pcb.domain.completeness.examined import Examined
from pcb.domain.completeness.finding import Finding
from pcb.domain.money import ZERO, Money
from pcb.domain.monthly import debt_label, monthly
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.wording import french_number

_AMORTISING = frozenset(
    {DebtKind.HOME_LOAN, DebtKind.PERSONAL_LOAN, DebtKind.TIED_CREDIT, DebtKind.MICROCREDIT, DebtKind.SPLIT_PAYMENT}
)
"""Repaid by constant instalments. A revolving credit has no end, a family loan often no schedule."""
INSTALMENT_TOLERANCE = Fraction(1, 5)
"""Of the computed instalment: insurance counted inside (up to a tenth of it) and a deferred start stay within."""
BALANCE_TOLERANCE = Fraction(1, 4)
"""Of the computed remainder: penalties for late payment and a few instalments put off stay within."""
SPARE_INSTALMENTS = 2
"""Instalments that may lie between two readings of a schedule: the month begun, the day of the month."""


def loans(examined: Examined) -> Iterator[Finding]:
    """Each loan that does not add up, told once. What is not known is not guessed."""
    for debt in examined.case.debts:
        if debt.kind in _AMORTISING:
            found = (*_capital(debt), *_schedule(debt), *_remainder(debt, examined.day))
            yield from found[:1]  # one wrong figure spoils each of the three readings


def _capital(debt: Debt) -> Iterator[Finding]:
    capital, balance, unpaid = known(debt.capital), known(debt.balance), known(debt.unpaid) or ZERO
    if capital is None or balance is None or debt.due_in_full is True:
        return
    if balance - unpaid > capital:
        yield contradiction(
            f"loan-balance-{debt.id}",
            f"« {debt_label(debt)} » : il reste dû {balance} pour {capital} empruntés",
            "Hors retard, le capital restant dû d’un prêt amortissable ne dépasse pas ce qui a été emprunté.",
            "Relisez le contrat et le dernier décompte : capital emprunté, restant dû, retard.",
            f"debts.{debt.id}.capital",
        )


def _schedule(debt: Debt) -> Iterator[Finding]:
    capital, rate, instalment = known(debt.capital), known(debt.rate), _monthly_instalment(debt)
    start, end = known(debt.granted_on), known(debt.ends_on)
    if capital is None or rate is None or instalment is None or start is None or end is None or end <= start:
        return
    months = max(1, _months(start, end))
    shortest, longest = max(1, months - SPARE_INSTALMENTS), months + SPARE_INSTALMENTS
    most = _instalment(capital, rate, shortest) * (1 + INSTALMENT_TOLERANCE)
    least = _instalment(capital, rate, longest) * (1 - INSTALMENT_TOLERANCE)
    if not least <= instalment.euros <= most:
        expected = Money.rounded(_instalment(capital, rate, months))
        yield contradiction(
            f"loan-instalment-{debt.id}",
            f"« {debt_label(debt)} » : la mensualité ({instalment}) ne correspond pas au prêt",
            f"{capital} sur {months} mois à {french_number(rate)} % donnent environ {expected} par mois.",
            "Relisez le contrat : capital, taux débiteur (pas le TAEG), date du contrat, dernière échéance, "
            "mensualité.",
            f"debts.{debt.id}.instalment",
        )


def _remainder(debt: Debt, day: date) -> Iterator[Finding]:
    balance, rate, instalment = known(debt.balance), known(debt.rate), _monthly_instalment(debt)
    end, seen = known(debt.ends_on), known(debt.statement_date) or day
    if balance is None or rate is None or instalment is None or not instalment or end is None or end <= seen:
        return
    if debt.due_in_full is True:  # penalties and costs of the whole: no schedule any more
        return
    months, late = _months(seen, end), (known(debt.unpaid) or ZERO).euros
    least = _value(instalment, rate, max(0, months - SPARE_INSTALMENTS)) * (1 - BALANCE_TOLERANCE)
    most = (_value(instalment, rate, months + SPARE_INSTALMENTS) + late) * (1 + BALANCE_TOLERANCE)
    if not least <= balance.euros <= most:
        expected = Money.rounded(_value(instalment, rate, months) + late)
        yield contradiction(
            f"loan-remainder-{debt.id}",
            f"« {debt_label(debt)} » : le restant dû ({balance}) ne correspond pas aux échéances qui restent",
            f"{months} mois à {instalment} au taux de {french_number(rate)} %, retard compris, font environ "
            f"{expected}.",
            "Relisez le dernier décompte : restant dû, mensualité, dernière échéance.",
            f"debts.{debt.id}.balance",
        )


def _monthly_instalment(debt: Debt) -> Money | None:
    instalment = known(debt.instalment)
    return None if instalment is None else monthly(instalment, debt.period)


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _instalment(capital: Money, rate: Fraction, months: int) -> Fraction:
    """The constant instalment, in euros; ``rate`` is the yearly débiteur rate in percent."""
    return capital.euros / _factor(rate, months)


def _value(instalment: Money, rate: Fraction, months: int) -> Fraction:
    """What ``months`` instalments to come are worth today, in euros."""
    return instalment.euros * _factor(rate, months) if months else Fraction(0)


def _factor(rate: Fraction, months: int) -> Fraction:
    """(1 − (1 + i)^−n) / i with i = rate / 1200, exact; n when the loan bears no interest."""
    monthly_rate = rate / 1200
    return (1 - (1 + monthly_rate) ** -months) / monthly_rate if monthly_rate else Fraction(months)
