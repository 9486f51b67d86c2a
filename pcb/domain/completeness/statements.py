"""Blocking: the detailed statements of resources, of assets and of debts. A list is filled, or said to be empty.

An amount that is not known inside a statement that stands is important, not blocking.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.completeness.examined import Examined
from pcb.domain.completeness.finding import Finding, Grade, text
from pcb.domain.income import monthly_incomes
from pcb.domain.monthly import debt_label, expense_label
from pcb.domain.vocabulary.budget import Treatment
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.wording import with_nature


def statements(examined: Examined) -> Iterator[Finding]:
    """The three statements, then the lines without an amount."""
    case = examined.case
    yield from _resources(examined)
    yield from _charges(case)
    yield from _estate(case)
    yield from _debts(case)


def _statement(key: str, title: str, why: str, todo: str, path: str) -> Finding:
    return Finding(f"statement-{key}", Grade.BLOCKING, title, why, text("declaration"), todo, path)


def _no_amount(key: str, title: str, path: str) -> Finding:
    return Finding(
        f"amount-{key}",
        Grade.IMPORTANT,
        f"{title} : le montant manque",
        "L’état demandé est détaillé, et ce montant ne compte ni dans le budget ni dans la capacité.",
        text("declaration"),
        "Notez le montant, même estimé, et apportez le papier.",
        path,
    )


def _resources(examined: Examined) -> Iterator[Finding]:
    case = examined.case
    incomes = [income for income in monthly_incomes(case, examined.day) if not income.ended]
    if case.declared.no_income is not True and not any(income.amount is not None for income in incomes):
        yield _statement(
            "resources",
            "L’état des ressources est vide",
            "Une déclaration sans l’état détaillé des ressources n’est pas recevable.",
            "Notez chaque ressource avec son montant, ou dites que le foyer n’en a aucune.",
            f"incomes.{incomes[0].income.id}.amount" if incomes else "declared.no_income",
        )
        return
    for income in incomes:
        if income.is_missing:
            yield _no_amount(f"incomes-{income.income.id}", f"Ressource « {income.label} »", income.path)


def _charges(case: Case) -> Iterator[Finding]:
    for expense in case.expenses:  # what is assessed at a flat rate needs no amount
        if known(expense.amount) is None and expense.kind.treatment is not Treatment.FLAT_ONLY:
            path = f"expenses.{expense.id}.amount"
            yield _no_amount(f"expenses-{expense.id}", f"Charge « {expense_label(expense)} »", path)


def _estate(case: Case) -> Iterator[Finding]:
    declared = case.declared
    for key, said_none, listed, what in (
        ("accounts", declared.no_account, case.accounts, "compte ni épargne"),
        ("vehicles", declared.no_vehicle, case.vehicles, "véhicule"),
        ("assets", declared.no_asset, case.assets, "bien immobilier ni autre bien"),
    ):
        if not listed and said_none is not True:
            yield _statement(
                key,
                f"L’état du patrimoine n’est pas complet : aucun {what}, ni « néant »",
                "Une déclaration sans l’état détaillé du patrimoine n’est pas recevable, et une rubrique vide n’est "
                "pas une réponse.",
                "Notez ce que le foyer possède, ou dites qu’il n’en a pas.",
                f"declared.no_{key.removesuffix('s')}",
            )
    for asset in case.assets:
        if known(asset.value) is None:
            label = with_nature(asset.kind.label, known(asset.nature))
            yield _no_amount(f"assets-{asset.id}", f"Bien « {label} »", f"assets.{asset.id}.value")
    for vehicle in case.vehicles:
        if known(vehicle.value) is None and vehicle.leased is not True:
            label = with_nature(vehicle.kind.label, known(vehicle.model))
            yield _no_amount(f"vehicles-{vehicle.id}", f"Véhicule « {label} »", f"vehicles.{vehicle.id}.value")
    for account in case.accounts:
        if account.kind.is_savings and known(account.balance) is None:
            label = with_nature(account.kind.label, known(account.bank))
            yield _no_amount(f"accounts-{account.id}", f"Épargne « {label} »", f"accounts.{account.id}.balance")


def _debts(case: Case) -> Iterator[Finding]:
    if not case.debts:
        yield _statement(
            "debts",
            "L’état des dettes est vide",
            "Une déclaration sans l’état détaillé des dettes n’est pas recevable."
            if case.declared.no_debt is not True
            else "Le foyer déclare n’avoir aucune dette : la commission n’aurait rien à traiter.",
            "Notez chaque dette, avec son créancier et son adresse.",
            "declared.no_debt",
        )
        return
    lacking = [debt for debt in case.debts if known(debt.balance) is None and known(debt.unpaid) is None]
    if len(lacking) == len(case.debts):
        yield _statement(
            "debts",
            "Aucune dette n’a de montant",
            "Une déclaration sans l’état détaillé des dettes n’est pas recevable.",
            "Notez ce qui reste dû sur chaque dette.",
            f"debts.{lacking[0].id}.balance",
        )
        return
    for debt in lacking:
        if debt.kind is DebtKind.GUARANTEE:  # nothing is claimed of it yet
            continue
        yield _no_amount(f"debts-{debt.id}", f"Dette « {debt_label(debt)} »", f"debts.{debt.id}.balance")
