"""Hypothesis strategies that build any case from its dataclasses, and a full household of fixed size."""

from __future__ import annotations

import string
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, get_args, get_origin

from hypothesis import strategies as st

from pcb.domain.answers import NoAnswer
from pcb.domain.case import JOINT, Case, Debt, Expense, Income, Person
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, IncomeKind, PaymentMethod
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.people import Role
from pcb.storage.codec import field_types
from pcb.storage.conversion import answered_type, is_answer
from pcb.storage.household_file import RANGES

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
IDS = st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=8).filter(lambda name: name != JOINT)
RATES = st.decimals(0, 30, places=3).map(Fraction)


@cache
def cases() -> st.SearchStrategy[Case]:
    """Any case whose owners exist and whose ids differ; it fits the exchange format."""
    return built(Case).map(_with_real_owners)


def built(kind: type) -> st.SearchStrategy[Any]:
    """Any instance of a dataclass of the case."""
    hints = field_types(kind)
    return st.builds(kind, **{f.name: _values(f.name, hints[f.name]) for f in fields(kind)})


def _values(name: str, kind: Any) -> st.SearchStrategy[Any]:
    if is_answer(kind):
        return st.one_of(st.none(), st.sampled_from(NoAnswer), _values(name, answered_type(kind)))
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return st.lists(built(item), max_size=2, unique_by=lambda made: made.id).map(tuple)
    if get_origin(kind) is frozenset:
        return st.frozensets(st.sampled_from(get_args(kind)[0]), max_size=3)
    if name == "id":
        return IDS
    if name in RANGES:
        return st.integers(*RANGES[name])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if is_dataclass(kind):
        return built(kind)  # type: ignore[arg-type]
    return {
        str: TEXT,
        int: st.integers(-(10**9), 10**9),
        bool: st.booleans(),
        date: st.dates(),
        Money: st.integers(-(10**13), 10**13).map(Money),
        Fraction: RATES,
    }[kind]


def _with_real_owners(case: Case) -> Case:
    from dataclasses import replace

    owners = [person.id for person in case.persons] or [JOINT]

    def owned(item: Any) -> Any:
        if isinstance(item.owner, str):
            return replace(item, owner=owners[len(item.owner) % len(owners)])
        return item

    return replace(
        case,
        incomes=tuple(map(owned, case.incomes)),
        expenses=tuple(map(owned, case.expenses)),
        debts=tuple(map(owned, case.debts)),
        assets=tuple(map(owned, case.assets)),
        vehicles=tuple(map(owned, case.vehicles)),
        accounts=tuple(map(owned, case.accounts)),
        papers=tuple(map(owned, case.papers)),
    )


def large_household(debts: int = 60, lines: int = 40) -> Case:
    """A household of ``debts`` debts and ``lines`` resources and charges, each with a dozen answers."""
    day = date(2021, 3, 14)
    return Case(
        reference="2026-0001",
        persons=(
            Person("p1", Role.DEPOSANT, birth_name="Œuvrard", first_names="Amélie", birth_date=date(1983, 5, 2)),
            Person("p2", Role.CODEPOSANT, birth_name="Dupouy", first_names="Éric", birth_date=date(1980, 1, 31)),
        ),
        incomes=tuple(
            Income(f"i{n}", IncomeKind.SALARY, Money(100_000 + n), owner="p1", payer="Gers Conserves", day=28)
            for n in range(lines // 4)
        ),
        expenses=tuple(
            Expense(f"e{n}", ExpenseKind.FOOD, Money(4_000 + n), owner=JOINT, day=n % 28 + 1, payee="Épicerie")
            for n in range(lines - lines // 4)
        ),
        debts=tuple(
            Debt(
                f"d{n}",
                DebtKind.REVOLVING,
                creditor=f"Créancier numéro {n}",
                creditor_address="12 rue de la République, 32000 Auch",
                reference=f"REF-{n:06d}",
                owner="p1",
                balance=Money(125_000 + n),
                unpaid=NoAnswer.DOES_NOT_KNOW,
                instalment=Money(4_500 + n),
                day=5,
                method=PaymentMethod.DIRECT_DEBIT,
                evidence=Evidence.SEEN,
                granted_on=day,
                rate=Fraction("7.25"),
                due_in_full=False,
            )
            for n in range(debts)
        ),
    )
