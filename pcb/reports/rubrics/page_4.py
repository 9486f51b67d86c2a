"""Page 4 of the form: monthly charges in two columns, vehicles, bank accounts."""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.case import Expense, Person, Vehicle
from pcb.domain.monthly import expense_label, monthly_expense
from pcb.domain.vocabulary.budget import ExpenseLine
from pcb.domain.vocabulary.estate import AccountKind
from pcb.reports.content.words import joined, optional
from pcb.reports.rubrics.columns import ELSEWHERE, Part, column_of, in_column, whose
from pcb.reports.rubrics.rubric import (
    CODEPOSANT,
    DEPOSANT,
    YES_NO,
    Col,
    Facts,
    Kind,
    Rubric,
    Value,
    by_filer,
    col,
    table,
)

_CHARGES = "Charges mensuelles"
_BUDGET = "Gestion du budget"
_PATHS = ("expenses.*.kind", "expenses.*.amount", "expenses.*.period", "expenses.*.owner")


def _line(line: ExpenseLine) -> Iterator[Rubric]:
    def amount(facts: Facts, person: Person) -> Value:
        here = [expense for expense in facts.case.expenses if expense.kind.line is line]
        parts = [Part(expense.owner, monthly_expense(expense), expense.amount) for expense in here]
        return in_column(facts, parts, DEPOSANT if person is facts.deposant else CODEPOSANT)

    yield from by_filer(4, _CHARGES, line.value, line.label, _PATHS, amount, Kind.AMOUNT)


def _any_account(facts: Facts, row: int) -> Value:
    if any(account.kind is AccountKind.CURRENT for account in facts.case.accounts):
        return "oui"
    return "non" if facts.case.declared.no_account is True else None


RUBRICS = (
    *(rubric for line in ExpenseLine for rubric in _line(line)),
    Rubric(
        "p4.compte_bancaire",
        4,
        _BUDGET,
        "Au moins un compte bancaire",
        Kind.TICK,
        ("accounts.*.kind", "declared.no_account"),
        _any_account,
        YES_NO,
    ),
)


def _elsewhere(facts: Facts) -> tuple[Expense, ...]:
    return tuple(expense for expense in facts.case.expenses if column_of(facts, expense.owner) == ELSEWHERE)


def _amount(facts: Facts, expense: Expense) -> Value:
    month = monthly_expense(expense)
    return expense.amount if month is None else month


def _type(facts: Facts, vehicle: Vehicle) -> Value:
    return joined(vehicle.kind.label, optional("", vehicle.model), by=" — ")


TABLES = (
    table(
        4,
        "autre_personne",
        "Charges payées par une personne qui ne dépose pas, ou dont le payeur n’est pas précisé",
        None,
        _elsewhere,
        (
            Col("personne", "Personne", ("expenses.*.owner",), lambda facts, item: whose(facts, item.owner)),
            Col("nature", "Nature", ("expenses.*.kind", "expenses.*.nature"), lambda facts, item: expense_label(item)),
            Col("montant", "Montant par mois", _PATHS, _amount, Kind.AMOUNT),
        ),
    ),
    table(
        4,
        "vehicule",
        "Véhicules",
        None,
        lambda facts: facts.case.vehicles,
        (
            Col("type", "Type", ("vehicles.*.kind", "vehicles.*.model"), _type),
            col("location", "LOA ou LLD", "vehicles.*.leased", Kind.TICK),
            col("valeur", "Valeur estimée", "vehicles.*.value", Kind.AMOUNT),
        ),
        lambda facts: facts.case.declared.no_vehicle is True,
    ),
    table(
        4,
        "compte",
        _BUDGET,
        None,
        lambda facts: tuple(a for a in facts.case.accounts if a.kind is AccountKind.CURRENT),
        (col("iban", "IBAN", "accounts.*.iban"),),
    ),
)
