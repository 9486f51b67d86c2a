"""What a line of the budget is called on the papers: a code that is translated, and the names that are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pcb.domain.answers import known
from pcb.domain.case import Case, Debt, Expense, Income, Person
from pcb.domain.case_path import items
from pcb.domain.income import name_of
from pcb.domain.take_home.words import BENEFIT_TO_LANDLORD, PARTNER_INCOME
from pcb.domain.vocabulary.budget import IncomeKind
from pcb.errors import UnknownPath


@dataclass(frozen=True, slots=True)
class Named:
    """The code and the detail of one line. ``item`` is the fact itself."""

    kind: str
    detail: str
    item: Any


def named(case: Case, path: str) -> Named:
    """What the fact at ``path`` is called. Raises :class:`UnknownPath`."""
    collection, _, rest = path.partition(".")
    item_id = rest.partition(".")[0]
    item = next((one for one in items(case, collection) if one.id == item_id), None)
    match collection:
        case "incomes" if isinstance(item, Income):
            return Named(income_kind(item), _income_detail(case, item), item)
        case "expenses" if isinstance(item, Expense):
            return Named(f"expense.{item.kind.value}", expense_detail(item), item)
        case "debts" if isinstance(item, Debt):
            return Named(f"debt.{item.kind.value}", debt_detail(item), item)
        case "proceedings" if item is not None:
            proceeding: Any = item
            return Named(f"proceeding.{proceeding.kind.value}", known(proceeding.who) or "", item)
        case "persons" if (person := case.person(item_id)) is not None:
            return Named(PARTNER_INCOME, _called(case, person), person)
    raise UnknownPath(f"Champ inconnu : {path}")


def income_kind(income: Income) -> str:
    """Its code; a housing benefit that is paid to the landlord has one of its own: it never reaches the account."""
    if income.kind is IncomeKind.HOUSING_BENEFIT and income.paid_to_landlord is True:
        return BENEFIT_TO_LANDLORD
    return f"income.{income.kind.value}"


def expense_detail(expense: Expense) -> str:
    """What was specified of a charge, and to whom it is paid."""
    return _joined(nature_of(expense), known(expense.payee))


def nature_of(item: Expense | Debt) -> str:
    """What was specified of it, where who is paid stands apart."""
    return _other_than(item.kind.label, known(item.nature)) or ""


def debt_detail(debt: Debt) -> str:
    """The creditor, and what was specified."""
    return _joined(known(debt.creditor), nature_of(debt))


def _income_detail(case: Case, income: Income) -> str:
    person = case.person(known(income.owner))
    nature = _other_than(income.kind.label, known(income.nature))
    return _joined(nature, known(income.payer), _called(case, person) if person else None)


def _called(case: Case, person: Person) -> str:
    """The first of the first names; nothing for who gives no name."""
    return "" if case.welcome.anonymous is True else name_of(person).replace(",", " ").split(" ")[0]


def _other_than(label: str, nature: str | None) -> str | None:
    """What was specified, unless it only says the label again."""
    return None if nature is None or nature.casefold() == label.casefold() else nature


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
