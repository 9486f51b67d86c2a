"""Households for the plans: a tenant who earns enough to pay something, and whose debts are told."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from pcb.domain.case import Case, Debt, Declared, Expense, Filing, Home, Income, Person
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, IncomeKind
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.people import FilingMode, Occupancy, Role


def euros(text: str) -> Money:
    return Money.of(text)


def owed(name: str, kind: DebtKind, balance: str | None, **more: Any) -> Debt:
    return Debt(name, kind, creditor=f"Créancier {name}", balance=None if balance is None else euros(balance), **more)


def _household(*debts: Debt, **sections: Any) -> Case:
    sections.setdefault("persons", (Person("a", Role.DEPOSANT, first_names="Ana", has_resources=True),))
    sections.setdefault("incomes", (Income("i", IncomeKind.SALARY, euros("1900"), owner="a"),))
    sections.setdefault("expenses", (Expense("r", ExpenseKind.RENT, euros("450"), owner="a", evidence=Evidence.SEEN),))
    sections.setdefault("home", Home(occupancy=Occupancy.TENANT))
    sections.setdefault(
        "filing",
        Filing(
            mode=FilingMode.ALONE,
            sole_trader=False,
            good_faith_doubt=False,
            lives_in_france=True,
            filed_before=False,
        ),
    )
    sections.setdefault("declared", Declared(no_asset=True, no_vehicle=True))
    return Case(debts=debts, **sections)


@pytest.fixture
def household() -> Callable[..., Case]:
    """``household(owed("d", DebtKind.REVOLVING, "4000"), …)``: a lone tenant who files for the first time, 1 900 € a
    month, 450 € of rent, nothing of value."""
    return _household


@pytest.fixture
def two_credits() -> Case:
    """A revolving credit of 4 000 € at 18,50 % and a personal loan of 2 000 € at 2,00 %."""
    return _household(
        owed("A", DebtKind.REVOLVING, "4000", rate=Fraction("18.5"), instalment=euros("150")),
        owed("B", DebtKind.PERSONAL_LOAN, "2000", rate=Fraction(2), instalment=euros("80")),
    )
