"""Pages 3 and 4 of the form: work, monthly resources, monthly charges, vehicles, bank accounts."""

from __future__ import annotations

from pcb.domain.answers import Answer, known
from pcb.domain.case import JOINT, Expense
from pcb.domain.income import MonthlyIncome, monthly_incomes
from pcb.domain.money import Money
from pcb.domain.monthly import monthly_expense
from pcb.domain.vocabulary.budget import ExpenseLine, IncomeLine, Period
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.wording import french_date
from pcb.reports.blocks import Block, Column, Heading, Look, Part, Row, Table, Text
from pcb.reports.content.declaration import CHARGES, MONTHLY
from pcb.reports.content.words import joined, nothing, optional, owner_label, said
from pcb.reports.declaration.amounts import Amount, table_of_amounts
from pcb.reports.declaration.form import Form, page


def page_3(form: Form) -> tuple[Block, ...]:
    """Situation professionnelle et ressources mensuelles."""
    case = form.case
    amounts = [_income(form, item) for item in monthly_incomes(case, form.day)]
    lines = [line.label for line in IncomeLine]
    return (
        page(3, "Situation professionnelle et ressources mensuelles"),
        form.by_person(
            (
                ("Profession ou dernier emploi", lambda p: said(p.occupation)),
                ("Qualification", lambda p: said(p.qualification)),
                ("Statut", lambda p: joined(said(p.work_status), optional("", p.work_detail), by=" — ")),
                ("Depuis le", lambda p: said(p.work_since)),
            )
        ),
        Heading(3, "Ressources mensuelles"),
        Text(MONTHLY, Look.FAINT, keeps=True),
        table_of_amounts(form, lines, amounts, case.declared.no_income, "Ressources"),
    )


def _income(form: Form, item: MonthlyIncome) -> Amount:
    income = item.income
    ends_on = known(income.ends_on)
    detail = joined(
        _unless(income.kind.label, optional("", income.nature)),
        optional("versé par : ", income.payer),
        _original(known(income.amount), income.period),
        "versée directement au bailleur" if income.paid_to_landlord is True else "",
        _whose(form, income.owner),
        f"{item.since_when_ended} : ne compte pas" if item.ended else "",
        f"jusqu’au {french_date(ends_on)}" if ends_on and not item.ended else "",
    )
    kind = income.kind
    return Amount(kind.line.label, kind.label, income.owner, item.amount, income.amount, detail, not item.ended)


def _unless(label: str, nature: str) -> str:
    """The nature told, unless it only repeats the label."""
    return "" if nature == label else nature


def _original(amount: Money | None, period: Period) -> str:
    return "" if amount is None or period is Period.MONTHLY else f"{amount} {period.label}"


def _whose(form: Form, owner: Answer[str]) -> str:
    """Who it belongs to, where the column does not say it."""
    if known(owner) in (JOINT, *(person.id for person in form.people)) or (owner is None and not form.two):
        return ""
    return f"de : {owner_label(form.case, owner)}"


def page_4(form: Form) -> tuple[Block, ...]:
    """Charges mensuelles, véhicules, gestion du budget."""
    case = form.case
    amounts = [_expense(form, expense) for expense in case.expenses]
    lines = [line.label for line in ExpenseLine]
    return (
        page(4, "Charges mensuelles, véhicules et comptes bancaires"),
        Heading(3, "Charges mensuelles"),
        Text(CHARGES, Look.FAINT, keeps=True),
        table_of_amounts(form, lines, amounts, case.declared.no_expense, "Charges"),
        Heading(3, "Véhicules"),
        *_vehicles(form),
        Heading(3, "Gestion du budget"),
        *_accounts(form),
    )


def _expense(form: Form, expense: Expense) -> Amount:
    detail = joined(
        _unless(expense.kind.label, optional("", expense.nature)),
        optional("payé à : ", expense.payee),
        _original(known(expense.amount), expense.period),
        _whose(form, expense.owner),
    )
    kind = expense.kind
    return Amount(kind.line.label, kind.label, expense.owner, monthly_expense(expense), expense.amount, detail)


def _vehicles(form: Form) -> tuple[Block, ...]:
    case = form.case
    if not case.vehicles:
        return (Text(nothing(case.declared.no_vehicle)),)
    columns = (
        Column("Type", 4),
        Column("LOA ou LLD", 1.6),
        Column("1re immatriculation", 2.2),
        Column("Propriétaire", 2.6),
        Column("Valeur estimée", 2, right=True),
    )
    rows = tuple(
        Row(
            (
                (
                    Part(joined(vehicle.kind.label, optional("", vehicle.model), by=" — ")),
                    Part("nécessaire pour travailler" if vehicle.needed_for_work is True else "", Look.FAINT),
                ),
                said(vehicle.leased),
                said(vehicle.registered_on),
                owner_label(case, vehicle.owner),
                said(vehicle.value),
            )
        )
        for vehicle in case.vehicles
    )
    return (Table(columns, rows),)


def _accounts(form: Form) -> tuple[Block, ...]:
    case = form.case
    current = [account for account in case.accounts if account.kind is AccountKind.CURRENT]
    if not current:
        answer = "non" if case.declared.no_account is True else nothing(case.declared.no_account)
        return (Text(f"Au moins un compte bancaire : {answer}"),)
    columns = (
        Column("Banque", 3.4),
        Column("IBAN", 4.2),
        Column("Titulaire", 2.4),
        Column("Solde", 2, right=True),
    )
    rows = tuple(
        Row(
            (
                said(account.bank),
                said(account.iban, _grouped),
                owner_label(case, account.owner),
                (
                    Part(said(account.balance), Look.AMOUNT),
                    Part(optional("le ", account.balance_on), Look.FAINT),
                    Part(optional("découvert autorisé ", account.overdraft_allowed), Look.FAINT),
                ),
            )
        )
        for account in current
    )
    return Text("Au moins un compte bancaire : oui", keeps=True), Table(columns, rows)


def _grouped(iban: str) -> str:
    """An IBAN by groups of four, on one line."""
    plain = iban.replace(" ", "")
    return "\u202f".join(plain[start : start + 4] for start in range(0, len(plain), 4)) if len(plain) <= 34 else iban
