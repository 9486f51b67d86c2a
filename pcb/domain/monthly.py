"""Charges and debts by month: read once for a case, used by both budgets, the calendar and the recevabilité.

Each amount is rounded once, to the cent, half up.
"""

from __future__ import annotations

from dataclasses import dataclass

from pcb.domain.answers import Answer, NoAnswer, known
from pcb.domain.case import Case, Debt, Expense
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import Period
from pcb.domain.vocabulary.debts import DebtTable
from pcb.domain.wording import why_unknown, with_nature


def monthly(amount: Money, period: Period) -> Money:
    """The amount for one month, rounded to the cent, half up (a week counts for 52/12 of a month)."""
    if period is Period.MONTHLY:
        return amount
    yearly = amount.cents * period.per_year  # in whole cents, which is what makes a long case quick
    return Money((abs(yearly) * 2 + 12) // 24 * (1 if yearly >= 0 else -1))


def expense_label(expense: Expense) -> str:
    """What the charge is called: its kind, and its nature when it was said."""
    return with_nature(expense.kind.label, known(expense.nature))


def debt_label(debt: Debt) -> str:
    """What a debt is called: its kind, and its creditor if known."""
    creditor = known(debt.creditor)
    return f"{debt.kind.label} — {creditor}" if creditor else debt.kind.label


@dataclass(frozen=True, slots=True)
class MonthlyExpense:
    """A charge: what leaves each time (``each``) and by month (``amount``), both None when not known."""

    expense: Expense
    label: str
    path: str
    each: Money | None
    amount: Money | None

    @property
    def how(self) -> str:
        """« 140,00 € par semaine » when the month had to be computed."""
        return "" if self.each == self.amount else f"{self.each} {self.expense.period.label}"

    @property
    def missing(self) -> str:
        """The sentence to list when the amount is not known."""
        return f"Charge « {self.label} » : {_why(self.expense.amount)}."


@dataclass(frozen=True, slots=True)
class MonthlyDebt:
    """What a debt takes, insurance included: each time and by month; None when nothing is known of it."""

    debt: Debt
    label: str
    path: str
    each: Money | None
    amount: Money | None

    @property
    def lacks_instalment(self) -> bool:
        """A credit or a lease that still runs and whose instalment is not known. Bills have none."""
        if known(self.debt.instalment) is not None or self.debt.due_in_full is True:
            return False
        return self.debt.kind.is_credit or self.debt.kind.table is DebtTable.LOCATIONS

    @property
    def missing(self) -> str:
        """The sentence to list when the instalment is not known."""
        return f"Mensualité de « {self.label} » : {_why(self.debt.instalment)}."


def monthly_expense(expense: Expense) -> Money | None:
    """The charge by month, or None when its amount is not known."""
    amount = known(expense.amount)
    return None if amount is None else monthly(amount, expense.period)


def monthly_expenses(case: Case) -> tuple[MonthlyExpense, ...]:
    """Every charge of the case, in the order told."""
    return tuple(
        MonthlyExpense(e, expense_label(e), f"expenses.{e.id}.amount", known(e.amount), monthly_expense(e))
        for e in case.expenses
    )


def monthly_debts(case: Case) -> tuple[MonthlyDebt, ...]:
    """Every debt of the case, in the order told."""
    found = []
    for debt in case.debts:
        each, insurance = known(debt.instalment), known(debt.insurance)
        if insurance is not None:
            each = insurance if each is None else each + insurance
        month = None if each is None else monthly(each, debt.period)
        found.append(MonthlyDebt(debt, debt_label(debt), f"debts.{debt.id}.instalment", each, month))
    return tuple(found)


def _why(answer: Answer[Money]) -> str:
    return why_unknown(answer if isinstance(answer, NoAnswer) else None)
